/// The stages a worker runs: plan, transform, verify, publish.
@NullMarked
package dev.refactory.worker.stage;

import org.jspecify.annotations.NullMarked;
