/// A commit becomes a snapshot: many jobs, one build.
@NullMarked
package dev.refactory.index.build;

import org.jspecify.annotations.NullMarked;
