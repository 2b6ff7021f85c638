package dev.refactory.benchmarks.differential;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// What both engines can be asked for, by our names.
enum Operation {
    RENAME_METHOD,
    CHANGE_TYPE,
    RENAME_PACKAGE,
    REMOVE_UNUSED_IMPORTS,
    REMOVE_ANNOTATION,
    CHANGE_ANNOTATION;

    String title() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// @param words `rename-method,change-type,…`
    /// @throws IllegalArgumentException that lists those there are
    static List<Operation> parse(String words) {
        return Arrays.stream(words.split(","))
                .map(word -> Arrays.stream(values())
                        .filter(each -> each.title().equals(word.strip()))
                        .findFirst()
                        .orElseThrow(() -> new IllegalArgumentException("No operation is called " + word
                                + "; there are "
                                + Arrays.stream(values()).map(Operation::title).collect(Collectors.joining(",")))))
                .toList();
    }
}
