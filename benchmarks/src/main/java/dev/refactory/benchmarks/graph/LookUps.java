package dev.refactory.benchmarks.graph;

import dev.refactory.benchmarks.Sample;
import dev.refactory.graph.algorithm.Neighbourhood.View;
import dev.refactory.graph.algorithm.ViewWalk;
import dev.refactory.graph.model.FileInfo;
import dev.refactory.graph.model.GraphView;
import dev.refactory.graph.model.Occurrence;
import dev.refactory.graph.model.Relation;
import dev.refactory.graph.model.SymbolInfo;
import dev.refactory.kit.time.Ticker;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/// Questions to an indexed graph: about symbols drawn by how often they are used, and about files. The same seed asks
/// the same questions, each once, so that no answer is one that was kept.
final class LookUps {
    private static final long SEED = 20_261_121;
    private static final int WARM_UPS = 60;
    private static final int DEPTH = 3;
    /// Of an impact, as many as a request may have at most.
    private static final int MOST_NODES = 1_000;

    private final Supplier<GraphView> views;
    private final Ticker ticker;
    private final Random random = new Random(SEED);

    /// @param views opens the graph, as each request does
    LookUps(Supplier<GraphView> views, Ticker ticker) {
        this.views = views;
        this.ticker = ticker;
    }

    /// @param sizes of the answers: occurrences, or declarations
    record Answers(String question, Sample millis, Sample sizes) {}

    /// @param count of each question
    List<Answers> run(int count) {
        Set<String> own = new LinkedHashSet<>();
        Set<String> foreign = new LinkedHashSet<>();
        List<FileInfo> files = views.get().files().stream()
                .filter(file -> file.language().equals("java") && file.lines() > 0)
                .toList();
        draw(files, count + WARM_UPS, own, foreign);
        List<String> paths = new ArrayList<>(files.stream().map(FileInfo::path).toList());
        java.util.Collections.shuffle(paths, random);
        return List.of(
                ask("references of a symbol of the repository, overriding included", own, this::references),
                ask("references of a symbol of a library, overriding included", foreign, this::references),
                ask(
                        "impact of a file, depth " + DEPTH + ", up to " + MOST_NODES + " declarations",
                        paths.subList(0, Math.min(paths.size(), count + WARM_UPS)),
                        this::impact));
    }

    private Answers ask(String question, Collection<String> about, ToLongFunction<String> answer) {
        Sample millis = new Sample();
        Sample sizes = new Sample();
        int asked = 0;
        for (String subject : about) {
            long began = ticker.nanos();
            long size = answer.applyAsLong(subject);
            long nanos = ticker.nanos() - began;
            if (asked++ >= WARM_UPS) {
                millis.add(nanos / 1e6);
                sizes.add((double) size);
            }
        }
        return new Answers(question, millis, sizes);
    }

    /// Symbols by use: an occurrence at random of a file drawn by its length. Locals are left out.
    private void draw(List<FileInfo> files, int wanted, Set<String> own, Set<String> foreign) {
        GraphView graph = views.get();
        TreeMap<Long, FileInfo> byLine = new TreeMap<>();
        long lines = 0;
        for (FileInfo file : files) {
            byLine.put(lines, file);
            lines += file.lines();
        }
        for (int tries = 0; tries < 40 * wanted && (own.size() < wanted || foreign.size() < wanted); tries++) {
            FileInfo file = byLine.floorEntry(random.nextLong(lines)).getValue();
            List<Occurrence> occurrences = graph.occurrencesIn(file.path());
            if (occurrences.isEmpty()) {
                continue;
            }
            String symbol = occurrences.get(random.nextInt(occurrences.size())).symbol();
            SymbolInfo info = graph.symbol(symbol).orElse(null);
            if (info == null || info.kind().isLocal()) {
                continue;
            }
            Set<String> drawn = info.path() != null ? own : foreign;
            if (drawn.size() < wanted) {
                drawn.add(symbol);
            }
        }
    }

    /// Everything that names the symbol or one of those it overrides or that override it.
    private long references(String symbol) {
        GraphView graph = views.get();
        Set<String> family = new TreeSet<>(Set.of(symbol));
        Set<String> frontier = family;
        while (!frontier.isEmpty()) {
            Set<String> next = new TreeSet<>();
            for (Relation relation : graph.relationsFrom(Relation.Kind.OVERRIDES, frontier)) {
                next.add(relation.to());
            }
            for (Relation relation : graph.relationsTo(Relation.Kind.OVERRIDES, frontier)) {
                next.add(relation.from());
            }
            next.removeAll(family);
            family.addAll(next);
            frontier = next;
        }
        return graph.occurrencesOf(family).values().stream()
                .mapToLong(List::size)
                .sum();
    }

    /// Declarations that a change of the file could reach, as the views of a graph have them.
    private long impact(String path) {
        return ViewWalk.of(views.get(), path, View.IMPACT, DEPTH, MOST_NODES)
                .map(impact -> impact.nodes().size())
                .orElse(0);
    }
}
