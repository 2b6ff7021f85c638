package dev.refactory.cli;

import java.util.Locale;

/// Where a graph comes from: attributed by the server, or an SCIP index that was imported.
enum GraphSource {
    COMPILER,
    SCIP;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
