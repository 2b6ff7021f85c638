/// Graphs as SCIP indexes (`index.scip`), the interchange format of code intelligence: ours
/// written, anybody's read. The format's wire form is protobuf's, which only this package knows.
@NullMarked
package dev.refactory.graph.scip;

import org.jspecify.annotations.NullMarked;
