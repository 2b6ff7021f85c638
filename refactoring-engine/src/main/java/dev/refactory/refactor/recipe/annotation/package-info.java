/// Recipes that add, change and remove annotations.
@NullMarked
package dev.refactory.refactor.recipe.annotation;

import org.jspecify.annotations.NullMarked;
