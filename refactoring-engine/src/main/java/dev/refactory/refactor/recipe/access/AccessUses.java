package dev.refactory.refactor.recipe.access;

import dev.refactory.graph.model.GraphView;
import dev.refactory.graph.model.Occurrence;
import dev.refactory.graph.model.Role;
import dev.refactory.graph.model.SymbolInfo;
import dev.refactory.graph.model.SymbolKind;
import dev.refactory.refactor.plan.Conflict;
import dev.refactory.refactor.recipe.scope.Access;
import dev.refactory.refactor.recipe.scope.FileScopes;
import dev.refactory.refactor.recipe.scope.TypeHierarchy;
import dev.refactory.refactor.recipe.source.TypeBodies;
import java.util.List;

/// Uses that a narrower access would shut out (JLS 6.6).
final class AccessUses {
    private final AccessChecks checks;
    private final GraphView graph;
    private final TypeHierarchy types;
    private final SymbolInfo symbol;
    private final Access access;
    private final String owner;
    private final String packageName;

    AccessUses(GraphView graph, AccessChecks checks, TypeHierarchy types, SymbolInfo symbol, Access access) {
        this.graph = graph;
        this.checks = checks;
        this.types = types;
        this.symbol = symbol;
        this.access = access;
        this.owner = String.valueOf(symbol.container());
        this.packageName = types.packageOf(symbol.symbol());
    }

    void check(List<Conflict> conflicts) {
        String top = outermost();
        graph.occurrencesOf(List.of(symbol.symbol())).forEach((path, places) -> {
            FileScopes file = checks.file(path).file;
            for (Occurrence place : places) {
                boolean use = !place.has(Role.DOCUMENTATION) && !place.has(Role.DEFINITION);
                if (use && !seen(file, place, top)) {
                    int line = file.lineOf(place);
                    conflicts.add(new Conflict(
                            "visibility",
                            symbol.symbol(),
                            path,
                            line,
                            path + ":" + line + " uses " + symbol.symbol() + ", which it would not see any more: it"
                                    + " would be " + access.word + "."));
                }
            }
        });
    }

    private String outermost() {
        String path = String.valueOf(symbol.path());
        String found = symbol.symbol();
        for (Occurrence place : checks.file(path).file.all) {
            if (place.symbol().equals(symbol.symbol()) && place.has(Role.DEFINITION)) {
                List<TypeBodies.Body> around =
                        checks.file(path).file.bodies.around(place.range().start());
                found = around.isEmpty() ? found : around.getLast().type();
            }
        }
        return found;
    }

    private boolean seen(FileScopes file, Occurrence place, String top) {
        List<TypeBodies.Body> around = file.bodies.around(place.range().start());
        return switch (access) {
            case PUBLIC -> true;
            case PRIVATE -> !around.isEmpty() && around.getLast().type().equals(top);
            case PACKAGE_PRIVATE -> file.packageName.equals(packageName);
            case PROTECTED -> file.packageName.equals(packageName) || inherits(file, place, around);
        };
    }

    private boolean inherits(FileScopes file, Occurrence place, List<TypeBodies.Body> around) {
        if (symbol.kind() == SymbolKind.CONSTRUCTOR) {
            boolean superCall = place.has(Role.CALL);
            return superCall || anonymous(file, place);
        }
        return around.stream()
                .anyMatch(body -> types.withSupertypes(body.type()).contains(owner));
    }

    /// `new Foo() { … }` calls the constructor of its supertype.
    private static boolean anonymous(FileScopes file, Occurrence place) {
        return file.all.stream()
                .anyMatch(each ->
                        each.range().equals(place.range()) && each.has(Role.DEFINITION) && each.has(Role.IMPLICIT));
    }
}
