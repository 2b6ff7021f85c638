/// Syntax for structural recipes, by JavaParser.
@NullMarked
package dev.refactory.refactor.rewrite;

import org.jspecify.annotations.NullMarked;
