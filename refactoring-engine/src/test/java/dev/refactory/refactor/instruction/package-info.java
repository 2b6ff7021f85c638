@NullMarked
package dev.refactory.refactor.instruction;

import org.jspecify.annotations.NullMarked;
