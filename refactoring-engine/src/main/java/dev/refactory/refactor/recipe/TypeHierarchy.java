package dev.refactory.refactor.recipe;

import dev.refactory.graph.model.GraphView;
import dev.refactory.graph.model.Relation;
import dev.refactory.graph.model.SymbolInfo;
import dev.refactory.graph.model.SymbolKind;
import dev.refactory.refactor.plan.SymbolSpelling;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// Types above and below a type, and the methods they bring, as far as a snapshot knows them. For
/// the time of one plan: remembers what it asked.
final class TypeHierarchy {
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
    private final Map<String, Set<String>> supertypes = new HashMap<>();
    private final Map<String, Set<String>> subtypes = new HashMap<>();
    private final Map<String, List<SymbolInfo>> members = new HashMap<>();
    private final Map<String, List<SymbolInfo>> externals = new HashMap<>();

    TypeHierarchy(GraphView graph) {
        this.graph = graph;
    }

    /// The type itself and everything it extends or implements, transitively.
    Set<String> withSupertypes(String type) {
        Set<String> known = supertypes.get(type);
        if (known != null) {
            return known;
        }
        Set<String> seen = new TreeSet<>(Set.of(type));
        Collection<String> frontier = seen;
        while (!frontier.isEmpty()) {
            Set<String> next = new TreeSet<>();
            for (Relation.Kind kind : List.of(Relation.Kind.EXTENDS, Relation.Kind.IMPLEMENTS)) {
                graph.relationsFrom(kind, frontier).forEach(relation -> next.add(relation.to()));
            }
            next.removeIf(found -> !seen.add(found));
            frontier = next;
        }
        supertypes.put(type, seen);
        return seen;
    }

    /// The type itself and its subtypes in the repository, transitively.
    Set<String> withSubtypes(String type) {
        return subtypes.computeIfAbsent(type, t -> graph.withSubtypes(List.of(t)));
    }

    /// Members of a type: all of one that is declared here, the mentioned ones of a library's.
    List<SymbolInfo> members(String type) {
        return members.computeIfAbsent(type, graph::membersOf);
    }

    /// Methods `type` itself declares by this name; of a library's type, those the repository
    /// mentions and those every object, enum and annotation has.
    List<SymbolInfo> methods(String type, String name) {
        List<SymbolInfo> declared = members(type).stream()
                .filter(member ->
                        member.kind() == SymbolKind.METHOD && member.name().equals(name))
                .toList();
        if (!declared.isEmpty()) {
            return declared;
        }
        return externals.computeIfAbsent(name, graph::symbolsNamed).stream()
                .filter(symbol -> symbol.kind() == SymbolKind.METHOD && type.equals(symbol.container()))
                .toList();
    }

    /// Methods that types of this kind have from the language without naming a supertype, as
    /// `Type#name(…)`.
    List<String> fromTheLanguage(String type, SymbolKind kind) {
        List<String> found = new java.util.ArrayList<>();
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
    boolean hasComponent(String type, String name) {
        return members(type).stream()
                .anyMatch(member -> member.kind() == SymbolKind.RECORD_COMPONENT
                        && member.name().equals(name));
    }

    /// The package a type is in; empty for the unnamed one.
    String packageOf(String type) {
        String symbol = SymbolSpelling.typeOf(type);
        SymbolInfo info = graph.symbol(symbol).orElse(null);
        while (info != null && info.kind() != SymbolKind.PACKAGE) {
            String container = info.container();
            symbol = container == null ? "" : SymbolSpelling.typeOf(container);
            info = graph.symbol(symbol).orElse(null);
        }
        return symbol;
    }
}
