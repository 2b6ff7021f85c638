/// Tests of the graph's stores.
@NullMarked
package dev.refactory.graph.store;

import org.jspecify.annotations.NullMarked;
