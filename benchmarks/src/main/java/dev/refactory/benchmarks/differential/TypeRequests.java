package dev.refactory.benchmarks.differential;

import static dev.refactory.benchmarks.differential.RequestChoice.any;

import dev.refactory.graph.model.Relation;
import dev.refactory.graph.model.SymbolKind;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/// Other types for types: mostly what a person would ask for, of the JDK's types that the library uses; else a type of
/// the library for one it extends, for any other one of it, or for one of the JDK that it uses.
final class TypeRequests implements RequestChoice.Maker {
    private static final Set<SymbolKind> TYPES =
            Set.of(SymbolKind.CLASS, SymbolKind.INTERFACE, SymbolKind.ENUM, SymbolKind.RECORD);
    private static final List<List<String>> SENSIBLE = List.of(
            List.of("java.util.ArrayList", "java.util.LinkedList"),
            List.of("java.util.ArrayList", "java.util.Vector"),
            List.of("java.util.HashMap", "java.util.LinkedHashMap"),
            List.of("java.util.LinkedHashMap", "java.util.HashMap"),
            List.of("java.util.HashSet", "java.util.LinkedHashSet"),
            List.of("java.util.HashSet", "java.util.TreeSet"),
            List.of("java.util.TreeMap", "java.util.concurrent.ConcurrentSkipListMap"),
            List.of("java.util.List", "java.util.Collection"),
            List.of("java.util.Map", "java.util.concurrent.ConcurrentMap"),
            List.of("java.util.Set", "java.util.SequencedSet"),
            List.of("java.lang.StringBuilder", "java.lang.StringBuffer"),
            List.of("java.lang.StringBuffer", "java.lang.StringBuilder"),
            List.of("java.io.IOException", "java.io.EOFException"),
            List.of("java.io.StringReader", "java.io.CharArrayReader"),
            List.of("java.io.BufferedReader", "java.io.LineNumberReader"),
            List.of("java.lang.IllegalArgumentException", "java.lang.IllegalStateException"),
            List.of("java.lang.NullPointerException", "java.lang.IllegalArgumentException"),
            List.of("java.lang.IndexOutOfBoundsException", "java.lang.ArrayIndexOutOfBoundsException"),
            List.of("java.lang.UnsupportedOperationException", "java.lang.IllegalStateException"),
            List.of("java.util.concurrent.ConcurrentHashMap", "java.util.HashMap"),
            List.of("java.util.Iterator", "java.util.ListIterator"),
            List.of("java.util.Date", "java.sql.Timestamp"),
            List.of("java.lang.AssertionError", "java.lang.IllegalStateException"));

    private final AttributedTree tree;
    private final List<String> own;
    private final List<String> used;
    private final List<List<String>> sensible;

    TypeRequests(AttributedTree tree) {
        this.tree = tree;
        this.own = tree.graph().declared(TYPES, "").stream()
                .filter(type -> !type.contains("local$"))
                .toList();
        this.used = tree.graph().mentioned(TYPES, "java.");
        this.sensible =
                SENSIBLE.stream().filter(pair -> used.contains(pair.getFirst())).toList();
    }

    @Override
    public Optional<RequestChoice.Draft> draw(RandomGenerator random) {
        List<String> pair = switch (random.nextInt(6)) {
            case 0 -> List.of(any(own, random), any(own, random));
            case 1 -> List.of(any(used, random), any(used, random));
            case 2 -> above(any(own, random), random);
            default -> sensible.isEmpty() ? List.<String>of() : any(sensible, random);
        };
        if (pair.isEmpty() || pair.getFirst().equals(pair.getLast())) {
            return Optional.empty();
        }
        String from = pair.getFirst();
        String to = pair.getLast();
        return Optional.of(new RequestChoice.Draft(
                from + " to " + to,
                new Request.Asked("change-type", Map.of("from", from, "to", to)),
                new Request.Asked("ChangeType", Map.of("from", binary(from), "to", binary(to))),
                List.of(simple(from), simple(to))));
    }

    private List<String> above(String type, RandomGenerator random) {
        List<String> above = tree.graph().relationsFrom(Relation.Kind.EXTENDS, List.of(type)).stream()
                .map(Relation::to)
                .toList();
        return above.isEmpty() ? List.of() : List.of(type, any(above, random));
    }

    /// As OpenRewrite spells a type: what follows a type's name is nested in it.
    static String binary(String type) {
        StringBuilder name = new StringBuilder();
        boolean within = false;
        for (String word : type.split("\\.")) {
            name.append(name.isEmpty() ? "" : within ? "$" : ".").append(word);
            within |= Character.isUpperCase(word.charAt(0));
        }
        return name.toString();
    }

    static String simple(String type) {
        return type.substring(type.lastIndexOf('.') + 1);
    }
}
