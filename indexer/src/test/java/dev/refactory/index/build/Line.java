package dev.refactory.index.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.refactory.graph.model.FileFacts;
import dev.refactory.graph.model.FileInfo;
import dev.refactory.graph.model.GraphView;
import dev.refactory.graph.store.MemoryGraphStore;
import dev.refactory.graph.store.SnapshotSummary;
import dev.refactory.graph.store.SnapshotSummary.CompileContext;
import dev.refactory.index.dependency.Dependencies;
import dev.refactory.index.git.Repositories.ResolvedCommit;
import dev.refactory.index.git.RepositorySource;
import dev.refactory.index.java.JavaAttributor;
import dev.refactory.kit.tenant.TenantId;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

/// Indexes one tree after the other, each from those before, and each a second time alone.
final class Line {
    private static final RepositorySource SOURCE = new RepositorySource.Manifest(List.of());

    private final Trees trees = new Trees();
    private final MemoryGraphStore line = new MemoryGraphStore();
    private final CountingAttributor counting;
    private final SnapshotBuilder next;
    private final JavaAttributor attributor;
    private final int release;

    Line(JavaAttributor attributor, int release) {
        this.attributor = attributor;
        this.release = release;
        this.counting = new CountingAttributor(attributor);
        this.next = new SnapshotBuilder(trees, line, counting, new Nothing(release));
    }

    /// Paths that were attributed for this tree.
    Set<String> index(Map<String, String> files) {
        counting.take();
        build(next, files);
        return counting.take();
    }

    private SnapshotSummary build(SnapshotBuilder builder, Map<String, String> files) {
        ResolvedCommit commit = trees.add(files);
        return builder.build(TenantId.DEFAULT, SOURCE, commit, () -> false, (_, _) -> {});
    }

    /// The line's snapshot of this tree has the facts of a whole build.
    void assertAsIfAlone(String what, Map<String, String> files) {
        SnapshotSummary last = line.find(SnapshotBuilder.key(TenantId.DEFAULT, trees.add(files)))
                .orElseThrow();
        MemoryGraphStore empty = new MemoryGraphStore();
        SnapshotSummary alone = build(new SnapshotBuilder(trees, empty, attributor, new Nothing(release)), files);
        Map<String, FileFacts> actual = facts(line.view(last));
        Map<String, FileFacts> expected = facts(empty.view(alone));
        assertThat(actual.keySet()).as(what).isEqualTo(expected.keySet());
        expected.forEach((path, facts) -> {
            FileFacts found = Objects.requireNonNull(actual.get(path));
            String where = what + ", " + path;
            assertThat(found.occurrences()).as(where).containsExactlyElementsOf(facts.occurrences());
            assertThat(found.diagnostics()).as(where).containsExactlyElementsOf(facts.diagnostics());
            assertThat(found).as(where).isEqualTo(facts);
        });
        assertThat(last.occurrences()).as(what).isEqualTo(alone.occurrences());
        assertThat(last.indexedLines()).as(what).isEqualTo(alone.indexedLines());
    }

    private static Map<String, FileFacts> facts(GraphView view) {
        return new TreeMap<>(
                view.facts(view.files().stream().map(FileInfo::path).toList()));
    }

    private record Nothing(int release) implements Dependencies {
        @Override
        public Resolved resolve(Map<String, byte[]> buildFiles, BooleanSupplier cancelled) {
            return new Resolved(release, List.of(), List.of());
        }

        @Override
        public List<Path> classPath(CompileContext context) {
            return List.of();
        }
    }
}
