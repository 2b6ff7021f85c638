package dev.refactory.index.store;

import dev.refactory.testkit.VirtualClock;

final class MemorySnapshotBuildStoreTest extends SnapshotBuildStoreContract {
    private final MemorySnapshotBuildStore store = new MemorySnapshotBuildStore(new VirtualClock());

    @Override
    SnapshotBuildStore store() {
        return store;
    }
}
