package dev.refactory.queue.store;

import org.junit.jupiter.api.AfterEach;

class PostgresJobStoreTest extends JobStoreContract {
    private final PostgresFixture postgres = new PostgresFixture();

    @Override
    StoreFixture newFixture() {
        return postgres;
    }

    @AfterEach
    void close() {
        postgres.close();
    }
}
