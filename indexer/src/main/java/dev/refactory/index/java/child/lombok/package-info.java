/// The members Lombok would add to a file, added to its tree without running Lombok: what a type shows
/// to others because of its annotations.
@NullMarked
package dev.refactory.index.java.child.lombok;

import org.jspecify.annotations.NullMarked;
