package dev.refactory.queue.store;

class MemoryJobStoreTest extends JobReadingContract {
    @Override
    StoreFixture newFixture() {
        return new MemoryFixture();
    }
}
