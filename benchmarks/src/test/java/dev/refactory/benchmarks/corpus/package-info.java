@NullMarked
package dev.refactory.benchmarks.corpus;

import org.jspecify.annotations.NullMarked;
