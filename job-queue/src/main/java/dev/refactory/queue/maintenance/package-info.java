/// Background services that keep the queue healthy.
@NullMarked
package dev.refactory.queue.maintenance;

import org.jspecify.annotations.NullMarked;
