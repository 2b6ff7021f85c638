@NullMarked
package dev.refactory.refactor.recipe;

import org.jspecify.annotations.NullMarked;
