/// The INDEX stage: what an indexer does with a task.
@NullMarked
package dev.refactory.index.task;

import org.jspecify.annotations.NullMarked;
