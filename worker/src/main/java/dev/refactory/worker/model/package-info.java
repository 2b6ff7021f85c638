/// The recipe model on an accelerator, and how its tokens are counted.
@NullMarked
package dev.refactory.worker.model;

import org.jspecify.annotations.NullMarked;
