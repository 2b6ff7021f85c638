package dev.refactory.graph.scip;

/// The numbers SCIP's schema gives to the fields that are written or read here.
final class ScipField {
    static final int INDEX_METADATA = 1;
    static final int INDEX_DOCUMENTS = 2;
    static final int INDEX_EXTERNAL_SYMBOLS = 3;

    static final int METADATA_TOOL = 2;
    static final int METADATA_PROJECT_ROOT = 3;
    static final int METADATA_TEXT_ENCODING = 4;
    static final int UTF8_TEXT = 1;

    static final int TOOL_NAME = 1;
    static final int TOOL_VERSION = 2;

    static final int DOCUMENT_PATH = 1;
    static final int DOCUMENT_OCCURRENCES = 2;
    static final int DOCUMENT_SYMBOLS = 3;
    static final int DOCUMENT_LANGUAGE = 4;
    static final int DOCUMENT_TEXT = 5;
    static final int DOCUMENT_POSITIONS = 6;

    static final int SYMBOL_SPELLING = 1;
    static final int SYMBOL_DOCUMENTATION = 3;
    static final int SYMBOL_RELATIONSHIPS = 4;
    static final int SYMBOL_KIND = 5;
    static final int SYMBOL_DISPLAY_NAME = 6;
    static final int SYMBOL_SIGNATURE = 7;
    static final int SYMBOL_ENCLOSING = 8;

    static final int SIGNATURE_LANGUAGE = 4;
    static final int SIGNATURE_TEXT = 5;

    static final int RELATIONSHIP_SYMBOL = 1;
    static final int RELATIONSHIP_REFERENCE = 2;
    static final int RELATIONSHIP_IMPLEMENTATION = 3;

    static final int OCCURRENCE_RANGE = 1;
    static final int OCCURRENCE_SYMBOL = 2;
    static final int OCCURRENCE_ROLES = 3;
    static final int OCCURRENCE_DIAGNOSTICS = 6;
    static final int OCCURRENCE_ONE_LINE = 8;
    static final int OCCURRENCE_LINES = 9;

    static final int DIAGNOSTIC_SEVERITY = 1;
    static final int DIAGNOSTIC_CODE = 2;
    static final int DIAGNOSTIC_MESSAGE = 3;
    static final int DIAGNOSTIC_SOURCE = 4;

    private ScipField() {}
}
