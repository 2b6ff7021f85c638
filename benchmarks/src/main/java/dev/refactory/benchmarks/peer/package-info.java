/// The same renames by another tool, in a process of its own.
@NullMarked
package dev.refactory.benchmarks.peer;

import org.jspecify.annotations.NullMarked;
