package dev.refactory.graph.store;

import dev.refactory.graph.codec.StorableText;
import dev.refactory.graph.model.FileFacts;
import dev.refactory.graph.model.FileInfo;
import dev.refactory.graph.model.GraphView;
import dev.refactory.graph.model.Occurrence;
import dev.refactory.graph.model.Relation;
import dev.refactory.graph.model.SymbolInfo;
import dev.refactory.graph.model.SymbolKind;
import dev.refactory.kit.jdbc.Database;
import dev.refactory.kit.jdbc.SqlFunction;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Reads one committed snapshot, one transaction a question, and asks nothing twice while the
/// answer is remembered. Questions about symbols are answered from the pool's segments, questions
/// about files from their rows. Sorting is done here, in Java's order of strings, which no
/// collation of Postgres has.
final class PostgresGraphView implements GraphView {
    /// Rows of files held at once.
    private static final int AT_ONCE = 200;

    private final Database database;
    private final SnapshotCache cache;
    private final SnapshotCache.Snapshot snapshot;

    PostgresGraphView(Database database, SnapshotCache cache, SnapshotCache.Snapshot snapshot) {
        this.database = database;
        this.cache = cache;
        this.snapshot = snapshot;
    }

    @Override
    public Optional<SymbolInfo> symbol(String symbol) {
        return Optional.ofNullable(symbols(List.of(symbol)).get(symbol));
    }

    @Override
    public Map<String, SymbolInfo> symbols(Collection<String> symbols) {
        return SymbolChoice.oneEach(list("symbols", symbols, PoolAnswers::described));
    }

    @Override
    public List<SymbolInfo> symbolsNamed(String name) {
        return list("symbolsNamed", List.of(name), (pool, _) -> oneEach(pool.named(StorableText.of(name))));
    }

    @Override
    public List<SymbolInfo> membersOf(String container) {
        return membersOf(List.of(container)).values().stream()
                .flatMap(List::stream)
                .toList();
    }

    @Override
    public Map<String, List<SymbolInfo>> membersOf(Collection<String> containers) {
        return list("membersOf", containers, PoolAnswers::membersOf).stream()
                .collect(Collectors.groupingBy(
                        member -> String.valueOf(member.container()),
                        TreeMap::new,
                        Collectors.collectingAndThen(Collectors.toList(), PostgresGraphView::oneEach)));
    }

    private static List<SymbolInfo> oneEach(List<SymbolInfo> infos) {
        return List.copyOf(SymbolChoice.oneEach(infos).values());
    }

    @Override
    public List<SymbolInfo> deprecatedSymbols() {
        return list("deprecatedSymbols", List.of(), (pool, _) -> pool.deprecated());
    }

    @Override
    public List<String> declared(Collection<SymbolKind> kinds, String prefix) {
        Set<SymbolKind> wanted = kinds(kinds);
        return list("declared" + wanted, List.of(prefix), (pool, _) -> pool.declared(wanted, StorableText.of(prefix)));
    }

    @Override
    public List<String> mentioned(Collection<SymbolKind> kinds, String prefix) {
        Set<SymbolKind> wanted = kinds(kinds);
        return list(
                "mentioned" + wanted, List.of(prefix), (pool, _) -> pool.mentioned(wanted, StorableText.of(prefix)));
    }

    private static Set<SymbolKind> kinds(Collection<SymbolKind> kinds) {
        Set<SymbolKind> set = EnumSet.noneOf(SymbolKind.class);
        set.addAll(kinds);
        return set;
    }

    /// See [GraphStore#search].
    List<SymbolInfo> search(SymbolSearch search) {
        return list(search.toString(), List.of(), (pool, _) -> pool.search(search));
    }

    @Override
    public Map<String, List<Occurrence>> occurrencesOf(Collection<String> symbols) {
        Set<String> storable = storable(symbols);
        return ask(connection -> answers(connection).occurrencesOf(storable));
    }

    @Override
    public List<Relation> relationsFrom(Relation.Kind kind, Collection<String> symbols) {
        return list("relationsFrom " + kind, symbols, (pool, those) -> pool.relations(kind, those, true));
    }

    @Override
    public List<Relation> relationsTo(Relation.Kind kind, Collection<String> symbols) {
        return list("relationsTo " + kind, symbols, (pool, those) -> pool.relations(kind, those, false));
    }

    @Override
    public List<Occurrence> occurrencesIn(String path) {
        return occurrencesIn(List.of(path)).getOrDefault(path, List.of());
    }

    @Override
    public Map<String, List<Occurrence>> occurrencesIn(Collection<String> paths) {
        Map<String, List<Occurrence>> found = new TreeMap<>();
        Set<String> missing = new TreeSet<>();
        for (String path : paths) {
            FileFacts known = cache.facts(snapshot, path);
            if (known == null) {
                missing.add(path);
            } else {
                found.put(path, known.occurrences());
            }
        }
        if (!missing.isEmpty()) {
            each(
                    GraphSql.NAMES_BY_PATH,
                    missing,
                    row -> found.put(row.getString("path"), GraphRows.names(row).occurrences()));
        }
        found.values().removeIf(List::isEmpty);
        return found;
    }

    @Override
    public Map<String, FileFacts> facts(Collection<String> paths) {
        Map<String, FileFacts> facts = new TreeMap<>();
        Set<String> missing = new TreeSet<>();
        for (String path : paths) {
            FileFacts known = cache.facts(snapshot, path);
            if (known == null) {
                missing.add(path);
            } else {
                facts.put(path, known);
            }
        }
        if (!missing.isEmpty()) {
            each(GraphSql.FACTS_BY_PATH, missing, row -> {
                FileFacts file = GraphRows.facts(row);
                facts.put(file.path(), file);
                cache.keep(snapshot, file);
            });
        }
        return facts;
    }

    @Override
    public Optional<FileInfo> file(String path) {
        SnapshotCache.Files known = cache.files(snapshot);
        if (known != null) {
            return Optional.ofNullable(known.byPath().get(StorableText.of(path)));
        }
        Map<String, FileInfo> found = new TreeMap<>();
        each(GraphSql.FILES_BY_PATH, List.of(path), row -> found.put(path, GraphRows.file(row)));
        return Optional.ofNullable(found.get(path));
    }

    @Override
    public List<FileInfo> files() {
        SnapshotCache.Files known = cache.files(snapshot);
        if (known == null) {
            known = SnapshotCache.Files.of(readFiles());
            cache.keep(snapshot, known);
        }
        return known.list();
    }

    private Map<String, FileInfo> readFiles() {
        return ask(connection -> {
            Map<String, FileInfo> files = new TreeMap<>();
            try (GraphQuery query = query(connection, GraphSql.ALL_FILES)) {
                ResultSet row = query.snapshot().run();
                while (row.next()) {
                    FileInfo file = GraphRows.file(row);
                    files.put(file.path(), file);
                }
            }
            return files;
        });
    }

    private interface RowReader {
        void read(ResultSet row) throws SQLException;
    }

    private void each(String statement, Collection<String> paths, RowReader reader) {
        ask(connection -> {
            try (GraphQuery query = query(connection, statement)) {
                ResultSet row =
                        query.texts(paths).snapshot().inPortionsOf(AT_ONCE).run();
                while (row.next()) {
                    reader.read(row);
                }
            }
            return snapshot;
        });
    }

    private static Set<String> storable(Collection<String> texts) {
        Set<String> storable = new HashSet<>();
        texts.forEach(text -> storable.add(StorableText.of(text)));
        return storable;
    }

    /// A question to the segments, about storable texts.
    private interface Asked<T> {
        List<T> of(PoolAnswers pool, Set<String> about) throws SQLException;
    }

    private <T> List<T> list(String question, Collection<String> about, Asked<T> asked) {
        Set<String> storable = storable(about);
        return cache.answer(
                new SnapshotCache.Question(snapshot, question, storable),
                () -> ask(connection -> asked.of(answers(connection), storable)));
    }

    private PoolAnswers answers(Connection connection) throws SQLException {
        return new PoolAnswers(new PoolReads(connection, cache, snapshot));
    }

    private <T> T ask(SqlFunction<T> question) {
        return database.inTransaction(snapshot.tenant(), GraphSql.WALK_INDEXES, question);
    }

    private GraphQuery query(Connection connection, String statement) throws SQLException {
        return new GraphQuery(connection.prepareStatement(statement), snapshot.tenant(), snapshot.snapshotId());
    }
}
