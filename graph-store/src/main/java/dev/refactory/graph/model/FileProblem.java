package dev.refactory.graph.model;

/// Why a file, or part of it, was not indexed. Every file of a repository is either indexed or has one of these.
///
/// @param kind stable, machine-readable
/// @param detail a sentence for people
public record FileProblem(Kind kind, String detail) {
    public enum Kind {
        /// Excluded by `.sparkignore`.
        IGNORED,
        /// Not a language the indexer reads; kept as it is.
        OTHER_LANGUAGE,
        BINARY,
        TOO_LARGE,
        /// Neither UTF-8 nor Latin-1 would be certain; read as Latin-1, its identifiers may be misread.
        NOT_UTF8,
        /// The parser found syntax errors; facts of the rest of the file are kept.
        SYNTAX_ERROR,
        /// The compiler's process died on it or ran into its limits.
        ANALYSIS_CRASHED,
        /// A symbolic link or a submodule: never followed.
        NOT_A_REGULAR_FILE;

        /// The analyser is not even shown the file.
        public boolean keptFromAnalysis() {
            return switch (this) {
                case IGNORED, OTHER_LANGUAGE, BINARY, TOO_LARGE, NOT_A_REGULAR_FILE -> true;
                case NOT_UTF8, SYNTAX_ERROR, ANALYSIS_CRASHED -> false;
            };
        }
    }
}
