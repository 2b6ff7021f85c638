package dev.refactory.graph.store;

import static dev.refactory.graph.store.Facts.CONTEXT;
import static dev.refactory.graph.store.Facts.at;
import static dev.refactory.graph.store.Facts.file;
import static dev.refactory.graph.store.Facts.listed;
import static dev.refactory.graph.store.Facts.symbol;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.refactory.graph.model.FileFacts;
import dev.refactory.graph.model.FileInfo;
import dev.refactory.graph.model.FileProblem;
import dev.refactory.graph.model.GraphView;
import dev.refactory.graph.model.Occurrence;
import dev.refactory.graph.model.Relation;
import dev.refactory.graph.model.Role;
import dev.refactory.graph.model.SymbolInfo;
import dev.refactory.graph.model.SymbolKind;
import dev.refactory.kit.problem.RefactoryException;
import dev.refactory.kit.tenant.TenantId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What holds for every [GraphStore].
abstract class GraphStoreContract {
    static final TenantId TENANT = TenantId.DEFAULT;

    private static final String A = "src/com/acme/A.java";
    private static final String B = "src/com/acme/B.java";
    private static final String RUN = "com.acme.A#run(java.lang.String)";

    static final FileFacts FILE_A = file(
            A,
            List.of(
                    symbol("com.acme", SymbolKind.PACKAGE, null, null),
                    symbol("com.acme.A", SymbolKind.CLASS, "com.acme", A),
                    symbol(RUN, SymbolKind.METHOD, "com.acme.A", A),
                    symbol(RUN + "~text@40", SymbolKind.PARAMETER, RUN, A),
                    symbol("java.lang.String", SymbolKind.CLASS, "java.lang", null)),
            List.of(
                    at(8, 16, "com.acme"),
                    at(20, 21, "com.acme.A", Role.DEFINITION),
                    at(30, 33, RUN, Role.DEFINITION),
                    at(34, 40, "java.lang.String", Role.TYPE_REFERENCE),
                    at(40, 44, RUN + "~text@40", Role.DEFINITION),
                    at(60, 64, RUN + "~text@40", Role.READ)),
            new Relation("com.acme.A", Relation.Kind.IMPLEMENTS, "java.lang.Runnable"));
    static final FileFacts FILE_B = file(
            B,
            List.of(
                    symbol("com.acme.B", SymbolKind.CLASS, "com.acme", B),
                    symbol("java.lang.String", SymbolKind.CLASS, "java.lang", null),
                    symbol("?missing", SymbolKind.UNRESOLVED, null, null)),
            List.of(
                    at(5, 6, "com.acme.B", Role.DEFINITION),
                    at(15, 16, "com.acme.A", Role.EXTENDS, Role.TYPE_REFERENCE),
                    at(40, 43, RUN, Role.CALL),
                    at(50, 53, RUN, Role.METHOD_REFERENCE),
                    at(70, 77, "?missing", Role.READ)),
            new Relation("com.acme.B", Relation.Kind.EXTENDS, "com.acme.A"));

    private int trees;

    abstract GraphStore store();

    SnapshotKey key() {
        return new SnapshotKey(TENANT, "repo_1", String.format("%040x", ++trees), "1");
    }

    GraphView written(FileFacts... files) {
        return store().view(TENANT, write(key(), files).snapshotId());
    }

    SnapshotSummary write(SnapshotKey key, FileFacts... files) {
        try (GraphStore.SnapshotWriter writer = store().begin(key)) {
            for (FileFacts file : files) {
                writer.add(file);
            }
            return writer.commit(CONTEXT);
        }
    }

    @Test
    void factsComeBackAsTheyWereWritten() {
        FileFacts binary = listed("logo.png", FileProblem.Kind.BINARY);
        GraphView view = written(FILE_B, FILE_A, binary);

        assertThat(view.facts(List.of(A, B, "logo.png", "nowhere")))
                .containsExactly(Map.entry("logo.png", binary), Map.entry(A, FILE_A), Map.entry(B, FILE_B));
        assertThat(view.occurrencesIn(A)).isEqualTo(FILE_A.occurrences());
        assertThat(view.files()).extracting(FileInfo::path).containsExactly("logo.png", A, B);
        assertThat(view.file("logo.png").orElseThrow().problems()).isEqualTo(binary.problems());
    }

    @Test
    void filesAnswerAlikeOneByOneAndAllTogether() {
        GraphView view = written(FILE_B, FILE_A, listed("logo.png", FileProblem.Kind.BINARY));
        Map<String, FileInfo> oneByOne = new java.util.TreeMap<>();
        List.of(A, B, "logo.png", "nowhere").forEach(path -> view.file(path).ifPresent(f -> oneByOne.put(path, f)));
        assertThat(view.files()).containsExactlyElementsOf(oneByOne.values());
        List.of(A, B, "logo.png", "nowhere")
                .forEach(path ->
                        assertThat(view.file(path)).isEqualTo(java.util.Optional.ofNullable(oneByOne.get(path))));
        Map<String, FileFacts> facts = view.facts(List.of(A, B));
        view.declaredIn(List.of(A, B, "nowhere"))
                .forEach((path, declared) -> assertThat(facts.get(path))
                        .isNotNull()
                        .extracting(FileFacts::declared)
                        .isEqualTo(declared));
        assertThat(view.declaredIn(List.of(A, B, "nowhere"))).containsOnlyKeys(A, B);
    }

    @Test
    void theSummaryCountsFilesLinesAndOccurrences() {
        SnapshotKey key = key();
        SnapshotSummary summary = write(key, FILE_A, FILE_B, listed("logo.png", FileProblem.Kind.BINARY));

        assertThat(summary).isEqualTo(new SnapshotSummary(summary.snapshotId(), key, 3, 2, 20, 11, 1, CONTEXT));
        assertThat(store().find(key)).contains(summary);
        assertThat(store().find(TENANT, summary.snapshotId())).contains(summary);
    }

    @Test
    void symbolsAreFoundBySpellingNameAndContainer() {
        GraphView view = written(FILE_A, FILE_B);

        assertThat(view.symbol(RUN)).contains(FILE_A.declared().get(2));
        assertThat(view.symbols(List.of("java.lang.String", "com.acme.B", "no.Such", "java.lang.Runnable")))
                .containsOnlyKeys("com.acme.B", "java.lang.String");
        assertThat(view.symbolsNamed("run")).extracting(SymbolInfo::symbol).containsExactly(RUN);
        assertThat(view.symbolsNamed("?missing")).extracting(SymbolInfo::kind).containsExactly(SymbolKind.UNRESOLVED);
        assertThat(view.symbolsNamed("String")).hasSize(1);
        assertThat(view.membersOf("com.acme"))
                .extracting(SymbolInfo::symbol)
                .containsExactly("com.acme.A", "com.acme.B");
        assertThat(view.membersOf("com.acme.A")).extracting(SymbolInfo::symbol).containsExactly(RUN);
        assertThat(view.membersOf("java.lang")).isEmpty();
        assertThat(view.membersOf(RUN)).isEmpty();
    }

    @Test
    void declaredSymbolsAreSearchedForByPartsOfTheirNames() {
        FileFacts more = file(
                "src/com/acme/Runner.java",
                List.of(
                        symbol("com.acme.Runner", SymbolKind.CLASS, "com.acme", "src/com/acme/Runner.java"),
                        symbol(
                                "com.acme.Runner#overrun",
                                SymbolKind.FIELD,
                                "com.acme.Runner",
                                "src/com/acme/Runner.java")),
                List.of(at(5, 11, "com.acme.Runner", Role.DEFINITION)));
        long snapshot = write(key(), FILE_A, FILE_B, more).snapshotId();

        assertThat(found(snapshot, new SymbolSearch("RUN", Set.of(), 10)))
                .containsExactly(RUN, "com.acme.Runner", "com.acme.Runner#overrun");
        assertThat(found(snapshot, new SymbolSearch("run", Set.of(), 2))).containsExactly(RUN, "com.acme.Runner");
        assertThat(found(snapshot, new SymbolSearch("run", Set.of(SymbolKind.FIELD, SymbolKind.CLASS), 10)))
                .containsExactly("com.acme.Runner", "com.acme.Runner#overrun");
        assertThat(found(snapshot, new SymbolSearch("acme.r", Set.of(), 10)))
                .containsExactly("com.acme.Runner", "com.acme.Runner#overrun");
        assertThat(found(snapshot, new SymbolSearch("String", Set.of(SymbolKind.CLASS), 10)))
                .as("of a library")
                .isEmpty();
        assertThat(found(snapshot, new SymbolSearch("text", Set.of(), 10)))
                .as("a parameter")
                .isEmpty();
        assertThat(found(snapshot, new SymbolSearch("%", Set.of(), 10))).isEmpty();
        assertThat(found(snapshot + 1000, new SymbolSearch("run", Set.of(), 10)))
                .isEmpty();
        assertThat(store().search(new TenantId("other"), snapshot, new SymbolSearch("run", Set.of(), 10)))
                .isEmpty();
    }

    private List<String> found(long snapshotId, SymbolSearch search) {
        return store().search(TENANT, snapshotId, search).stream()
                .map(SymbolInfo::symbol)
                .toList();
    }

    @Test
    void deprecatedSymbolsAreThoseWhoseBestDescriptionSaysSo() {
        SymbolInfo outside = deprecated(symbol("java.util.Date#getYear()", SymbolKind.METHOD, "java.util.Date", null));
        SymbolInfo mistaken = deprecated(symbol("com.acme.A", SymbolKind.CLASS, "com.acme", null));
        SymbolInfo local = deprecated(symbol("m()~x@3", SymbolKind.LOCAL, "m()", "0.java"));
        GraphView view = written(file("0.java", List.of(outside, mistaken, local), List.of()), FILE_A);

        assertThat(view.deprecatedSymbols()).containsExactly(outside);
        assertThat(written(FILE_A).deprecatedSymbols()).isEmpty();
    }

    private static SymbolInfo deprecated(SymbolInfo info) {
        return new SymbolInfo(
                info.symbol(),
                info.kind(),
                info.name(),
                info.container(),
                info.path(),
                info.modifiers(),
                "",
                true,
                true);
    }

    @Test
    void declaredSymbolsAreFoundByKindAndBeginning() {
        GraphView view = written(FILE_A, FILE_B);

        assertThat(view.declared(Set.of(SymbolKind.CLASS), "")).containsExactly("com.acme.A", "com.acme.B");
        assertThat(view.declared(Set.of(SymbolKind.CLASS, SymbolKind.METHOD), "com.acme.A"))
                .containsExactly("com.acme.A", RUN);
        assertThat(view.declared(Set.of(SymbolKind.CLASS), "java")).isEmpty();
        assertThat(view.declared(Set.of(SymbolKind.PARAMETER, SymbolKind.PACKAGE), ""))
                .isEmpty();
        assertThat(view.declared(Set.of(SymbolKind.CLASS), "com_acme%")).isEmpty();
        assertThat(view.declared(Set.of(), "")).isEmpty();
    }

    @Test
    void whatIsNamedButNotDeclaredIsFoundByKindAndBeginning() {
        GraphView view = written(FILE_A, FILE_B);
        assertThat(view.mentioned(Set.of(SymbolKind.CLASS), "")).containsExactly("java.lang.String");
        assertThat(view.mentioned(Set.of(SymbolKind.CLASS, SymbolKind.UNRESOLVED), ""))
                .containsExactly("?missing", "java.lang.String");
        assertThat(view.mentioned(Set.of(SymbolKind.CLASS), "com.")).isEmpty();
        assertThat(view.mentioned(Set.of(SymbolKind.PARAMETER), "")).isEmpty();
    }

    @Test
    void manyAreAskedForAsOneByOne() {
        GraphView view = written(FILE_A, FILE_B);
        assertThat(view.membersOf(List.of("com.acme", "com.acme.A", "com.acme.B", "nowhere")))
                .isEqualTo(java.util.Map.of(
                        "com.acme", view.membersOf("com.acme"), "com.acme.A", view.membersOf("com.acme.A")));
        assertThat(view.membersOf("com.acme.A")).hasSize(1);
        assertThat(view.occurrencesIn(List.of(B, A, "nowhere")))
                .containsExactly(Map.entry(A, FILE_A.occurrences()), Map.entry(B, FILE_B.occurrences()));
    }

    @Test
    void occurrencesOfSymbolsComeByPathAndRange() {
        GraphView view = written(FILE_B, FILE_A);

        assertThat(view.occurrencesOf(Set.of(RUN, "com.acme.A")))
                .containsExactly(
                        Map.entry(
                                A,
                                List.of(at(20, 21, "com.acme.A", Role.DEFINITION), at(30, 33, RUN, Role.DEFINITION))),
                        Map.entry(
                                B,
                                List.of(
                                        at(15, 16, "com.acme.A", Role.EXTENDS, Role.TYPE_REFERENCE),
                                        at(40, 43, RUN, Role.CALL),
                                        at(50, 53, RUN, Role.METHOD_REFERENCE))));
        assertThat(view.occurrencesOf(List.of("no.Such"))).isEmpty();
        assertThat(view.occurrencesOf(List.of())).isEmpty();
    }

    @Test
    void relationsAreReadInBothDirections() {
        GraphView view = written(FILE_A, FILE_B);

        assertThat(view.relationsTo(Relation.Kind.EXTENDS, List.of("com.acme.A")))
                .containsExactly(new Relation("com.acme.B", Relation.Kind.EXTENDS, "com.acme.A"));
        assertThat(view.relationsFrom(Relation.Kind.IMPLEMENTS, List.of("com.acme.A", "com.acme.B")))
                .containsExactly(new Relation("com.acme.A", Relation.Kind.IMPLEMENTS, "java.lang.Runnable"));
        assertThat(view.relationsFrom(Relation.Kind.OVERRIDES, List.of("com.acme.A")))
                .isEmpty();
        assertThat(view.withSubtypes(List.of("java.lang.Runnable")))
                .containsExactly("com.acme.A", "com.acme.B", "java.lang.Runnable");
    }

    @Test
    void ofTwoDescriptionsTheRepositorysOwnIsAnsweredAndEachFileKeepsItsOwn() {
        SymbolInfo outside = symbol("com.acme.A", SymbolKind.CLASS, "com.acme", null);
        FileFacts mentions = file("0.java", List.of(outside), List.of(at(1, 2, "com.acme.A")));
        GraphView view = written(mentions, FILE_A);

        assertThat(view.symbol("com.acme.A").orElseThrow().path()).isEqualTo(A);
        assertThat(view.facts(List.of("0.java")).get("0.java")).isEqualTo(mentions);
        assertThat(view.occurrencesOf(List.of("com.acme.A"))).containsOnlyKeys("0.java", A);
    }

    @Test
    void equalLocalsOfTwoFilesAreFoundInBoth() {
        FileFacts copy = file("copy/A.java", List.of(), List.of(at(3, 4, RUN + "~text@40", Role.READ)));
        GraphView view = written(FILE_A, copy);

        assertThat(view.occurrencesOf(List.of(RUN + "~text@40"))).containsOnlyKeys(A, "copy/A.java");
    }

    @Test
    void oddTextsAreKeptAsFarAsADatabaseCan() {
        String odd = "a\tb\\c\n\"'{},\\N \u00e9\ud83d\ude00";
        FileFacts file = file(
                odd,
                List.of(symbol("x." + odd, SymbolKind.CLASS, odd, odd)),
                List.of(at(0, 1, "x." + odd), at(1, 2, "nul\0 and \ud800 alone"), at(2, 3, "y".repeat(20_000))));
        GraphView view = written(file);

        assertThat(view.symbol("x." + odd).orElseThrow())
                .isEqualTo(file.declared().getFirst());
        assertThat(view.occurrencesIn(odd))
                .extracting(Occurrence::symbol)
                .containsExactly("x." + odd, "nul\ufffd and \ufffd alone", "y".repeat(20_000));
        assertThat(view.occurrencesOf(List.of("nul\0 and \ud800 alone"))).containsOnlyKeys(odd);
    }

    @Test
    void nothingIsSeenBeforeTheCommit() {
        SnapshotKey key = key();
        try (GraphStore.SnapshotWriter writer = store().begin(key)) {
            writer.add(FILE_A);
            assertThat(store().find(key)).isEmpty();
        }
        assertThat(store().find(key)).isEmpty();
    }

    @Test
    void theFirstOfTwoWritersWinsAndTheOtherIsGivenItsSnapshot() {
        SnapshotKey key = key();
        try (GraphStore.SnapshotWriter late = store().begin(key)) {
            late.add(FILE_B);
            SnapshotSummary winner = write(key, FILE_A);
            assertThat(late.commit(CONTEXT)).isEqualTo(winner);
            assertThat(store().view(TENANT, winner.snapshotId()).files())
                    .extracting(FileInfo::path)
                    .containsExactly(A);
        }
        assertThat(store().find(key)).isPresent();
    }

    @Test
    void aFileIsAddedOnce() {
        try (GraphStore.SnapshotWriter writer = store().begin(key())) {
            writer.add(FILE_A);
            assertThatThrownBy(() -> writer.add(FILE_A))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(A);
        }
    }

    @Test
    void anotherTenantSeesNothing() {
        SnapshotSummary summary = write(key(), FILE_A);
        TenantId other = new TenantId("other");

        assertThat(store().find(other, summary.snapshotId())).isEmpty();
        store().delete(other, summary.snapshotId());
        assertThat(store().find(TENANT, summary.snapshotId())).isPresent();
        assertThatThrownBy(() -> store().view(other, summary.snapshotId()))
                .isInstanceOfSatisfying(
                        RefactoryException.class,
                        e -> assertThat(e.code().code()).isEqualTo("not_found"));
    }

    @Test
    void aRepositoryIsDeletedAFewSnapshotsAtATimeAndItsWritersFail() {
        for (int i = 0; i < 3; i++) {
            write(new SnapshotKey(TENANT, "repo_gone", String.format("%040x", 0xabc000 + i), "1"), FILE_A);
        }
        SnapshotSummary other = write(new SnapshotKey(TENANT, "repo_kept", "d".repeat(40), "1"), FILE_A);
        assertThat(store().snapshots(TENANT, List.of("repo_gone", "repo_kept", "repo_none")))
                .isEqualTo(java.util.Map.of("repo_gone", 3, "repo_kept", 1));
        SnapshotKey late = new SnapshotKey(TENANT, "repo_gone", "e".repeat(40), "1");
        try (GraphStore.SnapshotWriter writer = store().begin(late)) {
            writer.add(FILE_A);
            assertThat(store().deleteRepository(new TenantId("other"), "repo_gone", 10))
                    .isTrue();
            assertThat(store().deleteRepository(TENANT, "repo_gone", 2)).isFalse();
            while (!store().deleteRepository(TENANT, "repo_gone", 2)) {
                assertThat(store().find(TENANT, other.snapshotId())).isPresent();
            }
            assertThatThrownBy(() -> writer.commit(CONTEXT)).isInstanceOf(RefactoryException.class);
        }
        assertThat(store().find(late)).isEmpty();
        assertThat(store().snapshots(TENANT, List.of("repo_gone", "repo_kept")))
                .isEqualTo(java.util.Map.of("repo_kept", 1));
        assertThat(store().find(TENANT, other.snapshotId())).isPresent();
    }

    @Test
    void aDeletedSnapshotIsGoneAndCanBeWrittenAgain() {
        SnapshotKey key = key();
        SnapshotSummary first = write(key, FILE_A);
        store().delete(TENANT, first.snapshotId());
        store().delete(TENANT, first.snapshotId());

        assertThat(store().find(key)).isEmpty();
        SnapshotSummary second = write(key, FILE_B);
        assertThat(store().view(TENANT, second.snapshotId()).occurrencesOf(List.of(RUN)))
                .containsOnlyKeys(B);
    }
}
