/// The recipe that changes who may see a declaration.
@NullMarked
package dev.refactory.refactor.recipe.access;

import org.jspecify.annotations.NullMarked;
