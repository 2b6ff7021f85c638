package dev.refactory.graph.store;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.refactory.graph.model.Diagnostic;
import dev.refactory.graph.model.FileFacts;
import dev.refactory.graph.model.FileInfo;
import dev.refactory.graph.model.FileProblem;
import dev.refactory.graph.model.GraphView;
import dev.refactory.graph.model.Occurrence;
import dev.refactory.graph.model.Relation;
import dev.refactory.graph.model.SymbolInfo;
import dev.refactory.graph.model.SymbolKind;
import dev.refactory.kit.jdbc.Database;
import dev.refactory.kit.jdbc.SqlFunction;
import dev.refactory.kit.tenant.TenantId;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Reads one committed snapshot, one transaction a question, and asks nothing twice while the answer
/// is remembered. Sorting is done here, in Java's order of strings, which no collation of Postgres
/// has.
final class PostgresGraphView implements GraphView {
    static final TypeReference<List<FileProblem>> PROBLEMS = new TypeReference<>() {};

    private final Database database;
    private final TenantId tenant;
    private final long snapshotId;
    private final SnapshotCache cache;
    private final SnapshotCache.Snapshot snapshot;

    PostgresGraphView(Database database, SnapshotCache cache, TenantId tenant, long snapshotId) {
        this.database = database;
        this.cache = cache;
        this.snapshot = new SnapshotCache.Snapshot(tenant, snapshotId);
        this.tenant = tenant;
        this.snapshotId = snapshotId;
    }

    @Override
    public Optional<SymbolInfo> symbol(String symbol) {
        return Optional.ofNullable(symbols(List.of(symbol)).get(symbol));
    }

    @Override
    public Map<String, SymbolInfo> symbols(Collection<String> symbols) {
        List<SymbolInfo> known = list(GraphSql.SYMBOLS, symbols, connection -> {
            List<SymbolInfo> found = new ArrayList<>();
            try (GraphQuery query = query(connection, GraphSql.SYMBOLS)) {
                ResultSet row = query.texts(symbols).snapshot().run();
                while (row.next()) {
                    found.add(GraphRows.symbol(row));
                }
            }
            return found;
        });
        return SymbolChoice.oneEach(known);
    }

    @Override
    public List<SymbolInfo> symbolsNamed(String name) {
        return list(GraphSql.SYMBOLS_NAMED, List.of(name), connection -> {
            try (GraphQuery query = query(connection, GraphSql.SYMBOLS_NAMED)) {
                return oneEach(query.snapshot().text(name));
            }
        });
    }

    @Override
    public List<SymbolInfo> membersOf(String container) {
        return membersOf(List.of(container)).values().stream()
                .flatMap(List::stream)
                .toList();
    }

    @Override
    public Map<String, List<SymbolInfo>> membersOf(Collection<String> containers) {
        List<SymbolInfo> members = list(GraphSql.MEMBERS_OF, containers, connection -> {
            try (GraphQuery query = query(connection, GraphSql.MEMBERS_OF)) {
                return oneEach(query.texts(containers).snapshot());
            }
        });
        return members.stream()
                .collect(Collectors.groupingBy(
                        member -> String.valueOf(member.container()), TreeMap::new, Collectors.toUnmodifiableList()));
    }

    @Override
    public List<SymbolInfo> deprecatedSymbols() {
        List<String> marked = ask(
                connection -> spellings(query(connection, GraphSql.DEPRECATED).snapshot()));
        return symbols(marked).values().stream().filter(SymbolInfo::deprecated).toList();
    }

    @Override
    public List<String> declared(Collection<SymbolKind> kinds, String prefix) {
        return ask(connection -> spellings(query(connection, GraphSql.DECLARED)
                .snapshot()
                .numbers(kinds.stream().map(SymbolKind::ordinal).toList())
                .plain(prefix)));
    }

    @Override
    public List<String> mentioned(Collection<SymbolKind> kinds, String prefix) {
        List<String> named = ask(connection -> spellings(query(connection, GraphSql.MENTIONED)
                .snapshot()
                .numbers(kinds.stream().map(SymbolKind::ordinal).toList())
                .plain(prefix)));
        Map<String, SymbolInfo> known = symbols(named);
        return named.stream()
                .filter(symbol -> {
                    SymbolInfo info = known.get(symbol);
                    return info != null && info.path() == null;
                })
                .toList();
    }

    private static List<String> spellings(GraphQuery asked) throws SQLException {
        try (GraphQuery query = asked) {
            List<String> found = new ArrayList<>();
            ResultSet row = query.run();
            while (row.next()) {
                found.add(row.getString("symbol"));
            }
            found.sort(null);
            return found;
        }
    }

    private static List<SymbolInfo> oneEach(GraphQuery query) throws SQLException {
        List<SymbolInfo> found = new ArrayList<>();
        ResultSet row = query.run();
        while (row.next()) {
            found.add(GraphRows.symbol(row));
        }
        return List.copyOf(SymbolChoice.oneEach(found).values());
    }

    @Override
    public Map<String, List<Occurrence>> occurrencesOf(Collection<String> symbols) {
        return ask(connection -> {
            Map<String, List<Occurrence>> byPath = new TreeMap<>();
            try (GraphQuery query = query(connection, GraphSql.OCCURRENCES_OF)) {
                ResultSet row = query.texts(symbols).snapshot().run();
                while (row.next()) {
                    GraphRows.addOccurrences(
                            row, byPath.computeIfAbsent(row.getString("path"), _ -> new ArrayList<>()));
                }
            }
            byPath.replaceAll((_, occurrences) -> occurrences.stream().sorted().toList());
            return byPath;
        });
    }

    @Override
    public List<Occurrence> occurrencesIn(String path) {
        FileFacts known = cache.facts(snapshot, path);
        return known != null
                ? known.occurrences()
                : list(GraphSql.OCCURRENCES_IN, List.of(path), connection -> {
                    Map<Integer, FileInfo> files = files(connection, List.of(path));
                    return occurrences(connection, files.keySet()).values().stream()
                            .flatMap(List::stream)
                            .sorted()
                            .toList();
                });
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
            ask(connection -> {
                Map<Integer, FileInfo> files = files(connection, missing);
                Map<Integer, List<Occurrence>> byFile = occurrences(connection, files.keySet());
                files.forEach((number, file) -> found.put(file.path(), sorted(byFile.get(number))));
                return found;
            });
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
            Map<String, FileFacts> read = read(missing);
            read.values().forEach(file -> cache.keep(snapshot, file));
            facts.putAll(read);
        }
        return facts;
    }

    private Map<String, FileFacts> read(Collection<String> paths) {
        return ask(connection -> {
            Map<Integer, FileInfo> files = files(connection, paths);
            Map<Integer, List<SymbolInfo>> declared = new HashMap<>();
            try (GraphQuery query = query(connection, GraphSql.DECLARED_IN)) {
                ResultSet row = query.snapshot().numbers(files.keySet()).run();
                while (row.next()) {
                    of(declared, row).add(GraphRows.symbol(row));
                }
            }
            Map<Integer, List<Occurrence>> occurrences = occurrences(connection, files.keySet());
            Map<Integer, List<Relation>> relations = new HashMap<>();
            try (GraphQuery query = query(connection, GraphSql.RELATIONS_IN)) {
                ResultSet row = query.snapshot().numbers(files.keySet()).run();
                while (row.next()) {
                    of(relations, row).add(GraphRows.relation(row));
                }
            }
            Map<Integer, List<Diagnostic>> diagnostics = new HashMap<>();
            try (GraphQuery query = query(connection, GraphSql.DIAGNOSTICS_IN)) {
                ResultSet row = query.snapshot().numbers(files.keySet()).run();
                while (row.next()) {
                    of(diagnostics, row).add(GraphRows.diagnostic(row));
                }
            }
            Map<String, FileFacts> facts = new TreeMap<>();
            files.forEach((number, file) -> facts.put(
                    file.path(),
                    new FileFacts(
                            file.path(),
                            file.blobId(),
                            file.language(),
                            file.lines(),
                            declared.getOrDefault(number, List.of()),
                            sorted(occurrences.get(number)),
                            sorted(relations.get(number)),
                            diagnostics.getOrDefault(number, List.of()),
                            file.problems())));
            return facts;
        });
    }

    private static <T extends Comparable<T>> List<T> sorted(@org.jspecify.annotations.Nullable List<T> list) {
        return list == null ? List.of() : list.stream().sorted().toList();
    }

    private static <T> List<T> of(Map<Integer, List<T>> byFile, ResultSet row) throws SQLException {
        return byFile.computeIfAbsent(row.getInt("file_no"), _ -> new ArrayList<>());
    }

    private Map<Integer, List<Occurrence>> occurrences(Connection connection, Collection<Integer> files)
            throws SQLException {
        Map<Integer, List<Occurrence>> byFile = new HashMap<>();
        try (GraphQuery query = query(connection, GraphSql.OCCURRENCES_IN)) {
            ResultSet row = query.snapshot().numbers(files).run();
            while (row.next()) {
                GraphRows.addOccurrences(row, of(byFile, row));
            }
        }
        return byFile;
    }

    private Map<Integer, FileInfo> files(Connection connection, Collection<String> paths) throws SQLException {
        Map<Integer, FileInfo> files = new TreeMap<>();
        try (GraphQuery query = query(connection, GraphSql.FILES_BY_PATH)) {
            ResultSet row = query.texts(paths).snapshot().run();
            while (row.next()) {
                files.put(row.getInt("file_no"), GraphRows.file(row));
            }
        }
        return files;
    }

    @Override
    public List<Relation> relationsFrom(Relation.Kind kind, Collection<String> symbols) {
        return relations(GraphSql.RELATIONS_FROM, kind, symbols);
    }

    @Override
    public List<Relation> relationsTo(Relation.Kind kind, Collection<String> symbols) {
        return relations(GraphSql.RELATIONS_TO, kind, symbols);
    }

    private List<Relation> relations(String statement, Relation.Kind kind, Collection<String> symbols) {
        return list(statement + kind, symbols, connection -> {
            List<Relation> found = new ArrayList<>();
            try (GraphQuery query = query(connection, statement)) {
                ResultSet row =
                        query.texts(symbols).snapshot().number(kind.ordinal()).run();
                while (row.next()) {
                    found.add(GraphRows.relation(row));
                }
            }
            return sorted(found);
        });
    }

    @Override
    public Optional<FileInfo> file(String path) {
        SnapshotCache.Files known = cache.files(snapshot);
        if (known != null) {
            return Optional.ofNullable(known.byPath().get(path));
        }
        return ask(
                connection -> files(connection, List.of(path)).values().stream().findFirst());
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

    private <T> List<T> list(String statement, Collection<String> about, SqlFunction<List<T>> question) {
        return cache.answer(new SnapshotCache.Question(snapshot, statement, Set.copyOf(about)), () -> ask(question));
    }

    private <T> T ask(SqlFunction<T> question) {
        return database.inTransaction(tenant, GraphSql.WALK_INDEXES, question);
    }

    private GraphQuery query(Connection connection, String statement) throws SQLException {
        return new GraphQuery(connection.prepareStatement(statement), tenant, snapshotId);
    }
}
