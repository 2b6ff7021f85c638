@NullMarked
package dev.refactory.benchmarks.differential;

import org.jspecify.annotations.NullMarked;
