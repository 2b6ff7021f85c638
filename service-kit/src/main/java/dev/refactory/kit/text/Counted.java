package dev.refactory.kit.text;

import java.util.Locale;

/// Numbers in sentences.
public final class Counted {
    private Counted() {}

    /// A number in groups of three and its noun, which takes an s unless there is one: `1 file`, `1,602 files`.
    public static String of(long number, String noun) {
        return String.format(Locale.ROOT, "%,d %s%s", number, noun, number == 1 ? "" : "s");
    }
}
