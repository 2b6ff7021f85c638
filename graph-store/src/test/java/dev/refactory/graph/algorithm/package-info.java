@NullMarked
package dev.refactory.graph.algorithm;

import org.jspecify.annotations.NullMarked;
