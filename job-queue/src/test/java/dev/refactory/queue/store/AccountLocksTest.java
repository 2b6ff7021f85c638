package dev.refactory.queue.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.refactory.queue.job.Stage;
import java.util.List;
import org.junit.jupiter.api.Test;

/// All jobs of a tenant change the same three account rows. Jobs that locked them in different orders would wait for
/// each other in a circle.
class AccountLocksTest {
    @Test
    void everyBookingLocksTheAccountsInOneOrder() {
        try (PostgresFixture postgres = new PostgresFixture()) {
            Jobs jobs = new Jobs(postgres);
            jobs.succeeded();
            String cancelled = jobs.until(Stage.TRANSFORM);
            postgres.store().cancel(Jobs.ACME, cancelled);

            assertThat(booked(postgres, "reserve")).containsExactly("available", "reserved", "available", "reserved");
            assertThat(booked(postgres, "post")).containsExactly("available", "reserved", "revenue");
            assertThat(booked(postgres, "void")).containsExactly("available", "reserved");
        }
    }

    private static List<String> booked(PostgresFixture postgres, String kind) {
        return postgres.pool()
                .inTransactionOfAllTenants(connection -> Sql.list(
                        connection,
                        "select account from ledger_entry where kind = ? order by entry_id",
                        row -> row.getString(1),
                        kind));
    }
}
