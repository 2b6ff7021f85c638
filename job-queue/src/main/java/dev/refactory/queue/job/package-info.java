/// A job's life: commands in, events out, no side effects.
@NullMarked
package dev.refactory.queue.job;

import org.jspecify.annotations.NullMarked;
