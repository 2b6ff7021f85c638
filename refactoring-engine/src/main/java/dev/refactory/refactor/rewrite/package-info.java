/// Syntax: tokens around a fact, and trees by JavaParser for structural recipes.
@NullMarked
package dev.refactory.refactor.rewrite;

import org.jspecify.annotations.NullMarked;
