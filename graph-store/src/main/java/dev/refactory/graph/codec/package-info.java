/// Facts of one file as bytes: small, and read without a database.
@NullMarked
package dev.refactory.graph.codec;

import org.jspecify.annotations.NullMarked;
