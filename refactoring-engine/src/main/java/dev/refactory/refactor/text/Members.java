package dev.refactory.refactor.text;

import dev.refactory.graph.model.GraphView;
import dev.refactory.graph.model.Occurrence;
import dev.refactory.graph.model.Range;
import dev.refactory.graph.model.Relation;
import dev.refactory.graph.model.Role;
import dev.refactory.graph.model.SymbolInfo;
import dev.refactory.graph.model.SymbolKind;
import dev.refactory.refactor.plan.SymbolSpelling;
import dev.refactory.refactor.recipe.Recipe;
import dev.refactory.refactor.rewrite.JavaTokens;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a type has under a name, inherited members included, as far as the repository declares it. For
/// the time of one plan: remembers what it asked.
final class Members {
    private static final int MAX_SUPERTYPES = 100;

    private final GraphView graph;
    private final Recipe.Sources sources;
    private final Map<String, Optional<SymbolInfo>> types = new HashMap<>();
    private final Map<String, List<SymbolInfo>> all = new HashMap<>();
    private final Map<String, Optional<String>> memberTypes = new HashMap<>();

    Members(GraphView graph, Recipe.Sources sources) {
        this.graph = graph;
        this.sources = sources;
    }

    /// A type that the repository declares.
    Optional<SymbolInfo> type(String symbol) {
        return types.computeIfAbsent(
                symbol, each -> graph.symbol(each).filter(info -> info.kind().isType() && info.path() != null));
    }

    /// The repository's types of a simple name.
    List<SymbolInfo> typesNamed(String name) {
        return graph.symbolsNamed(name).stream()
                .filter(info -> info.kind().isType() && info.path() != null)
                .toList();
    }

    /// Those of a type and of what it inherits from, nearest first.
    List<SymbolInfo> of(String type) {
        return all.computeIfAbsent(type, each -> {
            List<SymbolInfo> found = new ArrayList<>();
            for (String above : withSupertypes(each)) {
                found.addAll(graph.membersOf(above));
            }
            return List.copyOf(found);
        });
    }

    private Set<String> withSupertypes(String type) {
        Set<String> seen = new LinkedHashSet<>(List.of(type));
        Deque<String> open = new ArrayDeque<>(seen);
        while (!open.isEmpty() && seen.size() < MAX_SUPERTYPES) {
            List<String> one = List.of(open.remove());
            for (Relation.Kind kind : List.of(Relation.Kind.EXTENDS, Relation.Kind.IMPLEMENTS)) {
                for (Relation relation : graph.relationsFrom(kind, one)) {
                    if (seen.add(relation.to())) {
                        open.add(relation.to());
                    }
                }
            }
        }
        return seen;
    }

    /// Whether an expression language looks into it by key, not by property.
    boolean isMap(String type) {
        return withSupertypes(type).stream().anyMatch(above -> above.equals("java.util.Map") || above.startsWith("?"));
    }

    /// Methods or fields of this name, nearest first.
    List<SymbolInfo> named(String type, String name, boolean methods) {
        return of(type).stream()
                .filter(member ->
                        member.name().equals(name) && (methods ? member.kind() == SymbolKind.METHOD : isField(member)))
                .toList();
    }

    static boolean isField(SymbolInfo member) {
        return member.kind() == SymbolKind.FIELD
                || member.kind() == SymbolKind.ENUM_CONSTANT
                || member.kind() == SymbolKind.RECORD_COMPONENT;
    }

    /// The method that reads a property: `getX()`, `isX()`, a record's `x()`.
    Optional<SymbolInfo> getter(String type, String property) {
        boolean isRecord =
                type(type).filter(info -> info.kind() == SymbolKind.RECORD).isPresent();
        return of(type).stream()
                .filter(member -> member.kind() == SymbolKind.METHOD && SymbolSpelling.arity(member.symbol()) == 0)
                .filter(member -> property.equals(propertyRead(member.name()))
                        || isRecord && member.name().equals(property) && isComponent(type, property))
                .findFirst();
    }

    private boolean isComponent(String type, String name) {
        return named(type, name, false).stream().anyMatch(member -> member.kind() == SymbolKind.RECORD_COMPONENT);
    }

    /// The only method that writes a property.
    Optional<SymbolInfo> setter(String type, String property) {
        return of(type).stream()
                .filter(member -> member.kind() == SymbolKind.METHOD && SymbolSpelling.arity(member.symbol()) == 1)
                .filter(member -> property.equals(propertyWritten(member.name())))
                .findFirst();
    }

    /// The property a method of this name reads.
    static @Nullable String propertyRead(String method) {
        String property = after("get", method);
        return property == null ? after("is", method) : property;
    }

    static @Nullable String propertyWritten(String method) {
        return after("set", method);
    }

    private static @Nullable String after(String prefix, String method) {
        boolean has = method.length() > prefix.length()
                && method.startsWith(prefix)
                && !Character.isLowerCase(method.charAt(prefix.length()));
        return has ? decapitalized(method.substring(prefix.length())) : null;
    }

    /// As beans do: `Name` is `name`, `URL` stays.
    static String decapitalized(String name) {
        boolean stays =
                name.length() > 1 && Character.isUpperCase(name.charAt(0)) && Character.isUpperCase(name.charAt(1));
        return stays || name.isEmpty() ? name : Character.toLowerCase(name.charAt(0)) + name.substring(1);
    }

    /// The one type of the repository that a member's declaration names before its name: its own, or
    /// that of the elements of a collection.
    ///
    /// @param elements whether a collection's elements count
    Optional<String> typeOf(SymbolInfo member, boolean elements) {
        return memberTypes.computeIfAbsent(member.symbol() + elements, key -> declaredType(member, elements));
    }

    private Optional<String> declaredType(SymbolInfo member, boolean elements) {
        String path = member.path();
        if (path == null) {
            return Optional.empty();
        }
        List<Occurrence> places = graph.occurrencesIn(path);
        Occurrence name = places.stream()
                .filter(place -> place.symbol().equals(member.symbol()) && place.has(Role.DEFINITION))
                .findFirst()
                .orElse(null);
        if (name == null) {
            return member.kind() == SymbolKind.METHOD ? ofComponent(member, elements) : Optional.empty();
        }
        JavaTokens tokens = JavaTokens.of(sources.text(path).text());
        int at = tokens.indexAt(name.range().start());
        Set<String> found = new LinkedHashSet<>();
        int depth = 0;
        for (int before = at - 1; before >= 0 && partOfType(tokens.at(before), elements, depth); before--) {
            int start = tokens.start(before);
            depth += tokens.at(before).equals(">") ? 1 : tokens.at(before).equals("<") ? -1 : 0;
            places.stream()
                    .filter(place -> place.range().start() == start)
                    .filter(place -> type(place.symbol())
                            .filter(info -> info.kind() != SymbolKind.ANNOTATION)
                            .isPresent())
                    .forEach(place -> found.add(place.symbol()));
        }
        return found.size() == 1 ? found.stream().findFirst() : Optional.empty();
    }

    /// The file that declares a member.
    @Nullable
    String path(String member) {
        return graph.symbol(member).map(SymbolInfo::path).orElse(null);
    }

    /// Where a member's name stands in its declaration.
    Range definition(String member) {
        String path = path(member);
        return path == null
                ? new Range(0, 0)
                : graph.occurrencesIn(path).stream()
                        .filter(place -> place.symbol().equals(member) && place.has(Role.DEFINITION))
                        .map(Occurrence::range)
                        .findFirst()
                        .orElse(new Range(0, 0));
    }

    private Optional<String> ofComponent(SymbolInfo accessor, boolean elements) {
        return graph.symbol(accessor.symbol().replace("()", ""))
                .filter(component -> component.kind() == SymbolKind.RECORD_COMPONENT)
                .flatMap(component -> typeOf(component, elements));
    }

    private static boolean partOfType(String token, boolean elements, int depth) {
        return Character.isJavaIdentifierStart(token.charAt(0))
                || token.equals(".")
                || elements && token.equals(">")
                || depth > 0 && (token.equals("<") || token.equals(",") || token.equals("?"));
    }
}
