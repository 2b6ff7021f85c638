package dev.refactory.graph.store;

import dev.refactory.graph.model.FileFacts;
import dev.refactory.graph.model.Outline;
import dev.refactory.graph.store.SnapshotSummary.CompileContext;
import dev.refactory.kit.jdbc.Database;
import dev.refactory.kit.jdbc.DatabaseException;
import dev.refactory.kit.problem.ErrorCode;
import dev.refactory.kit.problem.RefactoryException;
import dev.refactory.kit.tenant.TenantId;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.Set;

/// Writes a snapshot into a pool of its own: collects rows and copies them in portions, each in a short
/// transaction, under a snapshot that nobody sees yet.
final class PostgresSnapshotWriter implements GraphStore.SnapshotWriter {
    /// Characters held before they are sent: some 20 MB of heap at most.
    private static final int PORTION = 4_000_000;

    private static final int WORTH_ANALYZING = 100_000;

    private final Database database;
    private final PostgresGraphStore store;
    private final SnapshotKey key;
    private final TenantId tenant;
    private final SnapshotRow row;
    private final SymbolNumbers symbolNumbers = new SymbolNumbers(1);
    private final FactRows rows = new FactRows(symbolNumbers);
    private final FactsTally tally = new FactsTally();
    private final Set<String> paths = new HashSet<>();
    private boolean ended;

    PostgresSnapshotWriter(Database database, PostgresGraphStore store, SnapshotKey key) {
        this.database = database;
        this.store = store;
        this.key = key;
        this.tenant = key.tenant();
        this.row = database.inTransaction(tenant, connection -> SnapshotRow.inNewPool(connection, key));
    }

    @Override
    public void add(FileFacts facts, Outline outline) {
        if (!paths.add(facts.path())) {
            throw addedTwice(facts);
        }
        tally.add(facts);
        rows.add(paths.size(), facts, outline);
        flushWhenFull();
    }

    static IllegalArgumentException addedTwice(FileFacts facts) {
        return new IllegalArgumentException("Added twice: " + facts.path());
    }

    @Override
    public void drop(String path) {
        // There is no base that has it.
    }

    private void flushWhenFull() {
        if (rows.size() > PORTION) {
            database.inTransaction(tenant, connection -> {
                row.touch(connection);
                rows.send(connection, tenant, row.poolId());
                return row.snapshotId();
            });
            rows.clear();
        }
    }

    @Override
    public SnapshotSummary commit(CompileContext compileContext) {
        rows.end(this::flushWhenFull);
        SnapshotSummary summary = tally.summary(row.snapshotId(), key, compileContext);
        Members members = new Members();
        for (int fileNo = 1; fileNo <= paths.size(); fileNo++) {
            members.add(fileNo);
        }
        try {
            database.inTransaction(tenant, connection -> {
                row.touch(connection);
                rows.send(connection, tenant, row.poolId());
                row.takeNumbers(connection, paths.size() + 1, symbolNumbers.next());
                if (worthAnalyzing(connection, summary)) {
                    analyze(connection);
                }
                row.makeVisible(connection, summary, members);
                return summary.snapshotId();
            });
        } catch (DatabaseException e) {
            close();
            return store.winner(key, row.snapshotId(), e);
        }
        ended = true;
        return summary;
    }

    static RefactoryException clearedAway(long snapshotId) {
        return new RefactoryException(
                ErrorCode.INTERNAL,
                "snapshot " + snapshotId,
                "The snapshot was cleared away as abandoned while it was written: index the commit again.");
    }

    /// A large snapshot, and one that changes what is known: the first of all, or a tenth of the table.
    private static boolean worthAnalyzing(Connection connection, SnapshotSummary summary) throws SQLException {
        if (summary.occurrences() > WORTH_ANALYZING) {
            return true;
        }
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(SnapshotSql.KNOWN_OCCURRENCES)) {
            row.next();
            return row.getDouble(1) <= 10.0 * summary.occurrences();
        }
    }

    /// Before anyone can see the snapshot: whoever asks it without statistics gets plans that
    /// take minutes.
    private static void analyze(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(SnapshotSql.ANALYZE);
        }
    }

    @Override
    public void close() {
        if (!ended) {
            ended = true;
            rows.clear();
            store.delete(tenant, row.snapshotId());
        }
    }
}
