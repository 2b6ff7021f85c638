/// Recipes that find and change nothing, and the patterns they are asked with.
@NullMarked
package dev.refactory.refactor.recipe.find;

import org.jspecify.annotations.NullMarked;
