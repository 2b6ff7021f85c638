package dev.refactory.index.build;

import dev.refactory.graph.store.PostgresGraphStore;
import dev.refactory.graph.store.SnapshotSummary;
import dev.refactory.index.dependency.Dependencies;
import dev.refactory.index.git.GitConfig;
import dev.refactory.index.git.GitFixture;
import dev.refactory.index.git.JGitRepositories;
import dev.refactory.index.git.Repositories.ResolvedCommit;
import dev.refactory.index.git.RepositorySource;
import dev.refactory.index.java.JavaAttributor;
import dev.refactory.index.store.StoreDatabase;
import dev.refactory.kit.tenant.TenantId;
import dev.refactory.kit.time.SystemTime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// A Git repository whose commits are indexed one after the other, each from those before, and each a second time by a
/// tenant that knows no other commit.
final class CommittedLine {
    private static final NextSnapshot.Bounds NEVER_WHOLE =
            new NextSnapshot.Bounds(Integer.MAX_VALUE, 1, Integer.MAX_VALUE);

    private final GitFixture origin;
    private final JGitRepositories repositories;
    private final PostgresGraphStore graph;
    private final CountingAttributor counting;
    private final SnapshotBuilder next;
    private final SnapshotBuilder whole;
    private final TenantId tenant;
    private final TenantId stranger;
    private final Map<String, byte[]> files = new HashMap<>();
    private boolean begun;

    /// @param directory for the repository and its copies
    CommittedLine(Path directory, StoreDatabase database, JavaAttributor attributor, Dependencies dependencies)
            throws IOException {
        origin = GitFixture.init(directory.resolve("origin"));
        GitConfig config = GitConfig.strict(directory.resolve("copies")).allowingPaths(List.of(directory));
        repositories = new JGitRepositories(config, SystemTime.ticker());
        graph = new PostgresGraphStore(database.database());
        counting = new CountingAttributor(attributor);
        next = new SnapshotBuilder(repositories, graph, counting, dependencies, NEVER_WHOLE);
        whole = new SnapshotBuilder(repositories, graph, attributor, dependencies);
        tenant = database.newTenant();
        stranger = database.newTenant();
    }

    /// What one commit did.
    ///
    /// @param java files of the commit
    /// @param changed Java files that came, went, or are other than in the commit before
    /// @param attributed files the compiler was asked about
    /// @param anew the graph was made from no other: what a change reaches could not be told
    /// @param differences from the graph of the commit alone, in words; empty when the hashes are equal
    record Step(String hash, int java, int changed, int attributed, boolean anew, List<String> differences) {}

    /// Commits these files in place of all others, and indexes the commit both ways.
    Step commit(String message, Map<String, byte[]> now) throws IOException {
        int changed = write(now);
        String commit = origin.commit(message);
        counting.take();
        SnapshotSummary made = index(next, tenant, commit);
        int java = (int) now.keySet().stream().filter(CommittedLine::java).count();
        boolean anew = counting.largest() == java && changed < java;
        int attributed = counting.take().size();
        SnapshotSummary alone = index(whole, stranger, commit);
        GraphSections actual = GraphSections.of(graph.view(made));
        GraphSections expected = GraphSections.of(graph.view(alone));
        // The next commit is to be indexed alone again.
        graph.delete(stranger, alone.snapshotId());
        String hash = actual.hash();
        List<String> differences = hash.equals(expected.hash()) ? List.of() : actual.differencesFrom(expected);
        if (!differences.isEmpty()) {
            // What is wrong here says nothing about the commits that follow.
            graph.deleteRepository(tenant, made.key().repositoryId(), Integer.MAX_VALUE);
        }
        Step step = new Step(hash, java, begun ? changed : 0, begun ? attributed : 0, begun && anew, differences);
        begun = true;
        return step;
    }

    private SnapshotSummary index(SnapshotBuilder builder, TenantId whose, String id) {
        RepositorySource source = new RepositorySource.Remote(origin.directory().toString(), null, id);
        ResolvedCommit commit = repositories.resolve(whose, source, () -> false);
        return builder.build(whose, source, commit, () -> false, (_, _) -> {});
    }

    /// How many Java files are other than before.
    private int write(Map<String, byte[]> now) throws IOException {
        Set<String> changed = new TreeSet<>();
        for (String gone : new TreeSet<>(files.keySet())) {
            if (!now.containsKey(gone)) {
                Files.delete(origin.directory().resolve(gone));
                changed.add(gone);
            }
        }
        for (Map.Entry<String, byte[]> file : now.entrySet()) {
            if (!Arrays.equals(files.get(file.getKey()), file.getValue())) {
                origin.file(file.getKey(), file.getValue());
                changed.add(file.getKey());
            }
        }
        files.clear();
        files.putAll(now);
        return (int) changed.stream().filter(CommittedLine::java).count();
    }

    private static boolean java(String path) {
        return path.endsWith(".java");
    }
}
