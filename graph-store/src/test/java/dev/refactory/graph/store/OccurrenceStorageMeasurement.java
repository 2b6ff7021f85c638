package dev.refactory.graph.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.refactory.graph.model.FileFacts;
import dev.refactory.graph.model.GraphView;
import dev.refactory.graph.model.Occurrence;
import dev.refactory.graph.model.Relation;
import dev.refactory.graph.model.Role;
import dev.refactory.graph.model.SymbolInfo;
import dev.refactory.graph.model.SymbolKind;
import dev.refactory.graph.store.SnapshotSummary.CompileContext;
import dev.refactory.kit.jdbc.Database;
import dev.refactory.kit.tenant.TenantId;
import dev.refactory.kit.time.SystemTime;
import dev.refactory.kit.time.Ticker;
import dev.refactory.migrations.Migrations;
import dev.refactory.testkit.Seeds;
import dev.refactory.testkit.SharedPostgres;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What two million occurrences take. Not part of the usual run; name it with
/// `-Dtest=OccurrenceStorageMeasurement`.
final class OccurrenceStorageMeasurement {
    private static final Logger log = LoggerFactory.getLogger(OccurrenceStorageMeasurement.class);
    private static final int FILES = 4_000;
    private static final int LOCALS = 60;
    private static final int GLOBALS = 100_000;
    private static final TenantId TENANT = TenantId.DEFAULT;

    private final Ticker ticker = SystemTime.ticker();

    @Test
    void whatTwoMillionOccurrencesTake() throws Exception {
        var test = SharedPostgres.newDatabase();
        Migrations.migrate(test.jdbcUrl(), test.user(), test.password());
        try (Database database = Database.open(test.jdbcUrl(), test.user(), test.password(), 2)) {
            PostgresGraphStore store = new PostgresGraphStore(database);
            SnapshotSummary summary = timed("write", 1, () -> write(store));
            GraphView view = store.view(TENANT, summary.snapshotId());
            timed("occurrencesOf, right after the commit", 1, () -> view.occurrencesOf(List.of("com.acme.T42#m()")));
            for (String table : List.of("graph_file", "graph_segment", "graph_block")) {
                log.info("{} kB of {}", sql(database, "select pg_total_relation_size('" + table + "') / 1000"), table);
            }
            String symbol = "com.acme.T40#m()";
            long found = view.occurrencesOf(List.of(symbol)).values().stream()
                    .mapToLong(List::size)
                    .sum();
            assertThat(found).isPositive();
            log.info("{} occurrences of {}", found, symbol);

            timed("symbol", 50, () -> view.symbol(symbol));
            timed("symbolsNamed", 50, () -> view.symbolsNamed("m40"));
            timed("occurrencesOf", 50, () -> view.occurrencesOf(List.of(symbol)));
            timed("relationsTo", 50, () -> view.relationsTo(Relation.Kind.EXTENDS, List.of("com.acme.T40#m()")));
            timed("facts of a file", 50, () -> view.facts(List.of("src/F77.java")));
        }
    }

    private static SnapshotSummary write(PostgresGraphStore store) {
        RandomGenerator random = Seeds.random(1);
        SnapshotKey key = new SnapshotKey(TENANT, "repo_1", "a".repeat(40), "1");
        try (GraphStore.SnapshotWriter writer = store.begin(key)) {
            for (int i = 0; i < FILES; i++) {
                writer.add(file(i, random));
            }
            return writer.commit(new CompileContext(25, List.of(), List.of(), List.of("")));
        }
    }

    /// 500 occurrences: three fifths of locals, the rest of symbols of which few are used often.
    private static FileFacts file(int number, RandomGenerator random) {
        String path = "src/F" + number + ".java";
        List<SymbolInfo> declared = new ArrayList<>();
        List<Occurrence> occurrences = new ArrayList<>();
        for (int i = 0; i < GLOBALS / FILES; i++) {
            int symbol = number * (GLOBALS / FILES) + i;
            declared.add(Facts.symbol("com.acme.T" + symbol + "#m()", SymbolKind.METHOD, "com.acme.T" + number, path));
        }
        for (int i = 0; i < LOCALS; i++) {
            String local = "com.acme.T" + number + "#m()~v" + i + "@" + i * 90;
            declared.add(Facts.symbol(local, SymbolKind.LOCAL, "com.acme.T" + number + "#m()", path));
            for (int use = 0; use < 5; use++) {
                occurrences.add(Facts.at(i * 90 + use * 10, i * 90 + use * 10 + 2, local, Role.READ));
            }
        }
        for (int i = 0; i < 200; i++) {
            int symbol = (int) (GLOBALS * Math.pow(random.nextDouble(), 4));
            occurrences.add(Facts.at(9_000 + i * 20, 9_005 + i * 20, "com.acme.T" + symbol + "#m()", Role.CALL));
        }
        Relation relation = new Relation("com.acme.T" + number + "#x()", Relation.Kind.EXTENDS, "com.acme.T40#m()");
        return Facts.file(path, declared, occurrences, relation);
    }

    private static long sql(Database database, String sql) {
        return database.inTransaction(TENANT, connection -> {
            try (Statement statement = connection.createStatement()) {
                if (!statement.execute(sql)) {
                    return 0L;
                }
                try (ResultSet row = statement.getResultSet()) {
                    row.next();
                    return row.getLong(1);
                }
            }
        });
    }

    /// The median of `runs`, after one to warm up when there are several.
    private <T> T timed(String what, int runs, Callable<T> work) throws Exception {
        List<Long> micros = new ArrayList<>();
        T result = runs > 1 ? work.call() : null;
        for (int i = 0; i < runs; i++) {
            long start = ticker.nanos();
            result = work.call();
            micros.add((ticker.nanos() - start) / 1_000);
        }
        micros.sort(null);
        log.info("{} ms: {}", micros.get(micros.size() / 2) / 1000.0, what);
        return java.util.Objects.requireNonNull(result);
    }
}
