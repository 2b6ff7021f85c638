/// What names, types and members of a repository mean to each other, from the graph and the texts.
@NullMarked
package dev.refactory.refactor.recipe.scope;

import org.jspecify.annotations.NullMarked;
