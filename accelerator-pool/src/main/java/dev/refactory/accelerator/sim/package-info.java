/// Simulation on virtual time: how a policy would serve a trace.
@NullMarked
package dev.refactory.accelerator.sim;

import org.jspecify.annotations.NullMarked;
