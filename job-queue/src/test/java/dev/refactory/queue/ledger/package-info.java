@NullMarked
package dev.refactory.queue.ledger;

import org.jspecify.annotations.NullMarked;
