@NullMarked
package dev.refactory.queue.store;

import org.jspecify.annotations.NullMarked;
