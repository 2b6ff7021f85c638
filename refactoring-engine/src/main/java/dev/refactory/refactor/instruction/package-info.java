/// Instructions in plain words: read for certain, or not at all.
@NullMarked
package dev.refactory.refactor.instruction;

import org.jspecify.annotations.NullMarked;
