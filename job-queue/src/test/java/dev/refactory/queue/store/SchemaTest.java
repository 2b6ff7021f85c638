package dev.refactory.queue.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.refactory.kit.jdbc.DatabaseException;
import dev.refactory.queue.job.Stage;
import dev.refactory.queue.ledger.RateCard;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// What the database itself promises, whatever the code does.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SchemaTest {
    private static final String TABLES = """
            select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
            where n.nspname = 'public' and c.relkind in ('r', 'p') and c.relname <> 'flyway_schema_history'
            """;

    /// Indexes that maintenance and delivery, which work for all tenants, look things up by.
    private static final Set<String> ACROSS_TENANTS = Set.of(
            "job_deadline",
            "job_finished",
            "task_by_id",
            "task_ready",
            "task_waiting",
            "task_ageing",
            "attempt_lease",
            "outbox_turn",
            "repository_to_purge");

    private PostgresFixture postgres;
    private Jobs jobs;

    @BeforeAll
    void start() {
        postgres = new PostgresFixture();
    }

    @BeforeEach
    void empty() {
        postgres.empty();
        jobs = new Jobs(postgres);
    }

    @AfterAll
    void close() {
        postgres.close();
    }

    @Test
    void everyTableBelongsToTenants() {
        assertThat(list(TABLES)).hasSizeGreaterThanOrEqualTo(12);
        assertThat(list(TABLES + """
                 and not exists (select from information_schema.columns k where k.table_schema = 'public'
                     and k.table_name = c.relname and k.column_name = 'tenant_id' and k.is_nullable = 'NO')
                """)).as("tables without tenant_id not null").isEmpty();
    }

    @Test
    void theTenantLeadsEveryPrimaryKeyAndEveryIndexButThoseOfMaintenance() {
        String led = """
                select i.relname from pg_index x join pg_class i on i.oid = x.indexrelid
                join pg_class c on c.oid = x.indrelid join pg_namespace n on n.oid = c.relnamespace
                join pg_attribute a on a.attrelid = c.oid and a.attnum = x.indkey[0]
                where n.nspname = 'public' and c.relname <> 'flyway_schema_history' and a.attname <> 'tenant_id'
                """;
        assertThat(list(led + " and x.indisprimary")).as("primary keys").isEmpty();
        assertThat(ACROSS_TENANTS).as("other indexes").containsAll(list(led));
    }

    @Test
    void rowLevelSecurityIsForcedOnEveryTableWithAPolicy() {
        assertThat(list(TABLES + " and not (c.relrowsecurity and c.relforcerowsecurity)"))
                .isEmpty();
        assertThat(list(TABLES + " and not exists (select from pg_policy p where p.polrelid = c.oid)"))
                .isEmpty();
    }

    @Test
    void withoutATenantThereIsNothingToSee() throws SQLException {
        jobs.succeeded();
        for (String table : list(TABLES)) {
            assertThat(postgres.queryWithoutTenant("select count(*) from " + table))
                    .as(table)
                    .isEqualTo("0");
        }
    }

    @Test
    void aTransactionOfOneTenantCannotWriteForAnother() {
        assertThatThrownBy(() -> postgres.pool()
                        .inTransaction(
                                Jobs.OTHER,
                                connection -> Sql.update(
                                        connection,
                                        "insert into outbox (tenant_id, task_id, role, urgency)"
                                                + " values ('default', 1, 'worker', 0)")))
                .hasMessageContaining("row-level security");
    }

    @Test
    void aFinalJobCannotBeChanged() {
        jobs.succeeded();
        refused("update job set status = 'failed', error_code = 'internal'", "final state");
        refused("update job set charged_milli_sau = 1", "final state");
        refused("update stage set version = version + 1", "does not go back");
    }

    @Test
    void aJobCannotGoBackOrSkipItsProof() {
        jobs.until(Stage.TRANSFORM);
        jobs.claim(Stage.TRANSFORM);
        refused("update job set status = 'planning'", "does not go from running");
        refused("update job set status = 'succeeded', result = '{}', finished_at = now()", "does not go from running");
        refused("update job set request = 'other'", "terms");
        refused("delete from job", "cannot be deleted");
        refused("update job set status = 'failed', finished_at = now()", "check");
    }

    @Test
    void onlyAResultThatIsKeptEndsAJobThatWasNotProven() {
        String first = jobs.submit();
        jobs.finish(Stage.INDEX, Jobs.indexed("k"));
        String key = list("select result_key from job").getFirst();
        refused("insert into result_cache values ('default', '" + key + "', '" + first + "')", "of its own");
        jobs.finish(Stage.PLAN, Jobs.planned(0));
        jobs.finish(Stage.VERIFY, Jobs.done());
        jobs.finish(Stage.PUBLISH, Jobs.published());
        refused("update result_cache set created_at = now()", "first success");
        jobs.submit();
        jobs.claim(Stage.INDEX);
        String end = "update job set status = 'succeeded', result = '{}', finished_at = now()";
        String open = " where finished_at is null";
        refused(end + open, "does not go from indexing");
        refused(end + ", cached_from = '" + first + "'" + open, "no kept result");
        refused(
                end + ", cached_from = '" + first + "', charged_milli_sau = 1, result_key = '" + key + "'" + open,
                "check");
        refused("update job set result_key = '" + key + "' where finished_at is not null", "final state");
    }

    @Test
    void aPriceChangesWithTheNoticeThatQuotesNeed() {
        String card = "insert into rate_card values ('default', '2', 6, 10, 0.8228, now() + interval '";
        refused(card + "23 hours')", "within the day");
        postgres.execute(card + "25 hours')");
    }

    @Test
    void aFenceCannotGoBackAndATaskCannotBeDoneUnheld() {
        jobs.submit();
        refused("update task set state = 'done', result = '{}'", "does not go from ready");
        jobs.claim(Stage.INDEX);
        refused("update task set fence = fence - 1", "fence");
        refused("update attempt set fence = fence + 1", "is over");
        refused(
                "insert into attempt select tenant_id, task_id, 1, attempt, job_id, stage, worker, 'expired',"
                        + " lease_until, started_at, now() from attempt where fence > 1 or true",
                "not new");
        refused("update stage set tasks_remaining = -1, version = version + 1", "check");
        refused("update stage set tasks_remaining = 1", "does not go back");
    }

    @Test
    void theEventLogHasNoGapsAndIsNeverRewritten() {
        String jobId = jobs.submit();
        refused("insert into job_event values ('default', '" + jobId + "', 99, 'job_failed', '{}', now())", "gap");
        refused("update job_event set type = 'other'", "facts");
    }

    @Test
    void theLedgerBalancesSettlesOnceAndIsNeverRewritten() {
        String jobId = jobs.until(Stage.VERIFY);
        refused(entry(jobId, "post", "revenue", 5), "sum to zero");
        refused(entry("job_0", "void", "reserved", -5), "no reservation");
        jobs.finish(Stage.VERIFY, Jobs.done());
        jobs.finish(Stage.PUBLISH, Jobs.published());
        refused(entry(jobId, "void", "reserved", -5_000), "ledger_settlement");
        refused("update ledger_entry set milli_sau = 0", "append-only");
        refused("delete from ledger_entry", "append-only");
        refused("update rate_card set base_sau = 1", "never changes");
    }

    @Test
    void theCardInTheDatabaseIsTheCardInTheCode() {
        assertThat(postgres.queries().rateCards(Jobs.ACME)).containsExactly(RateCard.CARD_1);
    }

    private static String entry(String jobId, String kind, String account, long milliSau) {
        return "insert into ledger_entry (tenant_id, job_id, kind, account, milli_sau, rate_card, indexed_lines,"
                + " complexity, at) values ('default', '" + jobId + "', '" + kind + "', '" + account + "', " + milliSau
                + ", '1', 0, 1, now())";
    }

    private void refused(String sql, String reason) {
        assertThatThrownBy(() -> postgres.execute(sql))
                .as(sql)
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining(reason);
    }

    private List<String> list(String sql) {
        return postgres.pool()
                .inTransactionOfAllTenants(connection -> Sql.list(connection, sql, row -> row.getString(1)));
    }
}
