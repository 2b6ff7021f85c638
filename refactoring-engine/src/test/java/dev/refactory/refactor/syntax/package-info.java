/// Imports and comments as they are written.
@NullMarked
package dev.refactory.refactor.syntax;

import org.jspecify.annotations.NullMarked;
