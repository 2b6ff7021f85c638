@NullMarked
package dev.refactory.refactor.edit;

import org.jspecify.annotations.NullMarked;
