/// Spark Analysis Units: rate card, reservation, settlement.
@NullMarked
package dev.refactory.queue.ledger;

import org.jspecify.annotations.NullMarked;
