/// What the command costs in time and memory, measured from outside the process.
@NullMarked
package dev.refactory.benchmarks;

import org.jspecify.annotations.NullMarked;
