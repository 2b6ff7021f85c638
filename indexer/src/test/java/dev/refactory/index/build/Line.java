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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

/// Indexes one tree after the other, each from those before, and each a second time alone.
final class Line {
    static final String AFAR = "package far; class Afar { int own() { return 1; } }";

    private static final RepositorySource SOURCE = new RepositorySource.Manifest(List.of());

    private final Trees trees = new Trees();
    private final MemoryGraphStore line = new MemoryGraphStore();
    private final CountingAttributor counting;
    private final SnapshotBuilder next;
    private final JavaAttributor attributor;
    private final Dependencies dependencies;

    Line(JavaAttributor attributor, int release) {
        this(attributor, new Nothing(release, List.of()));
    }

    /// Of a repository with modules, each complete.
    Line(JavaAttributor attributor, List<Dependencies.Module> modules) {
        this(attributor, new Nothing(25, modules));
    }

    private Line(JavaAttributor attributor, Dependencies dependencies) {
        this.attributor = attributor;
        this.dependencies = dependencies;
        this.counting = new CountingAttributor(attributor);
        this.next = new SnapshotBuilder(trees, line, counting, dependencies);
    }

    /// Files by name, `p/A` for `p/A.java`, then their text; an edited text of null deletes the file.
    static Map<String, String> files(String... namesAndTexts) {
        Map<String, String> files = new HashMap<>();
        for (int i = 0; i < namesAndTexts.length; i += 2) {
            files.put(namesAndTexts[i] + ".java", namesAndTexts[i + 1]);
        }
        return files;
    }

    /// Indexes a tree, then the tree after an edit: its graph is that of a whole build, and what the edit must
    /// reach was attributed again, but not a file that names nothing of it.
    void check(Map<String, String> before, Map<String, String> edit, String... reached) {
        Map<String, String> tree = new TreeMap<>(before);
        tree.put("far/Afar.java", AFAR);
        index(tree);
        tree.putAll(edit);
        tree.values().removeIf(""::equals);
        Set<String> attributed = index(tree);
        assertAsIfAlone("after the edit", tree);
        for (String path : reached) {
            assertThat(attributed).contains(path + ".java");
        }
        assertThat(attributed).doesNotContain("far/Afar.java");
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
        SnapshotSummary alone = build(new SnapshotBuilder(trees, empty, attributor, dependencies), files);
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

    private record Nothing(int release, List<Module> modules) implements Dependencies {
        @Override
        public Resolved resolve(Map<String, byte[]> buildFiles, BooleanSupplier cancelled) {
            return new Resolved(release, List.of(), List.of(), modules);
        }

        @Override
        public List<Path> classPath(CompileContext context) {
            return List.of();
        }
    }
}
