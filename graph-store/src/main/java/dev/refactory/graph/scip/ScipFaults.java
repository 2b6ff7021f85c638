package dev.refactory.graph.scip;

import dev.refactory.kit.problem.ErrorCode;
import dev.refactory.kit.problem.RefactoryException;
import org.jspecify.annotations.Nullable;

/// What can be wrong with an index, said with the document it is wrong in.
final class ScipFaults {
    private static final int SHOWN = 200;

    private ScipFaults() {}

    static RefactoryException unreadable(@Nullable String document, Throwable cause) {
        String where = document == null || document.isEmpty() ? "" : ", in or behind " + shown(document);
        return new RefactoryException(
                ErrorCode.INVALID_REQUEST,
                "index.scip",
                "This is no SCIP index, or a damaged one" + where
                        + ": send the index.scip that an indexer wrote, whole and unpacked.",
                cause);
    }

    static RefactoryException noMetadata() {
        return new RefactoryException(
                ErrorCode.INVALID_REQUEST,
                "index.scip",
                "An SCIP index begins with its metadata, and this does not: send the index.scip of an indexer.");
    }

    /// @param wrong a sentence's end, after the document's name
    static RefactoryException document(String path, String wrong) {
        return new RefactoryException(ErrorCode.INVALID_REQUEST, shown(path), "Document " + shown(path) + " " + wrong);
    }

    static RefactoryException tooMuch(String subject, long limit, String what) {
        return new RefactoryException(
                ErrorCode.LIMIT_EXCEEDED,
                shown(subject),
                shown(subject) + " has more than " + limit + " " + what
                        + ": index a part of the repository at a time.");
    }

    /// As it may be shown: text of others, so short and without control characters.
    static String shown(String text) {
        String plain = text.replaceAll("\\p{Cntrl}", "?");
        return plain.length() > SHOWN ? plain.substring(0, SHOWN) + "…" : plain;
    }
}
