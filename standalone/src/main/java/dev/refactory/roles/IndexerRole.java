package dev.refactory.roles;

import dev.refactory.index.build.SnapshotBuilder;
import dev.refactory.index.build.SnapshotBuilds;
import dev.refactory.index.store.PostgresSnapshotBuildStore;
import dev.refactory.index.task.IndexHandler;
import dev.refactory.queue.delivery.TaskLoop;
import dev.refactory.queue.job.Role;

/// Runs INDEX tasks.
final class IndexerRole {
    private IndexerRole() {}

    static AutoCloseable start(Foundation on, QueueServices queue, Workshop workshop) {
        Closer closer = new Closer();
        SnapshotBuilds builds = closer.add(new SnapshotBuilds(
                workshop.graphs, new PostgresSnapshotBuildStore(on.database), on.process, SnapshotBuilds.Timing.USUAL));
        SnapshotBuilder builder =
                new SnapshotBuilder(workshop.repositories, workshop.graphs, workshop.attributor, workshop.dependencies);
        TaskLoop loop = closer.add(Loops.of(
                on,
                queue,
                Role.INDEXER,
                on.config.work().indexerSlots(),
                new IndexHandler(workshop.repositories, builder, builds)));
        loop.start();
        return closer;
    }
}
