/// What the policies of the accelerator pool are worth, in simulation.
@NullMarked
package dev.refactory.benchmarks.pool;

import org.jspecify.annotations.NullMarked;
