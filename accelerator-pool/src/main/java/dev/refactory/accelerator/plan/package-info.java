/// How many wafers a stream of jobs needs: jobs of several calls that wait for each other, simulated on
/// virtual time at the week's peak, with one group of wafers fewer until the promise breaks.
@NullMarked
package dev.refactory.accelerator.plan;

import org.jspecify.annotations.NullMarked;
