@NullMarked
package dev.refactory.index.task;

import org.jspecify.annotations.NullMarked;
