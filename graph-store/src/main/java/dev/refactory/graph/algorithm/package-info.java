/// Questions that walk a graph: pure, over a [dev.refactory.graph.model.GraphView].
@NullMarked
package dev.refactory.graph.algorithm;

import org.jspecify.annotations.NullMarked;
