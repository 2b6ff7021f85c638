/// Task ids through Kafka: the outbox relay, the share-group doorbell, the loop that runs tasks.
@NullMarked
package dev.refactory.queue.delivery;

import org.jspecify.annotations.NullMarked;
