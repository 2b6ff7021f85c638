package dev.refactory.roles;

import dev.refactory.graph.store.PostgresGraphStore;
import dev.refactory.index.build.SnapshotBuilder;
import dev.refactory.index.build.SnapshotBuilds;
import dev.refactory.index.store.PostgresSnapshotBuildStore;
import dev.refactory.index.task.IndexHandler;
import dev.refactory.kit.lifecycle.Pace;
import dev.refactory.kit.lifecycle.Service;
import dev.refactory.queue.delivery.TaskLoop;
import dev.refactory.queue.job.Role;
import dev.refactory.refactor.recipe.model.RecipeModel;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Runs INDEX tasks.
final class IndexerRole {
    /// No build takes this long without writing anything.
    private static final Duration ABANDONED = Duration.ofHours(1);

    /// Whoever changes what is indexed, or what a recipe answers, changes one of these: kept results are then
    /// worked out anew.
    private static final String ENGINE_VERSION = SnapshotBuilder.ENGINE_VERSION + " " + RecipeModel.NAME;

    private IndexerRole() {}

    /// Snapshots kept of each repository, and how long any is kept at least: jobs refer to theirs while they run, and
    /// the next commit begins from one of the last.
    private static final int KEPT_SNAPSHOTS = 20;

    private static final Duration KEPT = Duration.ofDays(1);
    private static final Duration TIDIED = Duration.ofMinutes(10);

    /// Removes what writers of snapshots that died have left, and snapshots that many others have followed.
    private record SnapshotJanitor(PostgresGraphStore graphs) implements Service {
        @Override
        public String title() {
            return "SnapshotJanitor";
        }

        @Override
        public boolean runOnce() {
            return graphs.deleteAbandoned(ABANDONED) + graphs.deleteOld(KEPT_SNAPSHOTS, KEPT) > 0;
        }
    }

    /// @param beside the worker loop of the same process, null when there is none
    static AutoCloseable start(Foundation on, QueueServices queue, Workshop workshop, @Nullable TaskLoop beside) {
        Closer closer = new Closer();
        SnapshotBuilds builds = closer.add(new SnapshotBuilds(
                workshop.graphs,
                new PostgresSnapshotBuildStore(on.database),
                on.process,
                on.config.work().indexerBuilds(),
                SnapshotBuilds.Timing.USUAL));
        SnapshotBuilder builder =
                new SnapshotBuilder(workshop.repositories, workshop.graphs, workshop.attributor, workshop.dependencies);
        TaskLoop loop = closer.add(Loops.of(
                on,
                queue,
                Role.INDEXER,
                on.config.work().indexerSlots(),
                new IndexHandler(workshop.repositories, builder, builds, ENGINE_VERSION)));
        on.services.start(new SnapshotJanitor(workshop.graphs), Pace.every(TIDIED));
        if (beside != null) {
            loop.handsOverTo(beside);
        }
        loop.start();
        return closer;
    }
}
