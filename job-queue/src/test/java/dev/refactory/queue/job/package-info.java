@NullMarked
package dev.refactory.queue.job;

import org.jspecify.annotations.NullMarked;
