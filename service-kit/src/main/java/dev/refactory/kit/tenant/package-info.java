/// Whose data it is.
@NullMarked
package dev.refactory.kit.tenant;

import org.jspecify.annotations.NullMarked;
