/// The database schema, and the code that applies it.
@NullMarked
package dev.refactory.migrations;

import org.jspecify.annotations.NullMarked;
