/// Faults on real processes: every role a JVM of its own, killed, stopped, cut off from Postgres or Kafka; what must
/// hold afterwards is asked of the database.
@NullMarked
package dev.refactory.chaos;

import org.jspecify.annotations.NullMarked;
