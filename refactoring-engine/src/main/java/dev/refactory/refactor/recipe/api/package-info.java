/// The recipe that replaces calls by a template.
@NullMarked
package dev.refactory.refactor.recipe.api;

import org.jspecify.annotations.NullMarked;
