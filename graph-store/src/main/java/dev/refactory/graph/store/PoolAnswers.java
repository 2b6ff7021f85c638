package dev.refactory.graph.store;

import dev.refactory.graph.codec.Description;
import dev.refactory.graph.codec.FileTable;
import dev.refactory.graph.codec.Places;
import dev.refactory.graph.model.Occurrence;
import dev.refactory.graph.model.Relation;
import dev.refactory.graph.model.SymbolInfo;
import dev.refactory.graph.model.SymbolKind;
import dev.refactory.graph.segment.Entry;
import dev.refactory.graph.segment.Terms;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Questions about symbols, answered from the segments of a pool within one transaction. Spellings
/// are storable ones.
final class PoolAnswers {
    private final PoolReads pool;

    PoolAnswers(PoolReads pool) {
        this.pool = pool;
    }

    /// What files say of a symbol in one way.
    ///
    /// @param declaring files that declare it so; none when it is declared elsewhere
    private record Told(String symbol, byte[] description, List<Integer> declaring) {}

    /// Every description of these symbols that holds in the snapshot.
    List<SymbolInfo> described(Set<String> symbols) throws SQLException {
        List<SymbolInfo> found = new ArrayList<>(described(keys(symbols, Terms::describes), _ -> true));
        Set<String> locals = new HashSet<>(symbols);
        locals.removeIf(symbol -> !Terms.local(symbol));
        filesOf(locals, GraphSql.FACTS_BY_NUMBER, row -> {
            for (SymbolInfo info : GraphRows.table(row).described(locals, row.getString("path"))) {
                if (info.kind().isLocal()) {
                    found.add(info);
                }
            }
        });
        return found;
    }

    /// Those descriptions under `prefixes` that hold in the snapshot and that `wanted` wants.
    private List<SymbolInfo> described(Collection<byte[]> prefixes, Predicate<SymbolInfo> wanted) throws SQLException {
        return placed(pool.read(prefixes, this::told), wanted);
    }

    private List<SymbolInfo> placed(List<Told> told, Predicate<SymbolInfo> wanted) throws SQLException {
        Set<Integer> files = new HashSet<>();
        told.forEach(each -> files.addAll(each.declaring()));
        Map<Integer, String> paths = pool.paths(files);
        List<SymbolInfo> found = new ArrayList<>();
        for (Told each : told) {
            if (each.declaring().isEmpty()) {
                found.add(Description.read(each.symbol(), each.description(), null));
            }
            for (int file : each.declaring()) {
                String path = paths.get(file);
                if (path != null) {
                    found.add(Description.read(each.symbol(), each.description(), path));
                }
            }
        }
        found.removeIf(wanted.negate());
        return found;
    }

    private @Nullable Told told(Entry entry) {
        List<Integer> files = files(entry);
        if (files.isEmpty()) {
            return null;
        }
        byte[] description = entry.description();
        return new Told(entry.described(), description, Description.own(description) ? files : List.of());
    }

    private List<Integer> files(Entry entry) {
        List<Integer> files = new ArrayList<>();
        entry.each(pool::member, (file, _) -> files.add(file));
        return files;
    }

    private static List<byte[]> keys(Collection<String> texts, Function<String, byte[]> key) {
        return texts.stream().map(key).toList();
    }

    List<SymbolInfo> named(String name) throws SQLException {
        Set<String> symbols = second(List.of(Terms.named(name)));
        return described(
                keys(symbols, Terms::describes),
                info -> info.name().equals(name) && !info.kind().isLocal());
    }

    List<SymbolInfo> membersOf(Set<String> containers) throws SQLException {
        Set<String> symbols = second(keys(containers, Terms::members));
        return described(
                keys(symbols, Terms::describes),
                info -> info.path() != null
                        && containers.contains(String.valueOf(info.container()))
                        && !info.kind().isLocal());
    }

    /// The second texts of keys that have two.
    private Set<String> second(Collection<byte[]> prefixes) throws SQLException {
        return new HashSet<>(
                pool.read(prefixes, entry -> entry.any(pool::member) ? entry.text(entry.textEnd(1) + 1) : null));
    }

    List<SymbolInfo> deprecated() throws SQLException {
        Set<String> symbols = new HashSet<>(
                pool.read(List.of(Terms.deprecated()), entry -> entry.any(pool::member) ? entry.text(1) : null));
        List<SymbolInfo> all =
                described(keys(symbols, Terms::describes), info -> !info.kind().isLocal());
        return SymbolChoice.oneEach(all).values().stream()
                .filter(SymbolInfo::deprecated)
                .toList();
    }

    /// Sorted.
    List<String> declared(Set<SymbolKind> kinds, String prefix) throws SQLException {
        List<String> found = pool.read(List.of(Terms.describesFrom(prefix)), entry -> {
            byte[] description = entry.description();
            return Description.own(description) && lookedFor(kinds, description) && entry.any(pool::member)
                    ? entry.described()
                    : null;
        });
        return List.copyOf(new TreeSet<>(found));
    }

    private static boolean lookedFor(Set<SymbolKind> kinds, byte[] description) {
        SymbolKind kind = Description.kind(description);
        return kinds.contains(kind) && !kind.isLocal();
    }

    /// What is known of a spelling that files name.
    private static final class Named {
        private boolean own;
        private boolean outside;
        private boolean mentioned;
    }

    /// Sorted. Whoever describes a symbol mostly mentions it too and says so; only of the others it
    /// is asked who does.
    List<String> mentioned(Set<SymbolKind> kinds, String prefix) throws SQLException {
        Map<String, Named> spellings = new TreeMap<>();
        pool.read(List.of(Terms.describesFrom(prefix)), entry -> named(entry, kinds))
                .forEach(each -> {
                    Named named = spellings.computeIfAbsent(each.symbol(), _ -> new Named());
                    named.own |= each.lookedFor() && each.own();
                    named.outside |= each.lookedFor() && !each.own();
                    named.mentioned |= each.mentioned();
                });
        spellings.values().removeIf(named -> named.own || !named.outside);
        Set<String> unsure = new TreeSet<>();
        spellings.forEach((symbol, named) -> {
            if (!named.mentioned) {
                unsure.add(symbol);
            }
        });
        Set<String> sure = new TreeSet<>(spellings.keySet());
        sure.removeAll(unsure);
        sure.addAll(pool.read(keys(unsure, Terms::mentions), entry -> entry.any(pool::member) ? entry.text(1) : null));
        unsure.removeIf(symbol -> !Terms.local(symbol));
        occurrencesOf(unsure).values().forEach(places -> places.forEach(place -> sure.add(place.symbol())));
        return List.copyOf(sure);
    }

    private record Scanned(String symbol, boolean lookedFor, boolean own, boolean mentioned) {}

    private @Nullable Scanned named(Entry entry, Set<SymbolKind> kinds) {
        boolean[] found = new boolean[2];
        entry.each(pool::member, (_, payload) -> {
            found[0] = true;
            found[1] |= payload.hasMore();
        });
        byte[] description = entry.description();
        return found[0]
                ? new Scanned(entry.described(), lookedFor(kinds, description), Description.own(description), found[1])
                : null;
    }

    /// Best first. Of most symbols there is one description; only where there are several it
    /// matters in which file each is.
    List<SymbolInfo> search(SymbolSearch search) throws SQLException {
        Map<String, List<Told>> bySymbol = new HashMap<>();
        pool.read(List.of(Terms.describesFrom("")), entry -> matching(entry, search))
                .forEach(told -> bySymbol.computeIfAbsent(told.symbol(), _ -> new ArrayList<>())
                        .add(told));
        List<SymbolInfo> candidates = new ArrayList<>();
        List<Told> several = new ArrayList<>();
        bySymbol.forEach((symbol, those) -> {
            Told first = those.getFirst();
            if (those.size() == 1 && first.declaring().size() == 1) {
                candidates.add(Description.read(symbol, first.description(), ""));
            } else {
                several.addAll(those);
            }
        });
        candidates.addAll(SymbolChoice.oneEach(placed(several, search::matches)).values());
        Set<String> best = new HashSet<>();
        candidates.stream()
                .sorted(search.bestFirst())
                .map(SymbolInfo::symbol)
                .limit(search.limit())
                .forEach(best::add);
        return SymbolChoice.oneEach(described(keys(best, Terms::describes), search::matches)).values().stream()
                .sorted(search.bestFirst())
                .toList();
    }

    private @Nullable Told matching(Entry entry, SymbolSearch search) {
        byte[] description = entry.description();
        if (!Description.own(description) || !search.looksFor(Description.kind(description))) {
            return null;
        }
        // Which file declares it does not matter yet.
        return search.matches(Description.read(entry.described(), description, "")) ? told(entry) : null;
    }

    /// By path, sorted.
    Map<String, List<Occurrence>> occurrencesOf(Set<String> symbols) throws SQLException {
        Map<Integer, List<Occurrence>> byFile = new HashMap<>();
        Set<String> locals = new HashSet<>(symbols);
        locals.removeIf(symbol -> !Terms.local(symbol));
        Set<String> others = new HashSet<>(symbols);
        others.removeAll(locals);
        List<Entry> entries = pool.read(keys(others, Terms::mentions), entry -> entry);
        for (Entry entry : entries) {
            String symbol = entry.text(1);
            entry.each(
                    pool::member,
                    (file, places) ->
                            Places.read(places, symbol, byFile.computeIfAbsent(file, _ -> new ArrayList<>())));
        }
        Map<Integer, String> paths = pool.paths(byFile.keySet());
        Map<String, List<Occurrence>> byPath = new TreeMap<>();
        byFile.forEach((file, occurrences) -> {
            String path = paths.get(file);
            if (path != null) {
                byPath.put(path, occurrences);
            }
        });
        filesOf(locals, GraphSql.NAMES_BY_NUMBER, row -> {
            FileTable table = GraphRows.names(row);
            List<Occurrence> here = table.occurrencesOf(locals);
            if (!here.isEmpty()) {
                byPath.computeIfAbsent(row.getString("path"), _ -> new ArrayList<>())
                        .addAll(here);
            }
        });
        byPath.replaceAll((_, occurrences) -> occurrences.stream().sorted().toList());
        return byPath;
    }

    /// Sorted.
    List<Relation> relations(Relation.Kind kind, Set<String> symbols, boolean from) throws SQLException {
        List<byte[]> keys = keys(symbols, symbol -> from ? Terms.from(kind, symbol) : Terms.to(kind, symbol));
        List<Relation> found = pool.read(keys, entry -> {
            if (!entry.any(pool::member)) {
                return null;
            }
            String asked = entry.text(1);
            String other = entry.text(entry.textEnd(1) + 2);
            return from ? new Relation(asked, kind, other) : new Relation(other, kind, asked);
        });
        return found.stream().distinct().sorted().toList();
    }

    private interface RowReader {
        void read(ResultSet row) throws SQLException;
    }

    /// Reads the files that name locals of these.
    private void filesOf(Set<String> locals, String statement, RowReader reader) throws SQLException {
        if (locals.isEmpty()) {
            return;
        }
        Set<String> owners = new HashSet<>();
        locals.forEach(local -> owners.add(Terms.owner(local)));
        Set<Integer> files = new TreeSet<>();
        pool.read(keys(owners, Terms::locals), this::files).forEach(files::addAll);
        if (files.isEmpty()) {
            return;
        }
        try (GraphQuery query = pool.ofPool(statement)) {
            ResultSet row = query.numbers(files).snapshot().run();
            while (row.next()) {
                reader.read(row);
            }
        }
    }
}
