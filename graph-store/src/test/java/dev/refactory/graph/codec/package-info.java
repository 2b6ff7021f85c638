/// Tests of how facts are written as bytes.
@NullMarked
package dev.refactory.graph.codec;

import org.jspecify.annotations.NullMarked;
