package dev.refactory.queue.store;

class MemoryJobStoreTest extends HandOverContract {
    @Override
    StoreFixture newFixture() {
        return new MemoryFixture();
    }
}
