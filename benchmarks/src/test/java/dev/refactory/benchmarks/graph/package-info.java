@NullMarked
package dev.refactory.benchmarks.graph;

import org.jspecify.annotations.NullMarked;
