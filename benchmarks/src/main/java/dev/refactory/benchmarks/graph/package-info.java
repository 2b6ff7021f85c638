/// The indexer beside other tools that read Java with its meanings: time and memory against size.
@NullMarked
package dev.refactory.benchmarks.graph;

import org.jspecify.annotations.NullMarked;
