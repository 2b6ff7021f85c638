package dev.refactory.graph.store;

final class MemoryGraphStoreTest extends GraphStoreContract {
    private final MemoryGraphStore store = new MemoryGraphStore();

    @Override
    GraphStore store() {
        return store;
    }
}
