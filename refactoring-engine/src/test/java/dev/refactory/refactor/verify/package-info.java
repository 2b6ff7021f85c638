@NullMarked
package dev.refactory.refactor.verify;

import org.jspecify.annotations.NullMarked;
