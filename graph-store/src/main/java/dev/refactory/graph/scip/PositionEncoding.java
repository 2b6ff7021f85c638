package dev.refactory.graph.scip;

/// What the characters of a document's positions count.
enum PositionEncoding {
    UTF8(1),
    UTF16(2),
    UTF32(3);

    private final int number;

    PositionEncoding(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }

    /// Indexers that do not say it count as their language does, nearly always in UTF-16; on lines
    /// of ASCII it is all the same.
    static PositionEncoding of(int number) {
        return switch (number) {
            case 1 -> UTF8;
            case 3 -> UTF32;
            default -> UTF16;
        };
    }
}
