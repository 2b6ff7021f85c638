package dev.refactory.graph.algorithm;

import dev.refactory.graph.algorithm.ImpactWalk.Follow;
import dev.refactory.graph.algorithm.Neighbourhood.Direction;
import dev.refactory.graph.algorithm.Neighbourhood.Edge;
import dev.refactory.graph.algorithm.Neighbourhood.EdgeKind;
import dev.refactory.graph.algorithm.Neighbourhood.Node;
import dev.refactory.graph.algorithm.Neighbourhood.View;
import dev.refactory.graph.model.FileInfo;
import dev.refactory.graph.model.GraphView;
import dev.refactory.graph.model.Occurrence;
import dev.refactory.graph.model.Relation;
import dev.refactory.graph.model.Role;
import dev.refactory.graph.model.SymbolInfo;
import dev.refactory.graph.model.SymbolKind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// The views of a symbol, level by level: a few questions a level. One thread, one walk.
public final class ViewWalk {
    /// Members of a type that are looked at with it.
    private static final int MAX_MEMBERS = 2_000;

    private static final int FILES_AT_ONCE = 50;
    private static final String OBJECT = "java.lang.Object#";
    private static final Comparator<Edge> BY_ENDS =
            Comparator.comparing(Edge::from).thenComparing(Edge::kind).thenComparing(Edge::to);

    private final GraphView graph;
    private final Gathering found;
    private final int depth;

    private ViewWalk(GraphView graph, Gathering found, int depth) {
        this.graph = graph;
        this.found = found;
        this.depth = depth;
    }

    /// Empty when the snapshot does not know the subject.
    ///
    /// @param subject a symbol's spelling, or for [View#IMPACT] also a file's path
    /// @param depth levels to walk, at least 1
    /// @param maxNodes nodes in the answer, at least 1, nearest first; edges are at most eight times as
    ///     many
    public static Optional<Neighbourhood> of(GraphView graph, String subject, View view, int depth, int maxNodes) {
        if (view == View.NEIGHBOURS) {
            return NeighbourhoodWalk.of(graph, subject, depth, Direction.BOTH, maxNodes);
        }
        SymbolInfo symbol = graph.symbol(subject).orElse(null);
        FileInfo file =
                view == View.IMPACT && symbol == null ? graph.file(subject).orElse(null) : null;
        if (symbol == null && file == null) {
            return Optional.empty();
        }
        Node start = symbol == null ? Gathering.start(java.util.Objects.requireNonNull(file)) : Gathering.start(symbol);
        Gathering found = new Gathering(graph, start, maxNodes);
        ViewWalk walk = new ViewWalk(graph, found, depth);
        switch (view) {
            case NEIGHBOURS -> throw new IllegalStateException("walked by NeighbourhoodWalk");
            case CALLERS -> walk.users(start, Follow.CALLERS, walk.constructors(start), maxNodes);
            case CALLEES -> walk.callees(start);
            case HIERARCHY -> walk.hierarchy(start);
            case OVERRIDES -> walk.overrides(start);
            case IMPACT -> walk.users(start, Follow.EVERYTHING, subjects(graph, start), maxNodes);
        }
        return Optional.of(found.all());
    }

    /// What a change of a symbol or file changes itself: a type's members, a file's declarations.
    public static Set<String> subjects(GraphView graph, String subject) {
        return graph.symbol(subject)
                .map(symbol -> subjects(graph, Gathering.start(symbol)))
                .orElseGet(() -> graph.file(subject)
                        .map(file -> subjects(graph, Gathering.start(file)))
                        .orElseGet(TreeSet::new));
    }

    private static Set<String> subjects(GraphView graph, Node start) {
        if (!start.file()) {
            return ImpactWalk.withMembers(graph, start.id(), MAX_MEMBERS);
        }
        Set<String> declared = new TreeSet<>();
        graph.declaredIn(List.of(start.id()))
                .values()
                .forEach(all -> all.stream()
                        .filter(symbol -> start.id().equals(symbol.path())
                                && !symbol.kind().isLocal())
                        .forEach(symbol -> declared.add(symbol.symbol())));
        return declared;
    }

    /// A type is called by its constructors' names.
    private Set<String> constructors(Node start) {
        Set<String> all = new TreeSet<>(Set.of(start.id()));
        if (start.symbol() != null && start.symbol().kind().isType()) {
            graph.membersOf(start.id()).stream()
                    .filter(member -> member.kind() == SymbolKind.CONSTRUCTOR)
                    .forEach(member -> all.add(member.symbol()));
        }
        return all;
    }

    private void users(Node start, Follow follow, Set<String> subjects, int maxNodes) {
        Impact impact = ImpactWalk.of(graph, subjects, follow, depth, Math.max(1, maxNodes - 1), EnclosingByOrder::new);
        Map<Integer, Set<String>> byDistance = new TreeMap<>();
        impact.reached()
                .values()
                .forEach(each -> byDistance
                        .computeIfAbsent(each.distance(), distance -> new TreeSet<>())
                        .add(each.symbol()));
        List<Edge> edges = new ArrayList<>();
        for (Edge edge : impact.edges()) {
            for (String end : List.of(edge.from(), edge.to())) {
                if (subjects.contains(end)) {
                    part(start, end, byDistance, edges);
                }
            }
        }
        byDistance.forEach((distance, symbols) -> found.nodes(symbols, new TreeSet<>(), distance));
        found.edges(edges);
        found.edges(impact.edges());
        if (impact.truncated()) {
            found.truncate();
        }
    }

    /// A member of the subject that something uses: as near as the subject, and joined to it.
    private static void part(Node start, String member, Map<Integer, Set<String>> byDistance, List<Edge> edges) {
        String part = member;
        while (!part.equals(start.id()) && !part.isEmpty()) {
            byDistance.computeIfAbsent(0, distance -> new TreeSet<>()).add(part);
            int cut = part.indexOf('#') >= 0 ? part.indexOf('#') : part.lastIndexOf('.');
            String container = cut < 0 ? "" : part.substring(0, cut);
            if (start.file()) {
                edges.add(new Edge(part, EdgeKind.DECLARED_IN, start.id(), 1));
                return;
            }
            if (!container.isEmpty()) {
                edges.add(new Edge(container, EdgeKind.CONTAINS, part, 1));
            }
            part = container;
        }
    }

    private void callees(Node start) {
        Set<String> frontier = members(start);
        frontier.add(start.id());
        Set<String> seen = new TreeSet<>(frontier);
        for (int level = 1; level <= depth && !frontier.isEmpty() && !found.full(); level++) {
            List<Edge> calls = calls(frontier);
            if (level == 1) {
                Set<String> shown = new TreeSet<>();
                calls.forEach(call -> shown.addAll(List.of(call.from(), call.to())));
                shown.retainAll(frontier);
                join(start, shown);
            }
            Set<String> reached = new TreeSet<>();
            calls.stream().map(Edge::to).filter(seen::add).forEach(reached::add);
            found.nodes(reached, new TreeSet<>(), level);
            found.edges(calls);
            frontier = reached;
        }
    }

    /// What a type declares itself, besides types.
    private Set<String> members(Node start) {
        Set<String> members = new TreeSet<>();
        if (start.symbol() != null && start.symbol().kind().isType()) {
            graph.membersOf(start.id()).stream()
                    .filter(member -> !member.kind().isType())
                    .forEach(member -> members.add(member.symbol()));
        }
        return members;
    }

    /// Shows members with the type they are of.
    private void join(Node start, Set<String> members) {
        members.remove(start.id());
        found.nodes(members, new TreeSet<>(), 1);
        members.forEach(member -> found.edge(new Edge(start.id(), EdgeKind.CONTAINS, member, 1)));
    }

    private List<Edge> calls(Set<String> callers) {
        Set<String> paths = new TreeSet<>();
        graph.symbols(callers).values().forEach(info -> {
            if (info.path() != null) {
                paths.add(info.path());
            }
        });
        Map<Edge, Integer> counts = new TreeMap<>(BY_ENDS);
        List<String> all = List.copyOf(paths);
        for (int from = 0; from < all.size(); from += FILES_AT_ONCE) {
            Map<String, List<Occurrence>> facts =
                    graph.occurrencesIn(all.subList(from, Math.min(all.size(), from + FILES_AT_ONCE)));
            Enclosing in = new EnclosingByOrder(facts);
            facts.forEach((path, places) -> places.stream()
                    .filter(place -> !place.has(Role.IMPLICIT) && Uses.call(place))
                    .forEach(place -> {
                        String caller = in.declaration(path, place);
                        if (caller != null && callers.contains(caller)) {
                            counts.merge(new Edge(caller, EdgeKind.CALLS, place.symbol(), 1), 1, Integer::sum);
                        }
                    }));
        }
        List<Edge> calls = new ArrayList<>();
        counts.forEach((edge, count) -> calls.add(new Edge(edge.from(), edge.kind(), edge.to(), count)));
        return calls;
    }

    private void hierarchy(Node start) {
        String type = start.id();
        int hash = type.indexOf('#');
        if (hash >= 0) {
            Set<String> container = new TreeSet<>(Set.of(type.substring(0, hash)));
            found.nodes(container, new TreeSet<>(), 1);
            container.forEach(each -> found.edge(new Edge(each, EdgeKind.CONTAINS, start.id(), 1)));
            type = type.substring(0, hash);
        }
        List<Relation.Kind> kinds = List.of(Relation.Kind.EXTENDS, Relation.Kind.IMPLEMENTS);
        walk(Set.of(type), kinds, true, false);
        walk(Set.of(type), kinds, false, true);
    }

    /// Up and down again: whoever overrides what this overrides is of one family with it.
    private void overrides(Node start) {
        List<Relation.Kind> overrides = List.of(Relation.Kind.OVERRIDES);
        Set<String> members = members(start);
        if (members.isEmpty()) {
            walk(Set.of(start.id()), overrides, true, true);
            return;
        }
        Set<String> related = new TreeSet<>();
        graph.relationsFrom(Relation.Kind.OVERRIDES, members).forEach(each -> related.add(each.from()));
        graph.relationsTo(Relation.Kind.OVERRIDES, members).forEach(each -> related.add(each.to()));
        join(start, related);
        walk(related, overrides, true, true);
    }

    private void walk(Set<String> from, List<Relation.Kind> kinds, boolean up, boolean down) {
        Set<String> seen = new TreeSet<>(from);
        Set<String> frontier = from;
        for (int level = 1; level <= depth && !frontier.isEmpty() && !found.full(); level++) {
            List<Edge> edges = new ArrayList<>();
            for (Relation.Kind kind : kinds) {
                if (up) {
                    graph.relationsFrom(kind, frontier).forEach(relation -> edges.add(edge(relation)));
                }
                if (down) {
                    graph.relationsTo(kind, below(frontier, from)).forEach(relation -> edges.add(edge(relation)));
                }
            }
            edges.sort(BY_ENDS);
            Set<String> reached = new TreeSet<>();
            for (Edge edge : edges) {
                for (String end : List.of(edge.from(), edge.to())) {
                    if (seen.add(end)) {
                        reached.add(end);
                    }
                }
            }
            found.nodes(reached, new TreeSet<>(), level);
            found.edges(edges);
            frontier = reached;
        }
        if (!frontier.isEmpty() && found.full()) {
            found.truncate();
        }
    }

    /// Whoever overrides a method of Object is related to every class, which is of interest when that method is what
    /// was asked about.
    private static Collection<String> below(Set<String> frontier, Set<String> asked) {
        return frontier.stream()
                .filter(symbol -> !symbol.startsWith(OBJECT) || asked.contains(symbol))
                .toList();
    }

    private static Edge edge(Relation relation) {
        return new Edge(relation.from(), ImpactWalk.kindOf(relation.kind()), relation.to(), 1);
    }
}
