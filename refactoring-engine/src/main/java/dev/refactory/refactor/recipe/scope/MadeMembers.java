package dev.refactory.refactor.recipe.scope;

import dev.refactory.graph.model.GraphView;
import dev.refactory.graph.model.Occurrence;
import dev.refactory.graph.model.Range;
import dev.refactory.graph.model.Role;
import dev.refactory.graph.model.SourceText;
import dev.refactory.graph.model.SymbolInfo;
import dev.refactory.graph.model.SymbolKind;
import dev.refactory.refactor.plan.Conflict;
import dev.refactory.refactor.recipe.Recipe;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Members that Lombok makes of a declaration, which are declared where its name is written: they would get other
/// names with it, in files that no edit touches.
public final class MadeMembers {
    private static final int NAMED = 3;

    private final GraphView graph;
    private final Recipe.Sources sources;

    public MadeMembers(GraphView graph, Recipe.Sources sources) {
        this.graph = graph;
        this.sources = sources;
    }

    /// Why a field must keep its name; empty when nothing is named after it.
    public Optional<Conflict> ofField(SymbolInfo field) {
        String path = field.path();
        Range name = path == null ? null : written(path, field.symbol());
        if (path == null || name == null) {
            return Optional.empty();
        }
        List<String> made = definitions(path)
                .filter(place -> place.has(Role.IMPLICIT) && place.range().equals(name))
                .map(Occurrence::symbol)
                .filter(symbol -> isMember(symbol) && !symbol.equals(field.symbol() + "()"))
                .distinct()
                .sorted()
                .toList();
        return made.isEmpty()
                ? Optional.empty()
                : Optional.of(conflict(
                        field.symbol(),
                        path,
                        name,
                        "Lombok makes " + list(made) + " of " + field.symbol()
                                + ", and would give them other names: write them out, or rename by hand."));
    }

    /// Why a method must keep its name; empty when it is written somewhere.
    public Optional<Conflict> ofMethod(SymbolInfo method) {
        String path = method.path();
        if (path == null) {
            return Optional.empty();
        }
        List<Range> names = definitions(path)
                .filter(place -> place.symbol().equals(method.symbol()))
                .filter(place -> place.has(Role.IMPLICIT))
                .map(Occurrence::range)
                .toList();
        SymbolInfo owner = graph.symbol(String.valueOf(method.container())).orElse(null);
        boolean ofLanguage = owner == null
                || owner.kind() == SymbolKind.RECORD
                        && graph.symbol(component(method)).isPresent()
                || owner.kind() == SymbolKind.ENUM
                        && (method.symbol().endsWith("#values()")
                                || method.symbol().endsWith("#valueOf(java.lang.String)"));
        if (names.isEmpty() || written(path, method.symbol()) != null || ofLanguage) {
            return Optional.empty();
        }
        Range name = names.getFirst();
        String of = definitions(path)
                .filter(place -> !place.has(Role.IMPLICIT) && place.range().equals(name))
                .map(Occurrence::symbol)
                .findFirst()
                .orElse(String.valueOf(method.container()));
        return Optional.of(conflict(
                method.symbol(),
                path,
                name,
                "Lombok makes " + method.symbol() + " of " + of
                        + ": it is written nowhere, and has its name from there."));
    }

    /// Why a type must keep its name: a builder is named after it, wherever it is.
    public Optional<Conflict> ofType(SymbolInfo type) {
        for (SymbolInfo builder : graph.symbolsNamed(type.name() + "Builder")) {
            String path = builder.path();
            if (path != null && builder.kind() == SymbolKind.CLASS && written(path, builder.symbol()) == null) {
                Optional<Range> name = definitions(path)
                        .filter(place -> place.symbol().equals(builder.symbol()))
                        .map(Occurrence::range)
                        .findFirst();
                if (name.isPresent()) {
                    return Optional.of(conflict(
                            type.symbol(),
                            path,
                            name.get(),
                            "Lombok makes " + builder.symbol() + ", which is named after " + type.symbol()
                                    + ": give it a name with builderClassName first."));
                }
            }
        }
        return Optional.empty();
    }

    private static String component(SymbolInfo method) {
        return method.symbol().replace("()", "");
    }

    private boolean isMember(String symbol) {
        return graph.symbol(symbol)
                .filter(info -> info.kind() == SymbolKind.METHOD
                        || info.kind() == SymbolKind.FIELD
                        || info.kind() == SymbolKind.ENUM_CONSTANT)
                .isPresent();
    }

    private Stream<Occurrence> definitions(String path) {
        return graph.occurrencesIn(path).stream().filter(place -> place.has(Role.DEFINITION));
    }

    private @Nullable Range written(String path, String symbol) {
        return definitions(path)
                .filter(place -> place.symbol().equals(symbol) && !place.has(Role.IMPLICIT))
                .map(Occurrence::range)
                .findFirst()
                .orElse(null);
    }

    private static String list(List<String> symbols) {
        List<String> named = new ArrayList<>(symbols.subList(0, Math.min(NAMED, symbols.size())));
        int more = symbols.size() - named.size();
        return String.join(", ", named) + (more > 0 ? " and " + more + " more" : "");
    }

    private Conflict conflict(String symbol, String path, Range place, String message) {
        SourceText source = sources.text(path);
        return new Conflict("generated-member", symbol, path, source.lineOf(place.start()), message);
    }
}
