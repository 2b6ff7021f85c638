/// Names outside of what the compiler reads: resources, literals, other languages.
@NullMarked
package dev.refactory.refactor.text;

import org.jspecify.annotations.NullMarked;
