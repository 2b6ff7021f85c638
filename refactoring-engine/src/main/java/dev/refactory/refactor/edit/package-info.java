/// Text edits against original offsets, disjoint and sorted.
@NullMarked
package dev.refactory.refactor.edit;

import org.jspecify.annotations.NullMarked;
