package dev.refactory.migrations;

/// The database cannot be brought to the schema of this version.
public final class SchemaException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final Reason reason;

    SchemaException(Reason reason, String sentence, Throwable cause) {
        super(sentence, cause);
        this.reason = reason;
    }

    SchemaException(Reason reason, String sentence) {
        super(sentence);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }

    /// Why not.
    public enum Reason {
        /// A later version of Refactory has been here.
        NEWER,
        /// The database holds tables that are not ours.
        FOREIGN,
        /// A migration was applied with another content, or its script failed.
        CHANGED,
        /// The server does not answer, or refuses the user.
        UNREACHABLE
    }
}
