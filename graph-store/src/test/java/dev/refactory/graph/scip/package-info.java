/// Tests of indexes, held against the published classes of SCIP's schema.
@NullMarked
package dev.refactory.graph.scip;

import org.jspecify.annotations.NullMarked;
