/// Import declarations: read, written, put in order and taken out.
@NullMarked
package dev.refactory.refactor.recipe.imports;

import org.jspecify.annotations.NullMarked;
