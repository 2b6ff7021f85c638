package dev.refactory.queue.store;

class MemoryJobStoreTest extends JobEndingsContract {
    @Override
    StoreFixture newFixture() {
        return new MemoryFixture();
    }
}
