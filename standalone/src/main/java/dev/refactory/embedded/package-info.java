/// PostgreSQL and Kafka inside `up`: real servers on loopback, with their data in one directory.
@NullMarked
package dev.refactory.embedded;

import org.jspecify.annotations.NullMarked;
