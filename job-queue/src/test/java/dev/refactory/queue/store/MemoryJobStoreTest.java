package dev.refactory.queue.store;

class MemoryJobStoreTest extends ResultReuseContract {
    @Override
    StoreFixture newFixture() {
        return new MemoryFixture();
    }
}
