/// The recipe that puts one type in the place of another.
@NullMarked
package dev.refactory.refactor.recipe.type;

import org.jspecify.annotations.NullMarked;
