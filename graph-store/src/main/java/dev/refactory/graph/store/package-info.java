/// Facts kept in Postgres, a snapshot at a time, and the views that read them.
@NullMarked
package dev.refactory.graph.store;

import org.jspecify.annotations.NullMarked;
