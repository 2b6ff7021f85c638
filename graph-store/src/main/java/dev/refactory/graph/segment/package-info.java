/// Who mentions, declares and extends what: an inverted index of files, in immutable sorted
/// segments. Pure.
@NullMarked
package dev.refactory.graph.segment;

import org.jspecify.annotations.NullMarked;
