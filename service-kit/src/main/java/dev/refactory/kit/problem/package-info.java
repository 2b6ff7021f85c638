/// Typed errors: what went wrong, whose fault it is, whether trying again can help.
@NullMarked
package dev.refactory.kit.problem;

import org.jspecify.annotations.NullMarked;
