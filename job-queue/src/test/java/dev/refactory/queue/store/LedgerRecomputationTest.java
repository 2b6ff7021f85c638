package dev.refactory.queue.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.refactory.queue.job.Stage;
import dev.refactory.queue.job.TaskOutcome;
import dev.refactory.queue.ledger.RateCard;
import dev.refactory.testkit.Seeds;
import java.math.BigDecimal;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/// Bills computed again by two parties that share nothing: Postgres' `numeric` and the rate card's integers.
class LedgerRecomputationTest {
    private static final String BY_SQL = """
            select e.job_id, e.milli_sau, e.indexed_lines, e.complexity,
                   greatest(ceil(c.base_sau), round(c.base_sau * e.complexity
                       * power(greatest(1, e.indexed_lines / 1000.0 / c.kloc_divisor), c.exponent))) * 1000 as again
            from ledger_entry e join rate_card c using (tenant_id, rate_card)
            where e.kind = 'post' and e.account = 'revenue'
            """;

    private static final String WRONG_BILLS = "select job_id from (" + BY_SQL + ") b where milli_sau <> again";

    private static final String JOBS_AGAINST_LEDGER = """
            select j.job_id from job j
            left join ledger_entry e on e.tenant_id = j.tenant_id and e.job_id = j.job_id
                and e.kind = 'post' and e.account = 'revenue'
            where j.charged_milli_sau <> coalesce(e.milli_sau, 0)
            """;

    private record Bill(String jobId, long milliSau, long lines, BigDecimal complexity, long again) {}

    @Test
    void everyBillIsWhatTheFormulaSaysInSqlAndInJavaAndATamperedOneIsNamed() {
        try (PostgresFixture postgres = new PostgresFixture()) {
            Jobs jobs = new Jobs(postgres);
            RandomGenerator random = Seeds.random(11);
            for (int i = 0; i < 40; i++) {
                jobs.submit();
                jobs.finish(Stage.INDEX, Jobs.done());
                jobs.finish(Stage.PLAN, plan(random));
                jobs.finish(Stage.VERIFY, Jobs.done());
                jobs.finish(Stage.PUBLISH, Jobs.published());
            }
            List<Bill> bills = bills(postgres);
            assertThat(bills).hasSize(40).allSatisfy(bill -> {
                assertThat(bill.milliSau()).isEqualTo(bill.again());
                assertThat(bill.milliSau()).isEqualTo(RateCard.CARD_1.milliSau(bill.lines(), bill.complexity()));
            });
            assertThat(list(postgres, WRONG_BILLS)).isEmpty();
            assertThat(list(postgres, JOBS_AGAINST_LEDGER)).isEmpty();

            String victim = bills.get(7).jobId();
            postgres.execute("alter table ledger_entry disable trigger ledger_append_only");
            postgres.execute("update ledger_entry set milli_sau = milli_sau + 1 where kind = 'post'"
                    + " and account = 'revenue' and job_id = '" + victim + "'");
            assertThat(list(postgres, WRONG_BILLS)).containsExactly(victim);
            assertThat(list(postgres, JOBS_AGAINST_LEDGER)).containsExactly(victim);
        }
    }

    private static TaskOutcome plan(RandomGenerator random) {
        return new TaskOutcome.Completed(
                "{}",
                List.of(),
                "{}",
                new TaskOutcome.QuoteInputs(
                        random.nextInt(2_000_000), BigDecimal.valueOf(100 + random.nextInt(300), 2)),
                List.of(),
                dev.refactory.queue.job.Usage.NONE);
    }

    private static List<Bill> bills(PostgresFixture postgres) {
        return postgres.pool()
                .inTransactionOfAllTenants(connection -> Sql.list(
                        connection,
                        BY_SQL,
                        row -> new Bill(
                                row.getString("job_id"),
                                row.getLong("milli_sau"),
                                row.getLong("indexed_lines"),
                                row.getBigDecimal("complexity"),
                                row.getLong("again"))));
    }

    private static List<String> list(PostgresFixture postgres, String sql) {
        return postgres.pool()
                .inTransactionOfAllTenants(connection -> Sql.list(connection, sql, row -> row.getString(1)));
    }
}
