package dev.refactory.refactor.verify;

import dev.refactory.graph.model.FileFacts;
import dev.refactory.graph.model.Occurrence;
import dev.refactory.graph.model.Role;
import dev.refactory.graph.model.SymbolInfo;
import dev.refactory.graph.model.SymbolKind;
import dev.refactory.refactor.plan.SymbolSpelling;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Which type parameters the signatures of one file's declarations mean by a name, and how a plan
/// renames them: the nearest declaration around decides, as in the language.
final class TypeVariables {
    private static final Set<SymbolKind> NEVER_INNER =
            Set.of(SymbolKind.RECORD, SymbolKind.ENUM, SymbolKind.INTERFACE, SymbolKind.ANNOTATION);

    /// The names of the planned ones of this file.
    private final Set<String> renamed = new TreeSet<>();
    private final Map<String, String> planned;
    private final Map<String, SymbolInfo> declared = new HashMap<>();
    private final Map<String, String> methodsAround = new HashMap<>();

    /// @param planned new spellings of whatever a plan renames
    TypeVariables(Map<String, String> planned, FileFacts file) {
        this.planned = planned;
        for (SymbolInfo symbol : file.declared()) {
            boolean typeParameter = symbol.kind() == SymbolKind.TYPE_PARAMETER;
            if (typeParameter && planned.containsKey(symbol.symbol())) {
                renamed.add(symbol.name());
            }
        }
        if (!renamed.isEmpty()) {
            file.declared().forEach(symbol -> declared.put(symbol.symbol(), symbol));
            localTypes(file);
        }
    }

    /// A local type is spelled with the type around it: which method it is in shows in where it stands.
    private void localTypes(FileFacts file) {
        Map<String, String> lastMethod = new HashMap<>();
        for (Occurrence place : file.occurrences()) {
            SymbolInfo symbol = place.has(Role.DEFINITION) ? declared.get(place.symbol()) : null;
            if (symbol == null) {
                continue;
            }
            String container = String.valueOf(symbol.container());
            boolean callable = symbol.kind() == SymbolKind.METHOD || symbol.kind() == SymbolKind.CONSTRUCTOR;
            if (callable && !place.has(Role.IMPLICIT)) {
                lastMethod.put(container, symbol.symbol());
            } else if (symbol.kind().isType()
                    && SymbolSpelling.simpleName(symbol.symbol()).startsWith("local$")) {
                String method = lastMethod.get(container);
                if (method != null) {
                    methodsAround.put(symbol.symbol(), method);
                }
            }
        }
    }

    /// Names that the signature of a declaration writes for renamed type parameters, old to new.
    Map<String, String> namesIn(SymbolInfo symbol) {
        if (renamed.isEmpty()) {
            return Map.of();
        }
        Map<String, String> names = new HashMap<>();
        for (String name : renamed) {
            String meant = symbol.signature().contains(name) ? meant(symbol, name) : null;
            String after = meant == null ? null : planned.get(meant);
            if (after != null) {
                names.put(name, SymbolSpelling.simpleName(after));
            }
        }
        return names;
    }

    private @Nullable String meant(SymbolInfo symbol, String name) {
        SymbolInfo scope = symbol;
        if (symbol.kind().isLocal()) {
            scope = declared.get(SymbolSpelling.ownerOfLocal(symbol.symbol()));
        }
        while (scope != null) {
            String own = scope.symbol() + "~" + name;
            if (declared.containsKey(own)) {
                return own;
            }
            if (scope.has("static") || NEVER_INNER.contains(scope.kind())) {
                return null;
            }
            String around = methodsAround.getOrDefault(scope.symbol(), String.valueOf(scope.container()));
            scope = declared.get(around);
        }
        return null;
    }
}
