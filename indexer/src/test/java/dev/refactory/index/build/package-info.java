/// Tests of building snapshots.
@NullMarked
package dev.refactory.index.build;

import org.jspecify.annotations.NullMarked;
