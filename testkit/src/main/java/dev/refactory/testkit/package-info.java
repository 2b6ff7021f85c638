/// Clocks, seeded randomness and shared services for tests; never shipped.
@NullMarked
package dev.refactory.testkit;

import org.jspecify.annotations.NullMarked;
