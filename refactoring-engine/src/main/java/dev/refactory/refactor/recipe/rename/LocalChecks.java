package dev.refactory.refactor.recipe.rename;

import dev.refactory.graph.model.GraphView;
import dev.refactory.graph.model.Occurrence;
import dev.refactory.graph.model.Role;
import dev.refactory.graph.model.SymbolInfo;
import dev.refactory.graph.model.SymbolKind;
import dev.refactory.refactor.plan.Conflict;
import dev.refactory.refactor.plan.SymbolSpelling;
import dev.refactory.refactor.recipe.find.FindDeclarations;
import dev.refactory.refactor.recipe.scope.FileScopes;
import dev.refactory.refactor.recipe.scope.FileScopes.Part;
import dev.refactory.refactor.recipe.scope.TypeHierarchy;
import dev.refactory.refactor.recipe.scope.VariableScopes;
import dev.refactory.refactor.recipe.source.Brackets;
import dev.refactory.refactor.recipe.source.TypeBodies;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What speaks against renaming a parameter or local variable, as far as facts tell before the edit:
/// simple names that would mean another variable (JLS 6.4), or none. Used for one plan.
final class LocalChecks {
    private static final Set<String> NAMES_A_TYPE = Set.of("class", "this", "super", "new");

    private final GraphView graph;
    private final FileScopes file;
    private final SymbolInfo variable;
    private final String newName;
    private final VariableScopes scopes;
    private final Part own;
    private final List<Part> others;
    private final List<Conflict> found = new ArrayList<>();
    private final Map<String, SymbolInfo> known;

    LocalChecks(GraphView graph, FileScopes file, SymbolInfo variable, String newName) {
        this.graph = graph;
        this.file = file;
        this.variable = variable;
        this.newName = newName;
        this.scopes = new VariableScopes(file);
        this.own = scopes.named(variable.name()).stream()
                .filter(part -> part.symbol().equals(variable.symbol()))
                .findFirst()
                .orElse(new Part(variable.symbol(), 0, file.source.text().length()));
        this.others = scopes.named(newName);
        Set<String> spellings = new HashSet<>();
        file.all.forEach(place -> spellings.add(place.symbol()));
        this.known = new HashMap<>(graph.symbols(spellings));
    }

    void check(List<Conflict> conflicts) {
        others.forEach(this::clash);
        if (found.isEmpty()) {
            for (Occurrence use : file.all) {
                if (use.symbol().equals(variable.symbol())) {
                    captured(use);
                } else if (own.start() <= use.range().start() && use.range().start() < own.end()) {
                    capturing(use);
                }
            }
            DocParameters.tagOf(graph, file, variable, own.start(), newName)
                    .ifPresent(offset -> add(
                            "capture",
                            offset,
                            "the documentation has a @param " + newName + " already, which would mean this one"));
        }
        conflicts.addAll(found);
    }

    /// Two variables of one name cannot be known at one place, unless a class is declared between.
    private void clash(Part other) {
        boolean within = own.start() <= other.start() && other.start() < own.end();
        boolean around = other.start() <= own.start() && own.start() < other.end();
        int outer = Math.min(own.start(), other.start());
        int inner = Math.max(own.start(), other.start());
        boolean apart = file.bodies.around(inner).stream().anyMatch(body -> body.start() > outer);
        if ((within || around || scopes.alternatives(own, other)) && !apart) {
            add("name-clash", other.start(), "a variable " + newName + " is declared here, in the same scope");
        }
    }

    /// A use of the variable that would find something nearer.
    private void captured(Occurrence use) {
        int at = use.range().start();
        if (newName.equals("yield") && startsStatement(at)) {
            add("invalid-name", at, "a statement cannot begin with a variable named yield");
        }
        if (use.has(Role.DEFINITION) || use.has(Role.DOCUMENTATION)) {
            return;
        }
        int level = own.level(at);
        for (TypeBodies.Body body : file.bodies.around(at)) {
            if (body.start() > own.start() && unknownAbove(body)) {
                add(
                        "unresolved",
                        at,
                        "this use of " + variable.name() + " is in a class with a supertype that could"
                                + " not be resolved, which may have a field " + newName);
            }
        }
        for (Part other : others) {
            if (other.level(at) > level) {
                add(
                        "capture",
                        at,
                        "this use of " + variable.name() + " would mean the variable " + newName + " of line "
                                + file.source.lineOf(other.start()));
            }
        }
        for (SymbolInfo field : graph.symbolsNamed(newName)) {
            if (TypeHierarchy.isField(field.kind()) && file.levelOfField(field, at) > level) {
                add("capture", at, "this use of " + variable.name() + " would mean the field " + field.symbol());
            }
        }
    }

    /// Whether the header of a class, or what an anonymous one is made of, names a type that is missing.
    private boolean unknownAbove(TypeBodies.Body body) {
        int header = file.all.stream()
                .filter(place -> place.symbol().equals(body.type()) && place.has(Role.DEFINITION))
                .mapToInt(place -> place.range().start())
                .findFirst()
                .orElse(body.start());
        return file.all.stream()
                .anyMatch(place -> place.symbol().startsWith("?")
                        && header <= place.range().start()
                        && place.range().start() < body.start()
                        && (place.has(Role.EXTENDS) || place.has(Role.TYPE_REFERENCE)));
    }

    private boolean startsStatement(int offset) {
        return switch (file.tokens.at(file.tokens.indexAt(offset) - 1)) {
            case ";", "{", "}", ")", ":", "->", "else", "do" -> true;
            default -> false;
        };
    }

    /// A use of something else that would find the variable.
    private void capturing(Occurrence use) {
        if (!file.lookedUp(use) || use.has(Role.ANNOTATION_USE)) {
            return;
        }
        String written = file.nameAt(use);
        SymbolInfo symbol = known.get(use.symbol());
        boolean unresolved = symbol == null || symbol.kind() == SymbolKind.UNRESOLVED;
        if (unresolved && (written.equals(newName) || written.equals(variable.name()))) {
            if (couldBeVariable(use.range().start())) {
                unresolved(use.range().start(), written);
            }
            return;
        }
        if (symbol == null || !written.equals(newName)) {
            return;
        }
        int at = use.range().start();
        int level = own.level(at);
        boolean taken = switch (symbol.kind()) {
            case FIELD, RECORD_COMPONENT -> level > file.levelOfField(symbol, at);
            case ENUM_CONSTANT -> level > file.levelOfField(symbol, at) && !file.inCaseLabel(use);
            case LOCAL, PARAMETER ->
                others.stream()
                        .filter(other -> other.symbol().equals(symbol.symbol()))
                        .anyMatch(other -> level > other.level(at));
            case CLASS, INTERFACE, ENUM, RECORD, ANNOTATION, TYPE_PARAMETER, PACKAGE -> obscured(at);
            case METHOD, CONSTRUCTOR, MODULE, UNRESOLVED -> false;
        };
        if (taken) {
            add(
                    "shadowing",
                    at,
                    newName + ", which means " + FindDeclarations.word(symbol.kind()) + " " + shown(symbol)
                            + " here, would mean the renamed variable");
        }
    }

    private static String shown(SymbolInfo symbol) {
        return symbol.kind() == SymbolKind.LOCAL || symbol.kind() == SymbolKind.PARAMETER
                ? symbol.name() + " of " + SymbolSpelling.ownerOfLocal(symbol.symbol())
                : symbol.symbol();
    }

    /// Whether a type's or package's name stands where a variable of the name would go first
    /// (JLS 6.4.2): at the start of an expression, not of a type.
    private boolean obscured(int offset) {
        int first = file.tokens.indexAt(offset);
        int last = first;
        while (file.tokens.at(last + 1).equals(".") && Brackets.isName(file.tokens.at(last + 2))) {
            if (NAMES_A_TYPE.contains(file.tokens.at(last + 2))) {
                return false;
            }
            last += 2;
        }
        String next = file.tokens.at(last + 1);
        int end = file.tokens.start(last);
        boolean type = file.all.stream()
                .filter(place -> place.range().start() == end && place.range().length() > 0)
                .map(place -> known.get(place.symbol()))
                .anyMatch(symbol -> symbol != null && symbol.kind().isType());
        return !type || next.equals(".") || next.equals("::");
    }

    /// Not the name of a type or a method, by what stands around it.
    private boolean couldBeVariable(int offset) {
        int token = file.tokens.indexAt(offset);
        String next = file.tokens.at(token + 1);
        String before = file.tokens.at(token - 1);
        boolean declares = Brackets.isName(next) && !next.equals("instanceof");
        return !next.equals("(") && !declares && !before.equals("new") && !before.equals("@");
    }

    private void unresolved(int offset, String name) {
        add(
                "unresolved",
                offset,
                "the compiler could not tell what " + name
                        + " means here, so whether it is the one to rename is unknown: make it compile");
    }

    private void add(String kind, int offset, String why) {
        int line = file.source.lineOf(offset);
        found.add(new Conflict(
                kind,
                SymbolSpelling.withLocalName(variable.symbol(), newName),
                file.path,
                line,
                file.path + ":" + line + ": " + why + "."));
    }
}
