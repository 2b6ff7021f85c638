package dev.refactory.graph.scip;

/// How much of an index that others made is read. What is more is refused, naming the limit.
///
/// @param documents of an index
/// @param documentBytes of one document's message
/// @param occurrences of one document
/// @param symbols that the index describes or defines, those from outside included
/// @param symbolCharacters of all those symbols together
public record ScipLimits(int documents, int documentBytes, int occurrences, int symbols, long symbolCharacters) {
    public static final ScipLimits DEFAULT = new ScipLimits(200_000, 64 << 20, 1_000_000, 1_000_000, 128L << 20);

    /// Of one symbol: what the door takes to ask for it.
    static final int SPELLING = 4_096;

    static final int PATH = 1_024;
    static final int NAME = 1_024;
    static final int LANGUAGE = 64;

    /// Longer texts for people are cut.
    static final int SIGNATURE = 2_000;

    static final int MESSAGE = 2_000;
    static final int RELATIONSHIPS = 10_000;
    static final int DIAGNOSTICS = 10_000;
    static final int ROOT = 8_192;

    public ScipLimits {
        if (documents < 1 || documentBytes < 1 || occurrences < 1 || symbols < 1 || symbolCharacters < 1) {
            throw new IllegalArgumentException("Limits are positive");
        }
    }
}
