/// Members, placement and batches.
@NullMarked
package dev.refactory.accelerator.pool;

import org.jspecify.annotations.NullMarked;
