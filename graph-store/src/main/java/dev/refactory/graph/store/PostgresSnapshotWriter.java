package dev.refactory.graph.store;

import dev.refactory.graph.model.Diagnostic;
import dev.refactory.graph.model.FileFacts;
import dev.refactory.graph.model.Occurrence;
import dev.refactory.graph.model.Relation;
import dev.refactory.graph.model.Role;
import dev.refactory.graph.model.SymbolInfo;
import dev.refactory.graph.store.SnapshotSummary.CompileContext;
import dev.refactory.kit.jdbc.Database;
import dev.refactory.kit.jdbc.DatabaseException;
import dev.refactory.kit.json.Json;
import dev.refactory.kit.problem.ErrorCode;
import dev.refactory.kit.problem.RefactoryException;
import dev.refactory.kit.tenant.TenantId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// Collects rows and copies them in portions, each in a short transaction, under a snapshot that
/// nobody sees yet.
final class PostgresSnapshotWriter implements GraphStore.SnapshotWriter {
    /// Characters held before they are sent: some 30 MB of heap at most.
    private static final int PORTION = 8_000_000;

    private static final int WORTH_ANALYZING = 100_000;

    private final Database database;
    private final PostgresGraphStore store;
    private final SnapshotKey key;
    private final TenantId tenant;
    private final long snapshotId;
    private final SymbolNumbers symbolNumbers = new SymbolNumbers();
    private final FactsTally tally = new FactsTally();
    private final Set<String> paths = new HashSet<>();
    private final CopyBuffer files = new CopyBuffer(GraphSql.COPY_FILES);
    private final CopyBuffer symbols = new CopyBuffer(GraphSql.COPY_SYMBOLS);
    private final CopyBuffer occurrences = new CopyBuffer(GraphSql.COPY_OCCURRENCES);
    private final CopyBuffer relations = new CopyBuffer(GraphSql.COPY_RELATIONS);
    private final CopyBuffer diagnostics = new CopyBuffer(GraphSql.COPY_DIAGNOSTICS);
    private boolean committed;

    PostgresSnapshotWriter(Database database, PostgresGraphStore store, SnapshotKey key, long snapshotId) {
        this.database = database;
        this.store = store;
        this.key = key;
        this.tenant = key.tenant();
        this.snapshotId = snapshotId;
    }

    @Override
    public void add(FileFacts facts) {
        if (!paths.add(facts.path())) {
            throw new IllegalArgumentException("Added twice: " + facts.path());
        }
        int fileNo = paths.size();
        tally.add(facts);
        addFile(fileNo, facts);
        addOccurrences(fileNo, facts.occurrences());
        for (Relation relation : new TreeSet<>(facts.relations())) {
            relations
                    .number(fileNo)
                    .number(symbolNumbers.of(relation.from()))
                    .number(relation.kind().ordinal())
                    .number(symbolNumbers.of(relation.to()))
                    .endRow();
        }
        addDiagnostics(fileNo, facts.diagnostics());
        symbolNumbers.endFile(this::addMention);
        flushWhenFull();
    }

    private void flushWhenFull() {
        if (buffered() > PORTION) {
            flush();
        }
    }

    private void addFile(int fileNo, FileFacts facts) {
        int[] declared = new int[facts.declared().size()];
        int count = 0;
        for (SymbolInfo info : facts.declared()) {
            declared[count++] = symbolNumbers.describe(info, this::addSymbol);
        }
        String path = StorableText.of(facts.path());
        files.number(fileNo)
                .text(path)
                .number(StorableText.hash(path))
                .text(facts.blobId())
                .text(StorableText.of(facts.language()))
                .number(facts.lines())
                .text(StorableText.of(Json.write(facts.problems())))
                .numbers(declared, count)
                .endRow();
    }

    private void addSymbol(SymbolInfo info, int rowNo) {
        String symbol = StorableText.of(info.symbol());
        String name = StorableText.of(info.name());
        String container = info.container();
        String path = info.path();
        symbols.number(rowNo)
                .number(symbolNumbers.of(info.symbol()))
                .text(symbol)
                .number(StorableText.hash(symbol))
                .number(info.kind().ordinal())
                .text(name)
                .number(StorableText.hash(name))
                .numberOrNull(container == null ? null : (long) symbolNumbers.of(container))
                .text(path == null ? null : StorableText.of(path))
                .text(String.join(" ", new TreeSet<>(info.modifiers())))
                .text(StorableText.of(info.signature()))
                .bool(info.deprecated())
                .bool(info.forRemoval())
                .endRow();
    }

    private void addMention(String spelling, int number) {
        String symbol = StorableText.of(spelling);
        symbols.number(number)
                .number(number)
                .text(symbol)
                .number(StorableText.hash(symbol))
                .text(null)
                .text(null)
                .text(null)
                .text(null)
                .text(null)
                .text(null)
                .text(null)
                .bool(false)
                .bool(false)
                .endRow();
    }

    private void addOccurrences(int fileNo, List<Occurrence> all) {
        Map<Integer, Places> bySymbol = new TreeMap<>();
        for (Occurrence occurrence : all) {
            bySymbol.computeIfAbsent(symbolNumbers.of(occurrence.symbol()), _ -> new Places())
                    .add(occurrence);
        }
        bySymbol.forEach((symbol, places) -> occurrences
                .number(symbol)
                .number(fileNo)
                .numbers(places.numbers, places.length)
                .endRow());
    }

    private void addDiagnostics(int fileNo, List<Diagnostic> all) {
        int ordinal = 0;
        for (Diagnostic diagnostic : all) {
            diagnostics
                    .number(fileNo)
                    .number(ordinal++)
                    .number(diagnostic.severity().ordinal())
                    .text(StorableText.of(diagnostic.code()))
                    .text(StorableText.of(diagnostic.message()))
                    .number(diagnostic.line())
                    .number(diagnostic.start())
                    .endRow();
        }
    }

    private List<CopyBuffer> buffers() {
        return List.of(files, symbols, occurrences, relations, diagnostics);
    }

    private int buffered() {
        return files.size() + symbols.size() + occurrences.size() + relations.size() + diagnostics.size();
    }

    private void flush() {
        database.inTransaction(tenant, connection -> {
            send(connection);
            return snapshotId;
        });
        buffers().forEach(CopyBuffer::clear);
    }

    private void send(Connection connection) throws SQLException {
        try (PreparedStatement touch = connection.prepareStatement(GraphSql.TOUCH)) {
            touch.setString(1, tenant.value());
            touch.setLong(2, snapshotId);
            requireWriting(touch.executeUpdate());
        }
        for (CopyBuffer buffer : buffers()) {
            buffer.send(connection, tenant, snapshotId);
        }
    }

    private void requireWriting(int rows) {
        if (rows != 1) {
            throw clearedAway(snapshotId);
        }
    }

    static RefactoryException clearedAway(long snapshotId) {
        return new RefactoryException(
                ErrorCode.INTERNAL,
                "snapshot " + snapshotId,
                "The snapshot was cleared away as abandoned while it was written: index the commit again.");
    }

    @Override
    public SnapshotSummary commit(CompileContext compileContext) {
        symbolNumbers.end((spelling, number) -> {
            addMention(spelling, number);
            flushWhenFull();
        });
        SnapshotSummary summary = tally.summary(snapshotId, key, compileContext);
        try {
            database.inTransaction(tenant, connection -> {
                send(connection);
                if (worthAnalyzing(connection, summary)) {
                    analyze(connection);
                }
                makeVisible(connection, summary);
                return snapshotId;
            });
        } catch (DatabaseException e) {
            if (!e.uniqueViolation()) {
                throw e;
            }
            close();
            return store.find(key)
                    .orElseThrow(() -> new RefactoryException(
                            ErrorCode.INTERNAL,
                            "snapshot " + snapshotId,
                            "Another snapshot of the same tree was committed and deleted: index the commit again.",
                            e));
        }
        committed = true;
        return summary;
    }

    /// A large snapshot, and one that changes what is known: the first of all, or a tenth of the table.
    private static boolean worthAnalyzing(Connection connection, SnapshotSummary summary) throws SQLException {
        if (summary.occurrences() > WORTH_ANALYZING) {
            return true;
        }
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(GraphSql.KNOWN_OCCURRENCES)) {
            row.next();
            return row.getDouble(1) <= 10.0 * summary.occurrences();
        }
    }

    /// Before anyone can see the snapshot: whoever asks it without statistics gets plans that
    /// take minutes.
    private static void analyze(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(GraphSql.ANALYZE);
        }
    }

    private void makeVisible(Connection connection, SnapshotSummary summary) throws SQLException {
        try (PreparedStatement commit = connection.prepareStatement(GraphSql.COMMIT)) {
            commit.setInt(1, summary.files());
            commit.setInt(2, summary.indexedFiles());
            commit.setLong(3, summary.indexedLines());
            commit.setLong(4, summary.occurrences());
            commit.setLong(5, summary.unresolved());
            commit.setString(6, StorableText.of(Json.write(summary.compileContext())));
            commit.setString(7, tenant.value());
            commit.setLong(8, snapshotId);
            requireWriting(commit.executeUpdate());
        }
    }

    @Override
    public void close() {
        if (!committed) {
            committed = true;
            buffers().forEach(CopyBuffer::clear);
            store.delete(tenant, snapshotId);
        }
    }

    /// Start, end and role bits of each occurrence, one after the other.
    private static final class Places {
        private int[] numbers = new int[6];
        private int length;

        void add(Occurrence occurrence) {
            if (length == numbers.length) {
                numbers = Arrays.copyOf(numbers, length * 2);
            }
            numbers[length++] = occurrence.range().start();
            numbers[length++] = occurrence.range().end();
            numbers[length++] = Role.toBits(occurrence.roles());
        }
    }
}
