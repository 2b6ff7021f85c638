/// What the characters of a Java file say, without the graph: brackets, expressions, comments, names.
@NullMarked
package dev.refactory.refactor.recipe.source;

import org.jspecify.annotations.NullMarked;
