package dev.refactory.refactor.recipe.scope;

import dev.refactory.graph.model.GraphView;
import dev.refactory.graph.model.Relation;
import dev.refactory.graph.model.SymbolInfo;
import dev.refactory.graph.model.SymbolKind;
import dev.refactory.refactor.plan.SymbolSpelling;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Types above and below a type, and the methods they bring, as far as a snapshot knows them. For
/// the time of one plan: remembers what it asked.
public final class TypeHierarchy {
    private static final List<String> OBJECT = List.of(
            "getClass()",
            "hashCode()",
            "equals(java.lang.Object)",
            "clone()",
            "toString()",
            "notify()",
            "notifyAll()",
            "wait()",
            "wait(long)",
            "wait(long,int)",
            "finalize()");
    private static final List<String> ENUM =
            List.of("name()", "ordinal()", "compareTo(java.lang.Enum)", "getDeclaringClass()", "describeConstable()");
    private static final List<String> ANNOTATION = List.of("annotationType()");

    private final GraphView graph;
    private final Map<String, Set<String>> directSupertypes = new HashMap<>();
    private final Map<String, Set<String>> supertypes = new HashMap<>();
    private final Map<String, Set<String>> subtypes = new HashMap<>();
    private final Map<String, Optional<SymbolInfo>> infos = new HashMap<>();
    private final Map<String, Map<String, List<SymbolInfo>>> byNameAndContainer = new HashMap<>();

    /// Asks the graph as questions come, and keeps the answers. Not thread-safe.
    public TypeHierarchy(GraphView graph) {
        this.graph = graph;
    }

    /// The type itself and everything it extends or implements, transitively.
    public Set<String> withSupertypes(String type) {
        Set<String> known = supertypes.get(type);
        if (known == null) {
            loadAbove(Set.of(type));
            known = new TreeSet<>(Set.of(type));
            Deque<String> open = new ArrayDeque<>(known);
            while (!open.isEmpty()) {
                for (String above : directSupertypes.getOrDefault(open.remove(), Set.of())) {
                    if (known.add(above)) {
                        open.add(above);
                    }
                }
            }
            supertypes.put(type, known);
        }
        return known;
    }

    /// The type itself and its subtypes in the repository, transitively.
    public Set<String> withSubtypes(String type) {
        Set<String> known = subtypes.get(type);
        if (known == null) {
            known = graph.withSubtypes(List.of(type));
            subtypes.put(type, known);
            loadAbove(known);
            Map<String, SymbolInfo> described = graph.symbols(known);
            known.forEach(each -> infos.put(each, Optional.ofNullable(described.get(each))));
        }
        return known;
    }

    /// One question for each level of the hierarchy, however many types there are.
    private void loadAbove(Set<String> types) {
        Set<String> open = new TreeSet<>(types);
        open.removeAll(directSupertypes.keySet());
        while (!open.isEmpty()) {
            Set<String> next = new TreeSet<>();
            open.forEach(type -> directSupertypes.put(type, new TreeSet<>()));
            for (Relation.Kind kind : List.of(Relation.Kind.EXTENDS, Relation.Kind.IMPLEMENTS)) {
                for (Relation relation : graph.relationsFrom(kind, open)) {
                    directSupertypes
                            .computeIfAbsent(relation.from(), type -> new TreeSet<>())
                            .add(relation.to());
                    next.add(relation.to());
                }
            }
            next.removeAll(directSupertypes.keySet());
            open = next;
        }
    }

    /// What is known of a type.
    public Optional<SymbolInfo> info(String type) {
        return infos.computeIfAbsent(type, graph::symbol);
    }

    /// Methods `type` itself declares by this name; of a library's type, those the repository
    /// mentions.
    public List<SymbolInfo> methods(String type, String name) {
        return named(type, name).stream()
                .filter(member -> member.kind() == SymbolKind.METHOD)
                .toList();
    }

    /// Fields, constants and components `type` itself declares by this name; of a library's type, those
    /// the repository mentions.
    public List<SymbolInfo> fields(String type, String name) {
        return named(type, name).stream()
                .filter(member -> isField(member.kind()))
                .toList();
    }

    /// Fields, enum constants and components of records.
    public static boolean isField(SymbolKind kind) {
        return kind == SymbolKind.FIELD || kind == SymbolKind.ENUM_CONSTANT || kind == SymbolKind.RECORD_COMPONENT;
    }

    private List<SymbolInfo> named(String type, String name) {
        return byNameAndContainer.computeIfAbsent(name, this::byContainer).getOrDefault(type, List.of());
    }

    private Map<String, List<SymbolInfo>> byContainer(String name) {
        Map<String, List<SymbolInfo>> byContainer = new HashMap<>();
        for (SymbolInfo symbol : graph.symbolsNamed(name)) {
            byContainer
                    .computeIfAbsent(String.valueOf(symbol.container()), container -> new ArrayList<>())
                    .add(symbol);
        }
        return byContainer;
    }

    /// Methods that types of this kind have from the language without naming a supertype, as
    /// `Type#name(…)`.
    public List<String> fromTheLanguage(String type, SymbolKind kind) {
        List<String> found = new ArrayList<>();
        OBJECT.forEach(method -> found.add("java.lang.Object#" + method));
        if (kind == SymbolKind.ENUM) {
            ENUM.forEach(method -> found.add("java.lang.Enum#" + method));
            found.add(type + "#values()");
            found.add(type + "#valueOf(java.lang.String)");
        } else if (kind == SymbolKind.ANNOTATION) {
            ANNOTATION.forEach(method -> found.add("java.lang.annotation.Annotation#" + method));
        }
        return found;
    }

    /// Whether a component of record `type` gives it the accessor `name()`.
    public boolean hasComponent(String type, String name) {
        return named(type, name).stream().anyMatch(member -> member.kind() == SymbolKind.RECORD_COMPONENT);
    }

    /// The package a type is in; empty for the unnamed one.
    public String packageOf(String type) {
        String symbol = SymbolSpelling.typeOf(type);
        SymbolInfo info = info(symbol).orElse(null);
        while (info != null && info.kind() != SymbolKind.PACKAGE) {
            String container = info.container();
            symbol = container == null ? "" : SymbolSpelling.typeOf(container);
            info = info(symbol).orElse(null);
        }
        return symbol;
    }
}
