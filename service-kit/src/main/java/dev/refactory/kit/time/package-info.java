/// Time as a constructor argument: the only package that may read a machine's clock.
@NullMarked
package dev.refactory.kit.time;

import org.jspecify.annotations.NullMarked;
