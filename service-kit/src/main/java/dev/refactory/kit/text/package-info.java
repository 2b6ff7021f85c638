/// Words, compared and counted.
@NullMarked
package dev.refactory.kit.text;

import org.jspecify.annotations.NullMarked;
