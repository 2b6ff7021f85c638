package dev.refactory.graph.store;

final class MemorySnapshotLineTest extends SnapshotLineContract {
    private final GraphStore store = new MemoryGraphStore();

    @Override
    GraphStore store() {
        return store;
    }
}
