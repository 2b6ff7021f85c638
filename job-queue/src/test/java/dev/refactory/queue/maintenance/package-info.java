@NullMarked
package dev.refactory.queue.maintenance;

import org.jspecify.annotations.NullMarked;
