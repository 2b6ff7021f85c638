/// Background work as named services that start, run one round at a time, and stop.
@NullMarked
package dev.refactory.kit.lifecycle;

import org.jspecify.annotations.NullMarked;
