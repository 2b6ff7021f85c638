/// Recipes: what can be asked for, and how each plans its change from the graph.
@NullMarked
package dev.refactory.refactor.recipe;

import org.jspecify.annotations.NullMarked;
