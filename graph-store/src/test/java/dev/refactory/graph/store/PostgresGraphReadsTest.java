package dev.refactory.graph.store;

import static dev.refactory.graph.store.Facts.CONTEXT;
import static dev.refactory.graph.store.GraphStoreContract.FILE_A;
import static dev.refactory.graph.store.GraphStoreContract.FILE_B;
import static dev.refactory.graph.store.GraphStoreContract.TENANT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.refactory.graph.model.FileFacts;
import dev.refactory.graph.model.GraphView;
import dev.refactory.graph.model.Relation;
import dev.refactory.graph.model.SymbolKind;
import dev.refactory.kit.jdbc.Database;
import dev.refactory.kit.problem.RefactoryException;
import dev.refactory.kit.tenant.TenantId;
import dev.refactory.migrations.Migrations;
import dev.refactory.testkit.SharedPostgres;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What reading a snapshot costs.
final class PostgresGraphReadsTest {
    private SharedPostgres.TestDatabase testDatabase;
    private CountedStatements statements;
    private Database database;
    private PostgresGraphStore store;
    private long snapshotId;

    @BeforeEach
    void write() {
        testDatabase = SharedPostgres.newDatabase(
                "migrated", empty -> Migrations.migrate(empty.jdbcUrl(), empty.user(), empty.password()));
        statements = new CountedStatements(testDatabase);
        database = new Database(statements.dataSource());
        store = new PostgresGraphStore(database);
        try (GraphStore.SnapshotWriter writer = store.begin(new SnapshotKey(TENANT, "repo_1", "a".repeat(40), "1"))) {
            writer.add(FILE_A);
            writer.add(FILE_B);
            snapshotId = writer.commit(CONTEXT).snapshotId();
        }
    }

    @AfterEach
    void close() {
        database.close();
    }

    private GraphView view() {
        GraphView view = store.view(TENANT, snapshotId);
        statements.asked.clear();
        return view;
    }

    private List<String> asked() {
        List<String> asked = statements.asked.stream()
                .filter(each -> !each.startsWith("select set_config("))
                .toList();
        statements.asked.clear();
        return asked;
    }

    @Test
    void aQuestionIsOneStatementForBlocksAndOneForPathsNotYetKnown() {
        GraphView view = view();
        view.occurrencesOf(List.of("com.acme.A"));
        assertThat(statements.asked.getFirst()).startsWith("select set_config(");
        assertThat(asked()).containsExactly(GraphSql.FRAME, GraphSql.SEGMENTS, GraphSql.BLOCKS, GraphSql.PATHS);

        write("b", "Other", 3_000, 3_000);
        view = view();
        view.occurrencesOf(List.of("com.acme.Other#m7()"));
        assertThat(asked()).containsExactly(GraphSql.FRAME, GraphSql.SEGMENTS, GraphSql.BLOCKS, GraphSql.PATHS);
        view.occurrencesOf(List.of("com.acme.Other#m999()"));
        assertThat(asked()).as("another block").containsExactly(GraphSql.BLOCKS);
        view.occurrencesOf(List.of("com.acme.Other#m999()", "com.acme.Other#m998()"));
        assertThat(asked()).as("the same block").isEmpty();
    }

    @Test
    void manyFilesAreOneQuestionAndManyContainersTwo() {
        GraphView view = view();
        view.membersOf(List.of("com.acme", "com.acme.A"));
        assertThat(asked()).containsExactly(GraphSql.FRAME, GraphSql.SEGMENTS, GraphSql.BLOCKS, GraphSql.PATHS);
        view.occurrencesIn(List.of(FILE_A.path(), FILE_B.path()));
        assertThat(asked()).containsExactly(GraphSql.NAMES_BY_PATH);
        view.facts(List.of(FILE_A.path(), FILE_B.path()));
        assertThat(asked()).containsExactly(GraphSql.FACTS_BY_PATH);
    }

    @Test
    void whatWasReadOfFilesIsNotReadAgainByAnyView() {
        GraphView first = view();
        List<String> paths = List.of(FILE_A.path(), FILE_B.path());
        var facts = first.facts(paths);
        var files = first.files();
        GraphView second = view();
        assertThat(second.facts(paths)).isEqualTo(facts);
        assertThat(second.files()).isEqualTo(files);
        assertThat(second.file(FILE_A.path())).contains(files.getFirst());
        assertThat(second.file("nowhere")).isEmpty();
        assertThat(second.occurrencesIn(FILE_A.path())).isEqualTo(FILE_A.occurrences());
        assertThat(statements.asked).isEmpty();
    }

    @Test
    void aQuestionThatWasAnsweredIsNotAskedAgainInWhateverOrder() {
        GraphView first = view();
        var symbols = first.symbols(List.of("com.acme.A", "com.acme.B"));
        var named = first.symbolsNamed("A");
        var members = first.membersOf("com.acme.A");
        var above = first.relationsFrom(Relation.Kind.EXTENDS, List.of("com.acme.B"));
        var below = first.relationsTo(Relation.Kind.EXTENDS, List.of("com.acme.A"));
        assertThat(first.relationsFrom(Relation.Kind.IMPLEMENTS, List.of("com.acme.B")))
                .isEmpty();
        GraphView second = view();
        assertThat(second.symbols(List.of("com.acme.B", "com.acme.A"))).isEqualTo(symbols);
        assertThat(second.symbolsNamed("A")).isEqualTo(named).isNotEmpty();
        assertThat(second.membersOf("com.acme.A")).isEqualTo(members).isNotEmpty();
        assertThat(second.relationsFrom(Relation.Kind.EXTENDS, List.of("com.acme.B")))
                .isEqualTo(above)
                .hasSize(1);
        assertThat(second.relationsTo(Relation.Kind.EXTENDS, List.of("com.acme.A")))
                .isEqualTo(below)
                .hasSize(1);
        assertThat(statements.asked).isEmpty();
    }

    @Test
    void whatIsDeletedIsNotAnsweredFromMemory() {
        view().files();
        store.delete(TENANT, snapshotId);
        assertThatThrownBy(this::view).isInstanceOf(RefactoryException.class).hasMessageContaining("no snapshot");
    }

    @Test
    void whatOneTenantReadNoOtherSees() {
        view().facts(List.of(FILE_A.path()));
        TenantId other = new TenantId("other");
        assertThatThrownBy(() -> store.view(other, snapshotId)).isInstanceOf(RefactoryException.class);
        SnapshotCache cache = new SnapshotCache(10, 1_000, 1_000);
        cache.keep(new SnapshotCache.Snapshot(TENANT, 1), FILE_A);
        assertThat(cache.facts(new SnapshotCache.Snapshot(other, 1), FILE_A.path()))
                .isNull();
    }

    @Test
    void theCacheForgetsWhatWasUnusedLongest() {
        int weight = 1
                + FILE_A.occurrences().size()
                + FILE_A.declared().size()
                + FILE_A.relations().size();
        SnapshotCache cache = new SnapshotCache(10, 2L * weight, 1_000);
        SnapshotCache.Snapshot snapshot = new SnapshotCache.Snapshot(TENANT, 1);
        FileFacts copy = renamed("copy");
        FileFacts third = renamed("third");
        cache.keep(snapshot, FILE_A);
        cache.keep(snapshot, copy);
        assertThat(cache.facts(snapshot, FILE_A.path())).isEqualTo(FILE_A);
        cache.keep(snapshot, third);
        assertThat(cache.facts(snapshot, "copy")).isNull();
        assertThat(cache.facts(snapshot, FILE_A.path())).isEqualTo(FILE_A);
        cache.forget(snapshot);
        assertThat(cache.facts(snapshot, "third")).isNull();
        cache.keep(snapshot, copy);
        cache.keep(snapshot, third);
        assertThat(cache.facts(snapshot, "copy")).isEqualTo(copy);
    }

    private static FileFacts renamed(String path) {
        return new FileFacts(
                path,
                FILE_A.blobId(),
                FILE_A.language(),
                FILE_A.lines(),
                FILE_A.declared(),
                FILE_A.occurrences(),
                FILE_A.relations(),
                FILE_A.diagnostics(),
                FILE_A.problems());
    }

    private void write(String tree, String type, int methods, int uses) {
        IntFunction<String> method = i -> "com.acme." + type + "#m" + i % methods + "()";
        String path = type + ".java";
        try (GraphStore.SnapshotWriter writer = store.begin(new SnapshotKey(TENANT, "repo_1", tree.repeat(40), "1"))) {
            writer.add(Facts.file(
                    path,
                    IntStream.range(0, methods)
                            .mapToObj(i -> Facts.symbol(method.apply(i), SymbolKind.METHOD, null, path))
                            .toList(),
                    IntStream.range(0, uses)
                            .mapToObj(i -> Facts.at(2 * i, 2 * i + 1, method.apply(i)))
                            .toList()));
            snapshotId = writer.commit(CONTEXT).snapshotId();
        }
    }
}
