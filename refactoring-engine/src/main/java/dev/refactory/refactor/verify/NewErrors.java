package dev.refactory.refactor.verify;

import dev.refactory.graph.model.Diagnostic;
import dev.refactory.graph.model.FileFacts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Errors of an edited file beyond those the original had, as often as they appear more often. Told apart by code
/// and text, since lines move.
final class NewErrors {
    private NewErrors() {}

    /// In the order of `after`.
    static List<Diagnostic> of(FileFacts before, FileFacts after, SymbolMap symbols) {
        Map<String, Integer> known = new HashMap<>();
        for (Diagnostic diagnostic : before.diagnostics()) {
            if (diagnostic.severity() == Diagnostic.Severity.ERROR) {
                known.merge(key(diagnostic, symbols), 1, Integer::sum);
            }
        }
        List<Diagnostic> fresh = new ArrayList<>();
        for (Diagnostic diagnostic : after.diagnostics()) {
            if (diagnostic.severity() == Diagnostic.Severity.ERROR
                    && known.merge(key(diagnostic, symbols), -1, Integer::sum) < 0) {
                fresh.add(diagnostic);
            }
        }
        return fresh;
    }

    private static String key(Diagnostic diagnostic, SymbolMap symbols) {
        return diagnostic.code() + '\n' + symbols.canonical(diagnostic.message());
    }
}
