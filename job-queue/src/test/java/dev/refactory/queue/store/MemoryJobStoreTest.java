package dev.refactory.queue.store;

class MemoryJobStoreTest extends AccountsContract {
    @Override
    StoreFixture newFixture() {
        return new MemoryFixture();
    }
}
