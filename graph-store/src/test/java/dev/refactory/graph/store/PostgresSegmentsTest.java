package dev.refactory.graph.store;

import static dev.refactory.graph.store.Facts.CONTEXT;
import static dev.refactory.graph.store.Facts.at;
import static dev.refactory.graph.store.Facts.file;
import static dev.refactory.graph.store.Facts.symbol;
import static dev.refactory.graph.store.GraphStoreContract.TENANT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.refactory.graph.model.FileFacts;
import dev.refactory.graph.model.GraphView;
import dev.refactory.graph.model.Occurrence;
import dev.refactory.graph.model.Role;
import dev.refactory.graph.model.SymbolKind;
import dev.refactory.kit.jdbc.Database;
import dev.refactory.kit.problem.RefactoryException;
import dev.refactory.migrations.Migrations;
import dev.refactory.testkit.SharedPostgres;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// How segments come, are merged and go.
class PostgresSegmentsTest {
    private SharedPostgres.TestDatabase testDatabase;
    private Database database;
    private PostgresGraphStore store;
    private int trees;

    @BeforeEach
    void open() {
        testDatabase = SharedPostgres.newDatabase(
                "migrated", empty -> Migrations.migrate(empty.jdbcUrl(), empty.user(), empty.password()));
        database = Database.open(testDatabase.jdbcUrl(), testDatabase.user(), testDatabase.password(), 2);
        store = new PostgresGraphStore(database);
    }

    @AfterEach
    void close() {
        database.close();
    }

    private SnapshotKey key() {
        return new SnapshotKey(TENANT, "repo_1", String.format("%040x", ++trees), "1");
    }

    /// Declares a type of its version and mentions `p.Used`.
    private static FileFacts version(String path, int version) {
        String type = "p.Version" + version;
        return file(
                path,
                List.of(symbol(type, SymbolKind.CLASS, "p", path)),
                List.of(at(0, 1, type, Role.DEFINITION), at(5, 9, "p.Used", Role.READ)));
    }

    private SnapshotSummary write(FileFacts... files) {
        try (GraphStore.SnapshotWriter writer = store.begin(key())) {
            for (FileFacts each : files) {
                writer.add(each);
            }
            return writer.commit(CONTEXT);
        }
    }

    private SnapshotSummary next(SnapshotSummary base, FileFacts changed) {
        try (GraphStore.SnapshotWriter writer = store.beginFrom(base, key())) {
            writer.add(changed);
            return writer.commit(CONTEXT);
        }
    }

    @Test
    void aViewGoesOnAnsweringWhileTheSegmentsItKnowsAreMerged() {
        SnapshotSummary first = write(version("A.java", 0), version("B.java", 1_000));
        GraphView view = store.view(first);
        assertThat(view.symbol("p.Version0")).isPresent();
        SnapshotSummary last = first;
        for (int i = 1; i <= 40; i++) {
            last = next(last, version("A.java", i));
        }
        assertThat(count("graph_segment where segment_no = 1"))
                .as("merged away")
                .isZero();
        assertThat(view.symbol("p.Version1000")).isPresent();
        assertThat(view.occurrencesOf(List.of("p.Used"))).containsOnlyKeys("A.java", "B.java");
        assertThat(new PostgresGraphStore(database).view(first).symbol("p.Version0"))
                .isPresent();
        assertThat(store.view(last).symbol("p.Version40")).isPresent();
        assertThat(store.view(last).symbol("p.Version39")).isEmpty();
    }

    @Test
    void aLongLineHasFewSegmentsAndTheyForgetWhatNoSnapshotHas() {
        SnapshotSummary line = write(version("A.java", 0));
        for (int i = 1; i <= 100; i++) {
            SnapshotSummary before = line;
            line = next(line, version("A.java", i));
            store.delete(TENANT, before.snapshotId());
            assertThat(count("graph_segment")).isLessThanOrEqualTo(SegmentRows.MOST);
            assertThat(count("graph_block")).isLessThanOrEqualTo(SegmentRows.MOST);
        }
        assertThat(count("graph_file")).isEqualTo(1);
        byte[] mentions = dev.refactory.graph.segment.Terms.mentions("p.Used");
        int[] postings = {0};
        database.inTransaction(TENANT, connection -> {
            try (Statement statement = connection.createStatement();
                    ResultSet block = statement.executeQuery("select block from graph_block")) {
                while (block.next()) {
                    dev.refactory.graph.segment.SegmentBlock.of(block.getBytes(1))
                            .select(mentions, entry -> entry.each(_ -> true, (_, _) -> postings[0]++));
                }
                return postings;
            }
        });
        assertThat(postings[0]).isBetween(1, 30);
        store.delete(TENANT, line.snapshotId());
        assertThat(count("graph_segment") + count("graph_block") + count("graph_file") + count("graph_pool"))
                .isZero();
    }

    @Test
    void blocksThatAreGoneForGoodAreAnErrorAndNotAnEmptyAnswer() {
        SnapshotSummary summary = write(version("A.java", 0));
        database.inTransactionOfAllTenants(connection -> {
            try (Statement statement = connection.createStatement()) {
                return statement.executeUpdate("delete from graph_block");
            }
        });
        GraphView view = store.view(summary);
        assertThatThrownBy(() -> view.symbol("p.Version0"))
                .isInstanceOf(RefactoryException.class)
                .hasMessageContaining("Blocks of the snapshot's segments are missing");
    }

    /// The heap a writer takes does not grow with the repository.
    @Test
    void aLargeBuildIsSeveralSegmentsThatAnswerAsOne() {
        List<FileFacts> files = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            List<Occurrence> occurrences = new ArrayList<>();
            occurrences.add(at(0, 1, "p.Used", Role.READ));
            for (int j = 0; j < 50_000; j++) {
                occurrences.add(at(2 + 2 * j, 3 + 2 * j, "com.acme.some.name.T" + i + "#method" + j + "(int)"));
            }
            files.add(file("F" + i + ".java", List.of(), occurrences));
        }
        SnapshotSummary large = write(files.toArray(FileFacts[]::new));
        assertThat(count("graph_segment")).isBetween(2L, 4L);
        GraphView view = store.view(large);
        assertThat(view.occurrencesOf(List.of("p.Used"))).hasSize(8);
        for (int i = 0; i < 8; i++) {
            assertThat(view.occurrencesOf(List.of("com.acme.some.name.T" + i + "#method49999(int)")))
                    .containsOnlyKeys("F" + i + ".java");
        }
        List<String> all = files.getFirst().occurrences().stream()
                .map(Occurrence::symbol)
                .filter(symbol -> !symbol.equals("p.Used"))
                .toList();
        assertThat(view.occurrencesOf(all).get("F0.java"))
                .as("from more blocks than one statement reads")
                .hasSize(50_000);
    }

    @Test
    void whatAnotherVersionWroteIsAnErrorThatSaysWhatToDo() {
        SnapshotSummary summary = write(version("A.java", 0));
        database.inTransactionOfAllTenants(connection -> {
            try (Statement statement = connection.createStatement()) {
                statement.executeUpdate("update graph_block set block = set_byte(block, 0, 77)");
                return statement.executeUpdate("update graph_file set names = set_byte(names, 0, 78)");
            }
        });
        GraphView view = store.view(summary);
        assertThatThrownBy(() -> view.symbol("p.Version0"))
                .isInstanceOf(RefactoryException.class)
                .hasMessageContaining("a format of number 77");
        assertThatThrownBy(() -> view.facts(List.of("A.java")))
                .isInstanceOf(RefactoryException.class)
                .hasMessageContaining("a format of number 78");
    }

    /// Fresh rows have no statistics, and rows of a pool that came later are unknown to those there
    /// are.
    @Test
    void whateverTheStatisticsSayQuestionsReadByKeysWhatTheyAnswerAndNothingElse() throws SQLException {
        FileFacts[] many = new FileFacts[2_000];
        for (int i = 0; i < many.length; i++) {
            many[i] = version("src/F" + i + ".java", i);
        }
        write(many);
        SnapshotSummary late = write(many);
        for (boolean analyzed : List.of(false, true)) {
            if (analyzed) {
                try (Connection connection = testDatabase.connect();
                        Statement statement = connection.createStatement()) {
                    statement.execute("analyze graph_file, graph_segment, graph_block");
                }
            }
            String about = "array[" + dev.refactory.graph.codec.StorableText.hash("src/F77.java")
                    + "], array['src/F77.java'], 'default', " + late.snapshotId();
            for (String statement : List.of(GraphSql.FACTS_BY_PATH, SnapshotSql.OUTLINES, SnapshotSql.REPLACED_FILES)) {
                assertThat(plan("(bigint[], text[], text, bigint)", statement, about))
                        .contains("graph_file_path", "(actual rows=1")
                        .doesNotContain("Rows Removed", "Seq Scan on graph");
            }
            long pool = poolOf(late);
            assertThat(plan("(int[], int[], text, bigint)", GraphSql.BLOCKS, "array[1], array[0], 'default', " + pool))
                    .contains("graph_block_pkey")
                    .doesNotContain("Rows Removed", "Seq Scan on graph");
            assertThat(plan("(int[], text, bigint)", GraphSql.PATHS, "array[7, 9], 'default', " + pool))
                    .contains("graph_file_pkey")
                    .doesNotContain("Rows Removed", "Seq Scan on graph");
        }
    }

    private String plan(String types, String question, String about) throws SQLException {
        String numbered = question;
        for (int i = 1; numbered.contains("?"); i++) {
            numbered = numbered.replaceFirst("\\?", "\\$" + i);
        }
        StringBuilder lines = new StringBuilder();
        try (Connection connection = testDatabase.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("set refactory.tenant_id = '" + TENANT.value() + "'");
            for (Map.Entry<String, String> setting : GraphSql.WALK_INDEXES.entrySet()) {
                statement.execute("set " + setting.getKey() + " = " + setting.getValue());
            }
            statement.execute("prepare asked " + types + " as " + numbered);
            try (ResultSet plan = statement.executeQuery(
                    "explain (analyze, costs off, timing off, buffers off) execute asked (" + about + ")")) {
                while (plan.next()) {
                    lines.append(plan.getString(1)).append('\n');
                }
            }
        }
        return lines.toString();
    }

    private long poolOf(SnapshotSummary summary) {
        return number("select pool_id from graph_snapshot where snapshot_id = " + summary.snapshotId());
    }

    private long count(String table) {
        return number("select count(*) from " + table);
    }

    private long number(String sql) {
        return database.inTransactionOfAllTenants(connection -> {
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery(sql)) {
                row.next();
                return row.getLong(1);
            }
        });
    }
}
