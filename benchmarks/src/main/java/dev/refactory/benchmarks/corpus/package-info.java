/// Large repositories to measure on, made of published sources.
@NullMarked
package dev.refactory.benchmarks.corpus;

import org.jspecify.annotations.NullMarked;
