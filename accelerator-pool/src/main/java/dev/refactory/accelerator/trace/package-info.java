/// Recorded inference requests, without text.
@NullMarked
package dev.refactory.accelerator.trace;

import org.jspecify.annotations.NullMarked;
