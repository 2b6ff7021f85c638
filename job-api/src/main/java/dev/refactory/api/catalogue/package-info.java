/// What can be asked for, and the limits on asking.
@NullMarked
package dev.refactory.api.catalogue;

import org.jspecify.annotations.NullMarked;
