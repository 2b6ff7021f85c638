package dev.refactory.graph.store;

import dev.refactory.graph.model.Diagnostic;
import dev.refactory.graph.model.FileFacts;
import dev.refactory.graph.model.FileProblem;
import dev.refactory.graph.model.Occurrence;
import dev.refactory.graph.model.Range;
import dev.refactory.graph.model.Relation;
import dev.refactory.graph.model.Role;
import dev.refactory.graph.model.SymbolInfo;
import dev.refactory.graph.model.SymbolKind;
import dev.refactory.graph.store.SnapshotSummary.CompileContext;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Small facts for tests.
final class Facts {
    static final String BLOB = "0123456789abcdef0123456789abcdef01234567";

    static final CompileContext CONTEXT = new CompileContext(
            21,
            List.of(new CompileContext.Jar("g:a:1", "ab".repeat(32)), new CompileContext.Jar("g:t:1", "cd".repeat(32))),
            List.of("g:b:2: not found"),
            List.of("src"),
            List.of(new CompileContext.Module(
                    "app",
                    "g:app",
                    17,
                    21,
                    List.of(0),
                    List.of(0, 1),
                    List.of("core"),
                    List.of("core", "kit"),
                    List.of(),
                    List.of("kit"),
                    List.of("app/src/main/java"),
                    List.of("app/src/test/java"),
                    false)));

    private Facts() {}

    static SymbolInfo symbol(String symbol, SymbolKind kind, @Nullable String container, @Nullable String path) {
        int end = symbol.indexOf('(');
        String name = end < 0 ? symbol : symbol.substring(0, end);
        name = name.substring(Math.max(name.lastIndexOf('.'), name.lastIndexOf('#')) + 1);
        return new SymbolInfo(
                symbol, kind, name, container, path, Set.of("public", "static"), "public static " + name, false, false);
    }

    static Occurrence at(int start, int end, String symbol, Role... roles) {
        return new Occurrence(new Range(start, end), symbol, Set.of(roles));
    }

    static FileFacts file(String path, List<SymbolInfo> declared, List<Occurrence> occurrences, Relation... relations) {
        return new FileFacts(
                path,
                BLOB,
                "java",
                10,
                declared.stream()
                        .sorted(Comparator.comparing(SymbolInfo::symbol))
                        .toList(),
                occurrences.stream().sorted().toList(),
                Arrays.stream(relations).sorted().toList(),
                List.of(new Diagnostic(Diagnostic.Severity.WARNING, "compiler.warn.x", "tab\there\nline\\two", 3, 17)),
                List.of());
    }

    static FileFacts listed(String path, FileProblem.Kind kind) {
        return FileFacts.withoutFacts(path, BLOB, "bin", 0, new FileProblem(kind, "because"));
    }
}
