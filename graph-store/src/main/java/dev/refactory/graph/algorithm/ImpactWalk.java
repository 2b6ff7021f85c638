package dev.refactory.graph.algorithm;

import dev.refactory.graph.algorithm.Impact.Reached;
import dev.refactory.graph.algorithm.Neighbourhood.Edge;
import dev.refactory.graph.algorithm.Neighbourhood.EdgeKind;
import dev.refactory.graph.model.GraphView;
import dev.refactory.graph.model.Occurrence;
import dev.refactory.graph.model.Relation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/// Walks from declarations to the declarations that use them, and on. A few questions a level,
/// however many symbols it has, and files a few at a time until the limit is met. One thread, one
/// walk.
public final class ImpactWalk {
    private static final int FILES_AT_ONCE = 50;
    private static final int FILES_KEPT = 200;
    private static final int EDGES_PER_NODE = 8;
    /// What every class has from it: a call of one could run any of them.
    private static final String OBJECT = "java.lang.Object#";

    private final GraphView graph;
    private final Follow follow;
    private final Enclosing.Reader enclosing;
    private final int max;
    private final SequencedMap<String, Reached> reached = new LinkedHashMap<>();
    private final Map<Edge, Integer> edges = new LinkedHashMap<>();
    private final Set<String> seen = new TreeSet<>();
    private final SequencedMap<String, Enclosing> read = new LinkedHashMap<>();
    private boolean truncated;

    /// Which users are followed.
    public enum Follow {
        /// Calls, creations, reads and writes, also through what a method overrides, libraries included.
        CALLERS,
        /// Everything that a change could reach: besides these, whoever names a type, subtypes,
        /// overriders. Calls through a library's method are the library's, and not followed.
        EVERYTHING
    }

    private ImpactWalk(GraphView graph, Follow follow, Enclosing.Reader enclosing, int max) {
        this.graph = graph;
        this.follow = follow;
        this.enclosing = enclosing;
        this.max = max;
    }

    /// @param subjects spellings that are one thing: what uses any of them is at distance 1
    /// @param depth steps to walk, at least 1
    /// @param max declarations in the answer, at least 1, nearest first
    public static Impact of(
            GraphView graph,
            Collection<String> subjects,
            Follow follow,
            int depth,
            int max,
            Enclosing.Reader enclosing) {
        ImpactWalk walk = new ImpactWalk(graph, follow, enclosing, max);
        walk.seen.addAll(subjects);
        Set<String> frontier = new TreeSet<>(subjects);
        for (int level = 1; level <= depth && !frontier.isEmpty(); level++) {
            frontier = walk.step(frontier, level);
        }
        walk.forgetNamesNobodyCalls();
        List<Edge> edges = new ArrayList<>();
        walk.edges.forEach((edge, count) -> edges.add(new Edge(edge.from(), edge.kind(), edge.to(), count)));
        return new Impact(walk.reached, edges, walk.truncated);
    }

    /// An overridden method is of interest for the calls that go through it.
    private void forgetNamesNobodyCalls() {
        Set<String> used = new TreeSet<>();
        edges.keySet().stream()
                .filter(edge -> edge.kind() != EdgeKind.OVERRIDES)
                .forEach(edge -> used.add(edge.to()));
        Set<String> forgotten = new TreeSet<>();
        for (Reached each : List.copyOf(reached.sequencedValues().reversed())) {
            if (each.overridden() && !used.contains(each.symbol())) {
                forgotten.add(each.symbol());
                reached.remove(each.symbol());
            } else if (each.overridden()) {
                used.add(each.via());
            }
        }
        edges.keySet().removeIf(edge -> edge.kind() == EdgeKind.OVERRIDES && forgotten.contains(edge.to()));
    }

    private Set<String> step(Set<String> frontier, int level) {
        Set<String> next = new TreeSet<>();
        Set<String> targets = new TreeSet<>(frontier);
        targets.addAll(overridden(frontier, level));
        if (follow == Follow.EVERYTHING) {
            for (Relation.Kind kind : Relation.Kind.values()) {
                for (Relation relation : graph.relationsTo(kind, frontier)) {
                    if (!relation.from().contains(".local$")) {
                        reach(
                                new Reached(relation.from(), level, relation.to(), kindOf(kind), false, null, null),
                                next);
                    }
                }
            }
        }
        Map<String, List<Occurrence>> uses = new TreeMap<>();
        graph.occurrencesOf(targets).forEach((path, places) -> {
            List<Occurrence> here = places.stream().filter(this::counts).toList();
            if (!here.isEmpty()) {
                uses.put(path, here);
            }
        });
        List<String> paths = List.copyOf(uses.keySet());
        for (int from = 0; from < paths.size(); from += FILES_AT_ONCE) {
            if (reached.size() >= max) {
                truncated = true;
                break;
            }
            List<String> some = paths.subList(from, Math.min(paths.size(), from + FILES_AT_ONCE));
            Map<String, Enclosing> in = read(some);
            in.forEach((path, file) ->
                    uses.getOrDefault(path, List.of()).forEach(place -> use(file, path, place, level, next)));
        }
        return next;
    }

    /// Users of one level are often in the files of the level before: those read last are kept.
    private SortedMap<String, Enclosing> read(List<String> paths) {
        Set<String> missing = new TreeSet<>(paths);
        missing.removeAll(read.keySet());
        if (!missing.isEmpty()) {
            Enclosing some = enclosing.of(graph.occurrencesIn(missing));
            missing.forEach(path -> read.put(path, some));
        }
        SortedMap<String, Enclosing> found = new TreeMap<>();
        paths.forEach(path -> found.put(path, Objects.requireNonNull(read.get(path))));
        while (read.size() > FILES_KEPT) {
            read.pollFirstEntry();
        }
        return found;
    }

    private void use(Enclosing in, String path, Occurrence place, int level, Set<String> next) {
        String user = in.declaration(path, place);
        boolean itself = place.symbol().equals(user) && follow == Follow.EVERYTHING;
        if (user != null && !itself) {
            EdgeKind how = Uses.call(place) ? EdgeKind.CALLS : EdgeKind.USES;
            reach(new Reached(user, level, place.symbol(), how, false, path, place), next);
        }
    }

    private boolean counts(Occurrence place) {
        return switch (follow) {
            case CALLERS -> Uses.ofValue(place);
            case EVERYTHING -> Uses.any(place);
        };
    }

    /// What the methods override, transitively: calls of these may run those.
    private Set<String> overridden(Set<String> frontier, int level) {
        Set<String> all = new TreeSet<>();
        Set<String> open = new TreeSet<>(frontier);
        open.removeIf(symbol -> symbol.indexOf('(') < 0 || symbol.contains("#<init>("));
        while (!open.isEmpty()) {
            Set<String> above = new TreeSet<>();
            List<Relation> relations = graph.relationsFrom(Relation.Kind.OVERRIDES, open);
            Set<String> here = followed(relations);
            for (Relation relation : relations) {
                String to = relation.to();
                if (here.contains(to)
                        && reach(
                                new Reached(to, level - 1, relation.from(), EdgeKind.OVERRIDES, true, null, null),
                                all)) {
                    above.add(to);
                }
            }
            open = above;
        }
        return all;
    }

    private Set<String> followed(List<Relation> relations) {
        Set<String> to = new TreeSet<>();
        relations.stream()
                .map(Relation::to)
                .filter(each -> !each.startsWith(OBJECT))
                .forEach(to::add);
        if (follow == Follow.EVERYTHING) {
            Set<String> ours = new TreeSet<>();
            graph.symbols(to).values().stream()
                    .filter(info -> info.path() != null)
                    .forEach(info -> ours.add(info.symbol()));
            return ours;
        }
        return to;
    }

    /// Keeps the edge, and the node where there is room.
    /// @return whether it was not known before and is now
    private boolean reach(Reached found, Collection<String> next) {
        boolean isNew = !seen.contains(found.symbol());
        if (isNew && reached.size() >= max) {
            truncated = true;
            return false;
        }
        boolean upwards = found.overridden();
        if (upwards && !isNew) {
            return false;
        }
        String from = upwards ? found.via() : found.symbol();
        String to = upwards ? found.symbol() : found.via();
        boolean within = !isNew && follow == Follow.EVERYTHING && !reached.containsKey(from);
        if (!within) {
            Edge edge = new Edge(from, found.how(), to, 1);
            if (edges.containsKey(edge) || edges.size() < max * EDGES_PER_NODE) {
                edges.merge(edge, 1, Integer::sum);
            } else {
                truncated = true;
            }
        }
        if (isNew) {
            seen.add(found.symbol());
            reached.put(found.symbol(), found);
            next.add(found.symbol());
        }
        return isNew;
    }

    static EdgeKind kindOf(Relation.Kind kind) {
        return switch (kind) {
            case EXTENDS -> EdgeKind.EXTENDS;
            case IMPLEMENTS -> EdgeKind.IMPLEMENTS;
            case OVERRIDES -> EdgeKind.OVERRIDES;
        };
    }

    /// A type with everything in it, or another symbol alone.
    /// @param most spellings at most
    public static Set<String> withMembers(GraphView graph, String symbol, int most) {
        Set<String> all = new TreeSet<>(Set.of(symbol));
        Collection<String> open = Set.of(symbol);
        while (!open.isEmpty() && all.size() < most) {
            Set<String> next = new TreeSet<>();
            graph.membersOf(open)
                    .values()
                    .forEach(members -> members.forEach(member -> {
                        if (all.size() < most
                                && all.add(member.symbol())
                                && member.kind().isType()) {
                            next.add(member.symbol());
                        }
                    }));
            open = next;
        }
        return all;
    }
}
