/// Background work: named services that start, run one round at a time, and stop; and work on the side of a caller.
@NullMarked
package dev.refactory.kit.lifecycle;

import org.jspecify.annotations.NullMarked;
