/// Identifiers with a prefix, made by a source that is a constructor argument.
@NullMarked
package dev.refactory.kit.id;

import org.jspecify.annotations.NullMarked;
