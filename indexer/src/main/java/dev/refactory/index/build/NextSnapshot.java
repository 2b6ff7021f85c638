package dev.refactory.index.build;

import dev.refactory.graph.model.FileFacts;
import dev.refactory.graph.model.FileInfo;
import dev.refactory.graph.model.FileProblem;
import dev.refactory.graph.model.GraphView;
import dev.refactory.graph.model.Outline;
import dev.refactory.graph.model.SymbolInfo;
import dev.refactory.graph.store.GraphStore;
import dev.refactory.graph.store.SnapshotKey;
import dev.refactory.graph.store.SnapshotSummary;
import dev.refactory.graph.store.SnapshotSummary.CompileContext;
import dev.refactory.index.dependency.BuildFiles;
import dev.refactory.index.dependency.Dependencies;
import dev.refactory.index.git.Repositories.CommitTree;
import dev.refactory.index.git.Repositories.Entry;
import dev.refactory.index.java.JavaAttributor;
import dev.refactory.index.java.JavaAttributor.Indexed;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/// Makes the snapshot of a tree from one of another tree of the same repository: only files that changed, and those the
/// change can reach by name, are attributed. Its facts are those a whole build would find.
final class NextSnapshot {
    /// When a whole build is the better choice.
    ///
    /// @param mostFiles beyond which it is: their facts would be held in memory at once
    /// @param share it is also where more than one in so many files is attributed again
    /// @param fewFiles that may be attributed again whatever their share: small repositories
    record Bounds(int mostFiles, int share, int fewFiles) {
        static final Bounds USUAL = new Bounds(2_000, 3, 60);

        private boolean exceeded(int files, int all) {
            return files > mostFiles || files > fewFiles && files * share > all;
        }
    }

    private final GraphStore graph;
    private final Dependencies dependencies;
    private final Attribution attribution;
    private final SnapshotSummary base;
    private final Bounds bounds;

    NextSnapshot(
            GraphStore graph, Dependencies dependencies, Attribution attribution, SnapshotSummary base, Bounds bounds) {
        this.graph = graph;
        this.dependencies = dependencies;
        this.attribution = attribution;
        this.base = base;
        this.bounds = bounds;
    }

    /// Links and submodules: their entry's id is no blob's.
    static boolean irregular(FileProblem problem) {
        return problem.kind() == FileProblem.Kind.NOT_A_REGULAR_FILE;
    }

    /// The snapshot, committed; empty when a whole build is needed, or is better.
    Optional<SnapshotSummary> build(
            SnapshotKey key,
            CommitTree tree,
            TreeChange change,
            BooleanSupplier cancelled,
            SnapshotBuilder.Progress progress) {
        if (tooMany(change.size()) || change.paths().stream().anyMatch(NextSnapshot::changesAll)) {
            return Optional.empty();
        }
        FileSorter sorter = new FileSorter(tree);
        List<FileFacts> listed = new ArrayList<>();
        for (Entry entry : change.changed()) {
            FileFacts reason = sorter.sort(entry);
            if (reason != null) {
                listed.add(reason);
            }
        }
        if (!compiledAlike(sorter, change, cancelled)) {
            return Optional.empty();
        }
        GraphView before = graph.view(base);
        List<JavaAttributor.Source> changed = sorter.java();
        List<JavaAttributor.Source> same = unchanged(tree, change, before);
        if (bytes(changed) + bytes(same) > FileSorter.MAX_JAVA_BYTES) {
            return Optional.empty();
        }
        int total = change.changed().size() + change.same().size();
        progress.files(total - changed.size(), total);
        List<JavaAttributor.Source> java = new ArrayList<>(same);
        java.addAll(changed);
        Set<String> paths = paths(java);
        Set<String> pathsBefore = attributed(before);
        CompileGroups are = CompileGroups.of(base.compileContext(), paths);
        CompileGroups were = paths.equals(pathsBefore) ? are : CompileGroups.of(base.compileContext(), pathsBefore);
        if (were != are && !were.partition().equals(are.partition())) {
            return Optional.empty();
        }
        Attribution.Tree all = new Attribution.Tree(dependencies, base.compileContext(), java, are);
        Set<String> wanted = paths(changed);
        List<Indexed> answers = new ArrayList<>();
        attribution.of(all, wanted::contains, cancelled, answers::add);
        Map<String, Integer> groups = were.numbers();
        if (were != are) {
            groups.putAll(are.numbers());
        }
        Optional<Set<String>> reached = reached(change, before, answers, groups);
        if (reached.isEmpty() || tooMany(change.size() + reached.get().size())) {
            return Optional.empty();
        }
        attribution.of(all, reached.get()::contains, cancelled, answers::add);
        progress.files(total, total);
        try (GraphStore.SnapshotWriter writer = graph.beginFrom(base, key)) {
            change.gone().forEach(file -> writer.drop(file.path()));
            listed.forEach(writer::add);
            answers.forEach(answer -> writer.add(answer.packed(), answer.outline()));
            SnapshotBuilder.refuseWhen(cancelled);
            return Optional.of(writer.commit(base.compileContext()));
        }
    }

    private boolean tooMany(int files) {
        return bounds.exceeded(files, base.files());
    }

    /// What is excluded changes, or what any file means.
    private static boolean changesAll(String path) {
        return path.equals(".sparkignore") || path.endsWith("/.sparkignore");
    }

    private static Set<String> paths(List<JavaAttributor.Source> sources) {
        return sources.stream().map(JavaAttributor.Source::path).collect(Collectors.toSet());
    }

    private static Set<String> attributed(GraphView graph) {
        return graph.files().stream()
                .filter(FileInfo::attributed)
                .map(FileInfo::path)
                .collect(Collectors.toSet());
    }

    /// The class path and all else the build files say is as it was, and can be had.
    private boolean compiledAlike(FileSorter sorter, TreeChange change, BooleanSupplier cancelled) {
        CompileContext context = base.compileContext();
        // What could not be had for the base may be had now.
        boolean lacking = !context.unresolvedDependencies().isEmpty();
        if (lacking || change.paths().stream().anyMatch(BuildFiles::isOne)) {
            change.same().stream()
                    .filter(entry -> BuildFiles.isOne(entry.path()))
                    .forEach(sorter::sort);
            Dependencies.Resolved resolved = dependencies.resolve(sorter.buildFiles(), cancelled);
            SnapshotBuilder.refuseWhen(cancelled);
            if (!resolved.context(context.sourceRoots()).equals(context)) {
                return false;
            }
        }
        return dependencies.classPath(context).size() == context.classpath().size();
    }

    /// Java files that are as they were.
    private static List<JavaAttributor.Source> unchanged(CommitTree tree, TreeChange change, GraphView before) {
        Set<String> attributed = attributed(before);
        List<JavaAttributor.Source> same = new ArrayList<>();
        for (Entry entry : change.same()) {
            if (attributed.contains(entry.path())) {
                same.add(FileSorter.source(tree, entry));
            }
        }
        return same;
    }

    private static long bytes(List<JavaAttributor.Source> sources) {
        return sources.stream().mapToLong(JavaAttributor.Source::size).sum();
    }

    /// Paths of unchanged files that may have other facts now; empty when that cannot be told.
    /// @param groups the number of each file's compile group, files that are gone included
    private Optional<Set<String>> reached(
            TreeChange change, GraphView before, List<Indexed> answers, Map<String, Integer> groups) {
        Map<String, Outline> now = new HashMap<>();
        for (Indexed answer : answers) {
            if (crashed(answer.file().problems())) {
                return Optional.empty();
            }
            now.put(answer.file().path(), answer.outline());
        }
        for (String path : change.paths()) {
            if (before.file(path).map(file -> crashed(file.problems())).orElse(false)) {
                return Optional.empty();
            }
        }
        Map<String, Outline> was = graph.outlines(base.key().tenant(), base.snapshotId(), change.paths());
        Reach reach = Reach.of(was, now, groups);
        if (reach.unknown() && !was.equals(now)) {
            return Optional.empty();
        }
        return Optional.of(reach.nowhere() ? Set.of() : reached(reach, change, before, was, now));
    }

    private static boolean crashed(List<FileProblem> problems) {
        return problems.stream().anyMatch(problem -> problem.kind() == FileProblem.Kind.ANALYSIS_CRASHED);
    }

    private Set<String> reached(
            Reach reach, TreeChange change, GraphView before, Map<String, Outline> was, Map<String, Outline> now) {
        Set<String> changed = new HashSet<>(change.paths());
        Map<String, Outline> same = new HashMap<>();
        graph.eachOutline(base.key().tenant(), base.snapshotId(), (path, outline) -> {
            if (!changed.contains(path)) {
                same.put(path, outline);
            }
        });
        Set<Integer> spread = reach.spread(same, was.values(), now.values());
        Set<String> reached = new TreeSet<>();
        same.forEach((path, outline) -> {
            if (Reach.reaches(spread, outline)) {
                reached.add(path);
            }
        });
        Set<String> subtypes = before.withSubtypes(reach.types());
        for (SymbolInfo type : before.symbols(subtypes).values()) {
            String path = type.path();
            if (path != null && same.containsKey(path)) {
                reached.add(path);
            }
        }
        return reached;
    }
}
