package dev.refactory.refactor.plan;

/// Something found, with its place.
///
/// @param rule the recipe or check that found it, for example `find-usages`
/// @param line 1-based; @param column 1-based; @param endColumn exclusive, on the same line
/// @param excerpt the line of source, without its line ending, at most 200 characters
public record Finding(
        String rule,
        String level,
        String symbol,
        String file,
        int line,
        int column,
        int endColumn,
        String message,
        String excerpt) {}
