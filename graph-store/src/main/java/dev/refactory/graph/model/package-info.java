/// Code as facts: symbols, occurrences with exact ranges, relations, diagnostics. Data only.
@NullMarked
package dev.refactory.graph.model;

import org.jspecify.annotations.NullMarked;
