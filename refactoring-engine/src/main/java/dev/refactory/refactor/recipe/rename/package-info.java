/// Recipes that give a new name where the old one stood, and what speaks against it.
@NullMarked
package dev.refactory.refactor.recipe.rename;

import org.jspecify.annotations.NullMarked;
