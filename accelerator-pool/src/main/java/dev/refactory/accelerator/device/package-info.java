/// The simulated wafer: how long work would take.
@NullMarked
package dev.refactory.accelerator.device;

import org.jspecify.annotations.NullMarked;
