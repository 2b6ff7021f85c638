/// Plans as data: tasks, conflicts, findings.
@NullMarked
package dev.refactory.refactor.plan;

import org.jspecify.annotations.NullMarked;
