package dev.refactory.refactor.recipe.rename;

import dev.refactory.graph.model.GraphView;
import dev.refactory.graph.model.Occurrence;
import dev.refactory.graph.model.Role;
import dev.refactory.graph.model.SymbolInfo;
import dev.refactory.graph.model.SymbolKind;
import dev.refactory.refactor.plan.Conflict;
import dev.refactory.refactor.plan.SymbolSpelling;
import dev.refactory.refactor.recipe.scope.FileScopes;
import dev.refactory.refactor.recipe.scope.FileScopes.Part;
import dev.refactory.refactor.recipe.scope.VariableScopes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// What speaks against renaming a type parameter: simple names of types that would mean another one
/// (JLS 6.4.1). It is known in its file only. Used for one plan.
final class TypeParameterChecks {
    private final GraphView graph;
    private final FileScopes file;
    private final SymbolInfo parameter;
    private final String newName;
    private final Part own;
    private final List<SymbolInfo> alikeTypes = new ArrayList<>();
    private final List<Part> parts;
    private final List<Conflict> found = new ArrayList<>();

    TypeParameterChecks(GraphView graph, FileScopes file, SymbolInfo parameter, String newName) {
        this.graph = graph;
        this.file = file;
        this.parameter = parameter;
        this.newName = newName;
        this.own = file.localTypes(parameter.name(), Set.of()).stream()
                .filter(part -> part.symbol().equals(parameter.symbol()))
                .findFirst()
                .map(this::fromList)
                .orElse(new Part(parameter.symbol(), 0, file.source.text().length()));
        Set<String> local = new TreeSet<>();
        for (SymbolInfo symbol : graph.symbolsNamed(newName)) {
            if (symbol.kind().isType()) {
                boolean inBlock = SymbolSpelling.simpleName(symbol.symbol()).startsWith("local$");
                if (inBlock) {
                    local.add(symbol.symbol());
                } else {
                    alikeTypes.add(symbol);
                }
            }
        }
        this.parts = file.localTypes(newName, local);
    }

    /// A type parameter is known in the whole list it stands in.
    private Part fromList(Part part) {
        int at = file.tokens.indexAt(part.start());
        int depth = 0;
        while (at > 0 && depth <= 0) {
            at--;
            depth += file.tokens.at(at).equals("<") ? 1 : file.tokens.at(at).equals(">") ? -1 : 0;
        }
        return new Part(part.symbol(), file.tokens.start(at), part.end());
    }

    void check(List<Conflict> conflicts) {
        String clash = SymbolSpelling.withLocalName(parameter.symbol(), newName);
        if (graph.symbol(clash).isPresent()) {
            add("name-clash", own.start(), "there is a type parameter " + newName + " already");
        } else {
            Set<String> spellings = new HashSet<>();
            file.all.forEach(place -> spellings.add(place.symbol()));
            Map<String, SymbolInfo> known = new HashMap<>(graph.symbols(spellings));
            List<Part> variables = new VariableScopes(file).named(newName);
            for (Occurrence use : file.all) {
                if (use.symbol().equals(parameter.symbol())) {
                    captured(use, variables);
                } else {
                    capturing(use, known);
                }
            }
            DocParameters.tagOf(graph, file, parameter, own.start(), newName)
                    .ifPresent(offset -> add(
                            "capture",
                            offset,
                            "the documentation has a @param <" + newName + "> already, which would mean this one"));
        }
        conflicts.addAll(found);
    }

    /// A use of the type parameter that would find something nearer.
    private void captured(Occurrence use, List<Part> variables) {
        if (use.has(Role.DEFINITION) || use.has(Role.DOCUMENTATION)) {
            return;
        }
        int at = use.range().start();
        int level = own.level(at);
        for (SymbolInfo type : alikeTypes) {
            if (file.level(type, at) > level) {
                add("capture", at, "this use of " + parameter.name() + " would mean " + type.symbol());
            }
        }
        for (Part part : parts) {
            if (part.level(at) > level) {
                add(
                        "capture",
                        at,
                        "this use of " + parameter.name() + " would mean the " + newName + " of line "
                                + file.source.lineOf(part.start()));
            }
        }
        boolean obscured = file.next(use).equals("::")
                && variables.stream().anyMatch(variable -> variable.level(at) != FileScopes.HIDDEN);
        if (obscured) {
            add("capture", at, "this use of " + parameter.name() + " would mean the variable " + newName);
        }
    }

    /// A use of another type that would find the type parameter.
    private void capturing(Occurrence use, Map<String, SymbolInfo> known) {
        int offset = file.scopeOf(use);
        int level = own.level(offset);
        boolean named =
                level != FileScopes.HIDDEN && !use.has(Role.DEFINITION) && !use.has(Role.IMPLICIT) && file.simple(use);
        String written = named ? file.nameAt(use) : "";
        SymbolInfo symbol = known.get(use.symbol());
        boolean unresolved = symbol == null || symbol.kind() == SymbolKind.UNRESOLVED;
        if (unresolved && (written.equals(newName) || written.equals(parameter.name()))) {
            if (!file.next(use).equals("(")) {
                add(
                        "unresolved",
                        use.range().start(),
                        "the compiler could not tell what " + written
                                + " means here, so whether it is the one to rename is unknown: make it compile");
            }
        } else if (symbol != null && written.equals(newName) && level > levelOf(symbol, offset)) {
            add(
                    "shadowing",
                    use.range().start(),
                    newName + ", which means " + symbol.symbol() + " here, would mean the renamed type parameter");
        }
    }

    /// What is no type is named apart from types, and is never hidden by one.
    private int levelOf(SymbolInfo symbol, int offset) {
        return switch (symbol.kind()) {
            case CLASS, INTERFACE, ENUM, RECORD, ANNOTATION, TYPE_PARAMETER ->
                parts.stream()
                        .filter(part -> part.symbol().equals(symbol.symbol()))
                        .findFirst()
                        .map(part -> part.level(offset))
                        .orElseGet(() -> file.level(symbol, offset));
            case CONSTRUCTOR ->
                graph.symbol(SymbolSpelling.typeOf(symbol.symbol()))
                        .map(type -> levelOf(type, offset))
                        .orElse(Integer.MAX_VALUE);
            case PACKAGE -> FileScopes.HIDDEN;
            case METHOD, FIELD, ENUM_CONSTANT, RECORD_COMPONENT, PARAMETER, LOCAL, UNRESOLVED, MODULE ->
                Integer.MAX_VALUE;
        };
    }

    private void add(String kind, int offset, String why) {
        int line = file.source.lineOf(offset);
        found.add(new Conflict(
                kind,
                SymbolSpelling.withLocalName(parameter.symbol(), newName),
                file.path,
                line,
                file.path + ":" + line + ": " + why + "."));
    }
}
