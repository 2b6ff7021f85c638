@NullMarked
package dev.refactory.graph.model;

import org.jspecify.annotations.NullMarked;
