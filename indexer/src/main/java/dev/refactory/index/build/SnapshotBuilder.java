package dev.refactory.index.build;

import dev.refactory.graph.model.FileFacts;
import dev.refactory.graph.model.FileProblem;
import dev.refactory.graph.store.GraphStore;
import dev.refactory.graph.store.SnapshotKey;
import dev.refactory.graph.store.SnapshotSummary;
import dev.refactory.index.dependency.Dependencies;
import dev.refactory.index.git.Repositories;
import dev.refactory.index.git.Repositories.CommitTree;
import dev.refactory.index.git.Repositories.Entry;
import dev.refactory.index.git.Repositories.ResolvedCommit;
import dev.refactory.index.git.RepositorySource;
import dev.refactory.index.java.JavaAttributor;
import dev.refactory.kit.tenant.TenantId;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;

/// Turns a commit's tree into a snapshot: every file of the tree ends up in it, with facts or with the reason why not.
/// Facts go to the store batch by batch, so memory holds the sources and one batch of facts. Thread-safe.
public final class SnapshotBuilder {
    /// Part of every snapshot's key: changes when other facts would be written for the same tree.
    public static final String ENGINE_VERSION = "1";

    /// Files attributed at a time, against the headers of all others.
    static final int BATCH = 400;

    private final Repositories repositories;
    private final GraphStore graph;
    private final JavaAttributor attributor;
    private final Dependencies dependencies;

    public SnapshotBuilder(
            Repositories repositories, GraphStore graph, JavaAttributor attributor, Dependencies dependencies) {
        this.repositories = repositories;
        this.graph = graph;
        this.attributor = attributor;
        this.dependencies = dependencies;
    }

    /// Is told how far a build is; called by the building thread.
    @FunctionalInterface
    public interface Progress {
        void files(int done, int total);
    }

    public static SnapshotKey key(TenantId tenant, ResolvedCommit commit) {
        return new SnapshotKey(tenant, commit.repositoryId(), commit.treeId(), ENGINE_VERSION);
    }

    /// Builds and commits the snapshot; when another builder was faster, answers with its snapshot.
    /// @throws CancellationException when cancelled; then nothing is visible
    /// @throws dev.refactory.kit.problem.RefactoryException as [Repositories#open] and the tree's methods
    public SnapshotSummary build(
            TenantId tenant,
            RepositorySource source,
            ResolvedCommit commit,
            BooleanSupplier cancelled,
            Progress progress) {
        try (CommitTree tree = repositories.open(tenant, source, commit);
                GraphStore.SnapshotWriter writer = graph.begin(key(tenant, commit))) {
            List<Entry> entries = tree.entries();
            FileSorter sorted = new FileSorter(tree);
            int listed = 0;
            for (Entry entry : entries) {
                refuseWhen(cancelled);
                FileFacts reason = sorted.sort(entry);
                if (reason != null) {
                    writer.add(reason);
                    listed++;
                }
            }
            progress.files(listed, entries.size());
            Dependencies.Resolved resolved = dependencies.resolve(sorted.buildFiles(), cancelled);
            refuseWhen(cancelled);
            List<Path> classpath =
                    resolved.jars().stream().map(Dependencies.Jar::path).toList();
            List<JavaAttributor.Source> java = sorted.java();
            for (int start = 0; start < java.size(); start += BATCH) {
                refuseWhen(cancelled);
                int end = Math.min(start + BATCH, java.size());
                attribute(java, start, end, classpath, resolved.release(), cancelled)
                        .forEach(writer::add);
                progress.files(listed + end, entries.size());
            }
            refuseWhen(cancelled);
            // All Java files of a tree are attributed together: its one root is the repository's.
            return writer.commit(resolved.context(List.of("")));
        }
    }

    private static void refuseWhen(BooleanSupplier cancelled) {
        if (cancelled.getAsBoolean()) {
            throw new CancellationException("The snapshot is no longer wanted");
        }
    }

    private List<FileFacts> attribute(
            List<JavaAttributor.Source> java,
            int start,
            int end,
            List<Path> classpath,
            int release,
            BooleanSupplier cancelled) {
        List<JavaAttributor.Source> headers = new ArrayList<>(java.subList(0, start));
        headers.addAll(java.subList(end, java.size()));
        List<JavaAttributor.Source> batch = java.subList(start, end);
        List<FileFacts> facts =
                attributor.attribute(new JavaAttributor.Request(batch, headers, classpath, release), cancelled);
        Map<String, FileFacts> byPath = new LinkedHashMap<>();
        facts.forEach(file -> byPath.put(file.path(), file));
        // Every file is accounted for, whatever the attributor answered.
        List<FileFacts> complete = new ArrayList<>();
        for (JavaAttributor.Source source : batch) {
            FileFacts file = byPath.get(source.path());
            complete.add(file != null ? file : unanswered(source));
        }
        return complete;
    }

    private static FileFacts unanswered(JavaAttributor.Source source) {
        return FileFacts.withoutFacts(
                source.path(),
                source.blobId(),
                "java",
                FileSorter.lines(source.bytes()),
                new FileProblem(FileProblem.Kind.ANALYSIS_CRASHED, "The analysis gave no answer for this file."));
    }
}
