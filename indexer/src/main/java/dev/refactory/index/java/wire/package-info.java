/// The records that travel between the attributor and its child processes.
@NullMarked
package dev.refactory.index.java.wire;

import org.jspecify.annotations.NullMarked;
