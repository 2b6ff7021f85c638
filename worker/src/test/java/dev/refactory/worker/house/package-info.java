/// A whole worker in memory, for tests: twins for the stores, a real object database, the real compiler.
@NullMarked
package dev.refactory.worker.house;

import org.jspecify.annotations.NullMarked;
