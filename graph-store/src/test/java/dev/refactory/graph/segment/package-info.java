/// Tests of segments.
@NullMarked
package dev.refactory.graph.segment;

import org.jspecify.annotations.NullMarked;
