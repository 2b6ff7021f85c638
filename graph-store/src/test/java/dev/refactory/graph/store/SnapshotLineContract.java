package dev.refactory.graph.store;

import static dev.refactory.graph.store.Facts.CONTEXT;
import static dev.refactory.graph.store.Facts.at;
import static dev.refactory.graph.store.Facts.file;
import static dev.refactory.graph.store.Facts.symbol;
import static dev.refactory.graph.store.GraphStoreContract.TENANT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.refactory.graph.model.FileFacts;
import dev.refactory.graph.model.FileInfo;
import dev.refactory.graph.model.GraphView;
import dev.refactory.graph.model.Occurrence;
import dev.refactory.graph.model.Outline;
import dev.refactory.graph.model.Relation;
import dev.refactory.graph.model.Role;
import dev.refactory.graph.model.SymbolInfo;
import dev.refactory.graph.model.SymbolKind;
import dev.refactory.kit.problem.RefactoryException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// What holds of snapshots that begin from others, for every [GraphStore].
abstract class SnapshotLineContract {
    private static final String REPOSITORY = "repo_line";
    private static final Outline OUTLINE = new Outline("p", List.of(), new int[] {-3, 0, 70_000}, false);

    private int trees = 1 << 20;

    abstract GraphStore store();

    private SnapshotKey key() {
        return new SnapshotKey(TENANT, REPOSITORY, String.format("%040x", ++trees), "1");
    }

    private SnapshotSummary write(FileFacts... files) {
        return write(List.of(files));
    }

    private SnapshotSummary write(Iterable<FileFacts> files) {
        try (GraphStore.SnapshotWriter writer = store().begin(key())) {
            files.forEach(each -> writer.add(each, OUTLINE));
            return writer.commit(CONTEXT);
        }
    }

    private SnapshotSummary change(SnapshotSummary base, List<FileFacts> added, List<String> dropped) {
        try (GraphStore.SnapshotWriter writer = store().beginFrom(base, key())) {
            dropped.forEach(writer::drop);
            added.forEach(each -> writer.add(each, OUTLINE));
            return writer.commit(CONTEXT);
        }
    }

    private GraphView view(SnapshotSummary summary) {
        return store().view(TENANT, summary.snapshotId());
    }

    private static FileFacts type(String name, int version, String... calls) {
        String path = name + ".java";
        List<SymbolInfo> declared = new ArrayList<>();
        declared.add(symbol("p." + name, SymbolKind.CLASS, "p", path));
        declared.add(symbol("p." + name + "#v" + version + "()", SymbolKind.METHOD, "p." + name, path));
        declared.add(symbol("p." + name + "#v()~x@" + version, SymbolKind.LOCAL, "p." + name, path));
        declared.add(symbol("java.lang.Lib" + version % 3, SymbolKind.CLASS, "java.lang", null));
        List<Occurrence> occurrences = new ArrayList<>();
        occurrences.add(at(0, 1, "p." + name, Role.DEFINITION));
        occurrences.add(at(5, 6, "java.lang.Lib" + version % 3, Role.TYPE_REFERENCE));
        occurrences.add(at(7, 8, "p." + name + "#v()~x@" + version, Role.READ));
        for (int i = 0; i < calls.length; i++) {
            occurrences.add(at(10 + 2 * i, 11 + 2 * i, calls[i], Role.CALL));
        }
        return file(path, declared, occurrences, new Relation("p." + name, Relation.Kind.EXTENDS, "p.Base" + version));
    }

    @Test
    void aSnapshotThatBeginsFromAnotherHasItsFilesButForThoseChangedAndDropped() {
        FileFacts old = type("A", 1, "p.B#v2()");
        FileFacts changed = type("A", 7, "p.B#v2()", "?gone");
        SnapshotSummary base = write(old, type("B", 2), type("C", 3));
        SnapshotSummary next = change(base, List.of(changed, type("D", 4)), List.of("C.java", "nowhere.java"));

        assertThat(view(next).files()).extracting(FileInfo::path).containsExactly("A.java", "B.java", "D.java");
        assertThat(view(next).facts(List.of("A.java"))).containsEntry("A.java", changed);
        assertThat(view(base).facts(List.of("A.java"))).containsEntry("A.java", old);
        assertThat(view(base).files()).extracting(FileInfo::path).containsExactly("A.java", "B.java", "C.java");
        assertThat(view(next).occurrencesOf(List.of("p.B#v2()"))).containsOnlyKeys("A.java");
        assertThat(view(next).symbol("p.A#v1()")).isEmpty();
        assertThat(view(base).symbol("p.A#v1()")).isPresent();
        assertThat(view(next).symbol("p.A#v7()")).isPresent();
        assertThat(view(base).symbol("p.A#v7()")).isEmpty();
        assertThat(view(next).relationsTo(Relation.Kind.EXTENDS, List.of("p.Base1", "p.Base7")))
                .containsExactly(new Relation("p.A", Relation.Kind.EXTENDS, "p.Base7"));
        assertThat(next.files()).isEqualTo(3);
        assertThat(next.unresolved()).isEqualTo(1);
        assertThat(store().outlines(TENANT, next.snapshotId(), List.of("A.java", "C.java")))
                .isEqualTo(Map.of("A.java", OUTLINE));
    }

    @Test
    void theLatestOfARepositoryComesFirst() {
        SnapshotSummary base = write(type("A", 1));
        SnapshotSummary next = change(base, List.of(type("A", 2)), List.of());
        assertThat(store().latest(TENANT, REPOSITORY, "1", 2)).containsExactly(next, base);
        assertThat(store().latest(TENANT, REPOSITORY, "2", 2)).isEmpty();
    }

    @Test
    void aSnapshotOutlivesTheOneItBeganFrom() {
        SnapshotSummary base = write(type("A", 1), type("B", 2));
        SnapshotSummary next = change(base, List.of(type("A", 3)), List.of());
        store().delete(TENANT, base.snapshotId());
        assertThat(view(next).facts(List.of("A.java", "B.java")))
                .containsEntry("A.java", type("A", 3))
                .containsEntry("B.java", type("B", 2));
        assertThatThrownBy(() -> change(base, List.of(type("A", 4)), List.of()))
                .isInstanceOf(RefactoryException.class)
                .hasMessageContaining("There is no snapshot");
    }

    @Test
    void whatIsNotCommittedChangesNothing() {
        SnapshotSummary base = write(type("A", 1));
        try (GraphStore.SnapshotWriter writer = store().beginFrom(base, key())) {
            writer.add(type("A", 9), OUTLINE);
        }
        assertThat(view(base).facts(List.of("A.java"))).containsEntry("A.java", type("A", 1));
        assertThat(view(base).symbol("p.A#v9()")).isEmpty();
    }

    @Test
    void twoBranchesOfOneSnapshotDoNotSeeEachOther() {
        SnapshotSummary base = write(type("A", 1), type("B", 2));
        SnapshotSummary left = change(base, List.of(type("A", 5)), List.of());
        SnapshotSummary right = change(base, List.of(type("B", 6, "p.A#v1()")), List.of());
        assertThat(view(left).symbol("p.B#v6()")).isEmpty();
        assertThat(view(right).symbol("p.A#v5()")).isEmpty();
        assertThat(view(right).occurrencesOf(List.of("p.A#v1()"))).containsOnlyKeys("B.java");
    }

    /// Edits without end: the last of a line of snapshots answers as if it had been written alone.
    @Test
    void aLineOfSnapshotsAnswersAsIfEachHadBeenWrittenAlone() {
        Random random = new Random(20261121);
        Map<String, FileFacts> files = new TreeMap<>();
        List<String> names = List.of("A", "B", "C", "D", "E", "F");
        names.forEach(name -> files.put(name + ".java", type(name, 0)));
        SnapshotSummary line = write(files.values());
        for (int step = 1; step <= 25; step++) {
            Map<String, FileFacts> added = new HashMap<>();
            List<String> dropped = new ArrayList<>();
            for (int i = random.nextInt(3); i >= 0; i--) {
                String name = names.get(random.nextInt(names.size()));
                if (random.nextInt(4) == 0 && !added.containsKey(name + ".java")) {
                    dropped.add(name + ".java");
                    files.remove(name + ".java");
                } else if (!dropped.contains(name + ".java")) {
                    String called = "p." + names.get(random.nextInt(names.size())) + "#v" + random.nextInt(4) + "()";
                    added.put(name + ".java", type(name, random.nextInt(4), called));
                }
            }
            files.putAll(added);
            SnapshotSummary before = line;
            line = change(line, List.copyOf(added.values()), dropped);
            if (random.nextInt(3) == 0) {
                store().delete(TENANT, before.snapshotId());
            }
            SnapshotSummary alone = write(files.values());
            assertAlike(view(line), view(alone), names);
            assertThat(line)
                    .usingRecursiveComparison()
                    .ignoringFields("snapshotId", "key")
                    .isEqualTo(alone);
        }
    }

    private static void assertAlike(GraphView line, GraphView alone, List<String> names) {
        List<String> paths = names.stream().map(name -> name + ".java").toList();
        assertThat(line.facts(paths)).isEqualTo(alone.facts(paths));
        assertThat(line.files()).isEqualTo(alone.files());
        assertThat(line.membersOf("p")).isEqualTo(alone.membersOf("p"));
        for (String name : names) {
            List<String> asked = List.of("p." + name, "p." + name + "#v1()", "p." + name + "#v2()", "p.Base1");
            assertThat(line.symbols(asked)).isEqualTo(alone.symbols(asked));
            assertThat(line.occurrencesOf(asked)).isEqualTo(alone.occurrencesOf(asked));
            assertThat(line.membersOf("p." + name)).isEqualTo(alone.membersOf("p." + name));
            assertThat(line.symbolsNamed(name)).isEqualTo(alone.symbolsNamed(name));
            assertThat(line.relationsFrom(Relation.Kind.EXTENDS, asked))
                    .isEqualTo(alone.relationsFrom(Relation.Kind.EXTENDS, asked));
            assertThat(line.relationsTo(Relation.Kind.EXTENDS, asked))
                    .isEqualTo(alone.relationsTo(Relation.Kind.EXTENDS, asked));
        }
        List<SymbolKind> kinds = List.of(SymbolKind.CLASS, SymbolKind.METHOD);
        assertThat(line.declared(kinds, "p.")).isEqualTo(alone.declared(kinds, "p."));
    }
}
