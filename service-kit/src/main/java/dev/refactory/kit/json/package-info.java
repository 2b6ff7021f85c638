/// The one JSON mapper.
@NullMarked
package dev.refactory.kit.json;

import org.jspecify.annotations.NullMarked;
