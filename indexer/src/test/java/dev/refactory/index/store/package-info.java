/// Tests of the stores of the indexer.
@NullMarked
package dev.refactory.index.store;

import org.jspecify.annotations.NullMarked;
