package dev.refactory.queue.store;

import org.junit.jupiter.api.AfterEach;

class PostgresJobStoreTest extends JobStoreContract {
    private PostgresFixture postgres;

    @Override
    StoreFixture newFixture() {
        postgres = new PostgresFixture();
        return postgres;
    }

    @AfterEach
    void close() {
        postgres.close();
    }
}
