package dev.refactory.queue.store;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("containers")
class PostgresJobStoreTest extends AccountsContract {
    private PostgresFixture postgres;

    @BeforeAll
    void start() {
        postgres = new PostgresFixture();
    }

    @Override
    StoreFixture newFixture() {
        postgres.empty();
        return postgres;
    }

    @AfterAll
    void close() {
        postgres.close();
    }
}
