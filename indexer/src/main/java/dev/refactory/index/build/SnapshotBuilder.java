package dev.refactory.index.build;

import dev.refactory.graph.model.FileFacts;
import dev.refactory.graph.store.GraphStore;
import dev.refactory.graph.store.SnapshotKey;
import dev.refactory.graph.store.SnapshotSummary;
import dev.refactory.graph.store.SnapshotSummary.CompileContext;
import dev.refactory.index.dependency.BuildFiles;
import dev.refactory.index.dependency.Dependencies;
import dev.refactory.index.git.Repositories;
import dev.refactory.index.git.Repositories.CommitTree;
import dev.refactory.index.git.Repositories.Entry;
import dev.refactory.index.git.Repositories.ResolvedCommit;
import dev.refactory.index.git.RepositorySource;
import dev.refactory.index.java.JavaAttributor;
import dev.refactory.kit.lifecycle.Meanwhile;
import dev.refactory.kit.problem.ErrorCode;
import dev.refactory.kit.problem.RefactoryException;
import dev.refactory.kit.tenant.TenantId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/// Turns a commit's tree into a snapshot: every file of the tree ends up in it, with facts or with the reason why not.
/// Facts go to the store as they are found, and sources are read when they are needed, so memory holds a few batches of
/// both, however large the tree is. Thread-safe.
public final class SnapshotBuilder {
    /// Part of every snapshot's key: changes when other facts would be written for the same tree.
    public static final String ENGINE_VERSION = "4";

    /// Files between two words about progress.
    static final int REPORTED_EVERY = 200;

    /// Of the latest snapshots, how many are compared with a tree.
    private static final int BASES_TRIED = 5;
    /// One file in so many is a little change: no other base is looked for.
    private static final int LITTLE = 100;

    private final Repositories repositories;
    private final GraphStore graph;
    private final JavaAttributor attributor;
    private final Attribution attribution;
    private final Dependencies dependencies;
    private final NextSnapshot.Bounds bounds;

    public SnapshotBuilder(
            Repositories repositories, GraphStore graph, JavaAttributor attributor, Dependencies dependencies) {
        this(repositories, graph, attributor, dependencies, NextSnapshot.Bounds.USUAL);
    }

    /// @param bounds of what is made from another snapshot; beyond them a snapshot is built whole
    SnapshotBuilder(
            Repositories repositories,
            GraphStore graph,
            JavaAttributor attributor,
            Dependencies dependencies,
            NextSnapshot.Bounds bounds) {
        this.repositories = repositories;
        this.graph = graph;
        this.attributor = attributor;
        this.attribution = new Attribution(attributor);
        this.dependencies = dependencies;
        this.bounds = bounds;
    }

    /// Is told how far a build is; called by the building thread.
    @FunctionalInterface
    public interface Progress {
        void files(int done, int total);
    }

    public static SnapshotKey key(TenantId tenant, ResolvedCommit commit) {
        return new SnapshotKey(tenant, commit.repositoryId(), commit.treeId(), ENGINE_VERSION);
    }

    /// Builds and commits the snapshot; when another builder was faster, answers with its snapshot. It is made from the
    /// nearest of the repository's latest snapshots where little has changed, which gives the same facts.
    /// @throws CancellationException when cancelled; then nothing is visible
    /// @throws dev.refactory.kit.problem.RefactoryException as [Repositories#open] and the tree's methods
    public SnapshotSummary build(
            TenantId tenant,
            RepositorySource source,
            ResolvedCommit commit,
            BooleanSupplier cancelled,
            Progress progress) {
        SnapshotKey key = key(tenant, commit);
        try (CommitTree tree = repositories.open(tenant, source, commit)) {
            List<Entry> entries = tree.entries();
            Optional<SnapshotSummary> next = next(key, tree, entries, cancelled, progress);
            return next.isPresent() ? next.get() : whole(key, tree, entries, cancelled, progress);
        }
    }

    /// From the first of the latest snapshots that differs little, or else the one that differs least.
    private Optional<SnapshotSummary> next(
            SnapshotKey key, CommitTree tree, List<Entry> entries, BooleanSupplier cancelled, Progress progress) {
        SnapshotSummary base = null;
        TreeChange least = null;
        for (SnapshotSummary candidate :
                graph.latest(key.tenant(), key.repositoryId(), key.engineVersion(), BASES_TRIED)) {
            refuseWhen(cancelled);
            TreeChange change = TreeChange.between(graph.view(candidate).files(), entries);
            if (least == null || change.size() < least.size()) {
                base = candidate;
                least = change;
            }
            if (least.size() * LITTLE <= entries.size()) {
                break;
            }
        }
        if (base == null || least == null) {
            return Optional.empty();
        }
        try {
            return new NextSnapshot(graph, dependencies, attribution, base, bounds)
                    .build(key, tree, least, cancelled, progress);
        } catch (RefactoryException e) {
            if (e.code() == ErrorCode.NOT_FOUND) {
                // The base was removed meanwhile.
                return Optional.empty();
            }
            throw e;
        }
    }

    private SnapshotSummary whole(
            SnapshotKey key, CommitTree tree, List<Entry> entries, BooleanSupplier cancelled, Progress progress) {
        try (GraphStore.SnapshotWriter writer = graph.begin(key)) {
            FileSorter sorted = new FileSorter(tree);
            int listed = 0;
            Dependencies.Resolved resolved;
            for (Entry entry : entries) {
                listed += BuildFiles.isOne(entry.path()) ? list(entry, sorted, writer, cancelled) : 0;
            }
            try (Meanwhile<Dependencies.Resolved> resolving = new Meanwhile<>(
                    "dependencies", cancelled, stopped -> dependencies.resolve(sorted.buildFiles(), stopped))) {
                for (Entry entry : entries) {
                    listed += BuildFiles.isOne(entry.path()) ? 0 : list(entry, sorted, writer, cancelled);
                }
                progress.files(listed, entries.size());
                attributor.prepare(sorted.java());
                resolved = resolving.get();
            }
            refuseWhen(cancelled);
            // All Java files of a tree have one source root, the repository's: modules say what each sees.
            CompileContext compile = resolved.context(List.of(""));
            CompileGroups groups = CompileGroups.of(
                    compile,
                    sorted.java().stream().map(JavaAttributor.Source::path).toList());
            Attribution.Tree all = new Attribution.Tree(dependencies, compile, sorted.java(), groups);
            AtomicInteger done = new AtomicInteger(listed);
            attribution.of(all, _ -> true, cancelled, answer -> {
                writer.add(answer.packed(), answer.outline());
                if (done.incrementAndGet() % REPORTED_EVERY == 0) {
                    progress.files(done.get(), entries.size());
                }
            });
            progress.files(entries.size(), entries.size());
            refuseWhen(cancelled);
            return writer.commit(compile);
        }
    }

    /// 1 when the file is only listed.
    private static int list(
            Entry entry, FileSorter sorted, GraphStore.SnapshotWriter writer, BooleanSupplier cancelled) {
        refuseWhen(cancelled);
        FileFacts reason = sorted.sort(entry);
        if (reason == null) {
            return 0;
        }
        writer.add(reason);
        return 1;
    }

    static void refuseWhen(BooleanSupplier cancelled) {
        if (cancelled.getAsBoolean()) {
            throw new CancellationException("The snapshot is no longer wanted");
        }
    }
}
