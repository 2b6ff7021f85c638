/// Room for contexts on a group of wafers, and what of earlier prompts is kept there and outside.
@NullMarked
package dev.refactory.accelerator.memory;

import org.jspecify.annotations.NullMarked;
