package dev.refactory.graph.scip;

import java.util.List;

/// The messages of an index, as far as they are understood here, as they were read.
final class ScipMessages {
    private ScipMessages() {}

    /// @param tool the indexer
    record Metadata(String tool, String version) {}

    /// @param encoding what the characters of positions count
    /// @param text empty when the index does not hold it
    record Document(
            String path,
            String language,
            String text,
            PositionEncoding encoding,
            List<Mention> mentions,
            List<Information> symbols) {}

    /// An occurrence: `startLine`, `startCharacter`, `endLine`, `endCharacter`, from 0.
    ///
    /// @param symbol empty when only something was said about the place
    record Mention(Place place, String symbol, int roles, List<Remark> remarks) {}

    record Place(int startLine, int startCharacter, int endLine, int endCharacter) {
        @Override
        public String toString() {
            return (startLine + 1L) + ":" + (startCharacter + 1L) + "-" + (endLine + 1L) + ":" + (endCharacter + 1L);
        }
    }

    /// A diagnostic.
    record Remark(int severity, String code, String message) {}

    /// What is said about a symbol.
    ///
    /// @param enclosing of a local one; else empty
    /// @param implemented symbols it is an implementation of
    record Information(
            String symbol, int kind, String name, String signature, String enclosing, List<String> implemented) {}
}
