/// Recipes that give a declaration another place: types, packages, static members.
@NullMarked
package dev.refactory.refactor.recipe.move;

import org.jspecify.annotations.NullMarked;
