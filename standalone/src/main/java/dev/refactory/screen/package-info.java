/// What a person sees: colours, tables, progress, jobs, diffs.
@NullMarked
package dev.refactory.screen;

import org.jspecify.annotations.NullMarked;
