/// What a recipe asks of the model, and what it makes of the answer.
@NullMarked
package dev.refactory.refactor.recipe.model;

import org.jspecify.annotations.NullMarked;
