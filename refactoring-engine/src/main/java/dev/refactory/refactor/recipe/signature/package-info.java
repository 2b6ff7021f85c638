/// Recipes that change what a method takes and returns, or what a field is.
@NullMarked
package dev.refactory.refactor.recipe.signature;

import org.jspecify.annotations.NullMarked;
