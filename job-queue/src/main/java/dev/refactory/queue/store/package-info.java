/// Jobs kept in Postgres, and the in-memory twin that tests run on.
@NullMarked
package dev.refactory.queue.store;

import org.jspecify.annotations.NullMarked;
