package dev.refactory.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.refactory.kit.jdbc.Database;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A short choice of the rows; and that whoever looks afterwards would see what they are to rule out.
class ChaosTest {
    private static final Logger LOG = LoggerFactory.getLogger(ChaosTest.class);
    private static final Duration LEASE = Duration.ofSeconds(3);
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    @Test
    void aShortChoiceOfRowsHolds() throws Exception {
        ChaosRun run = new ChaosRun(folder, LEASE, 1, LOG::info);
        ChaosRun.Result result = run.run(List.of("C1", "C2", "C9-transform", "C28", "C31", "C34", "C52"), 1);
        assertThat(result.verdicts())
                .hasSize(7)
                .allSatisfy(verdict ->
                        assertThat(verdict.violations()).as(verdict.id()).isEmpty());
        assertThat(result.jobs()).isGreaterThan(10);
        assertThat(result.repeated()).isPositive();
    }

    /// By the rule, what breaks it. None of it gets past the database's own guards, which are off here.
    private static Map<String, String> damages() {
        Map<String, String> damages = new LinkedHashMap<>();
        damages.put("two processes held a task", """
                insert into attempt select tenant_id, task_id, fence + 1000, attempt, job_id, stage, 'other', 'superseded',
                    lease_until, started_at, finished_at, null, null from attempt order by task_id limit 1""");
        damages.put("was not completed exactly once", """
                update attempt set state = 'failed' where task_id = (select min(task_id) from attempt)""");
        damages.put("is still held or waits", """
                update task set state = 'ready', result = null where task_id = (select min(task_id) from task)""");
        damages.put("an attempt outlives its job", """
                update attempt set state = 'running', finished_at = null
                where task_id = (select min(task_id) from attempt)""");
        damages.put(
                "has a stage that is not done", "update stage set state = 'open', finished_at = null where stage = 0");
        damages.put("do not sum to zero", """
                update ledger_entry set milli_sau = milli_sau + 1 where entry_id = (select min(entry_id) from ledger_entry)""");
        damages.put("not settled exactly once", "delete from ledger_entry where kind = 'post'");
        damages.put("not what the ledger posted", "update job set charged_milli_sau = charged_milli_sau - 1");
        damages.put("not the sum of its entries", """
                update account set balance_milli_sau = balance_milli_sau + 1 where account = 'revenue'""");
        damages.put("is failed: internal, broken", """
                update job set status = 'failed', charged_milli_sau = 0, error_code = 'internal', error_message = 'broken',
                    error_subject = 'job'""");
        damages.put("was accepted and is not there", "delete from job");
        damages.put("different patches", """
                update job set result = replace(result, result::json ->> 'patch_sha256', repeat('0', 64))
                where job_id = (select min(job_id) from job)""");
        return damages;
    }

    @Test
    void theOracleSeesWhateverIsWrong() throws Exception {
        try (Site site = Site.start(folder, LEASE, LOG::info)) {
            Orders orders = new Orders(site.subject());
            Oracle oracle = new Oracle(site.database());
            orders.place(site.member(Site.API).url());
            orders.place(site.member(Site.API).url());
            Waiting.until("the end of all jobs", LIMIT, () -> oracle.open().isEmpty() ? true : null);
            assertThat(oracle.violations(orders)).isEmpty();
            assertThat(oracle.violations(new Orders(site.subject())))
                    .allSatisfy(each -> assertThat(each).startsWith("unexpected: "))
                    .hasSize(2);

            var postgres = site.services().postgres();
            try (Connection connection =
                    DriverManager.getConnection(postgres.jdbcUrl(), postgres.user(), postgres.password())) {
                connection.setAutoCommit(false);
                Oracle damaged = new Oracle(new Database(alwaysThis(connection)));
                for (Map.Entry<String, String> damage : damages().entrySet()) {
                    inflict(connection, damage.getValue());
                    assertThat(damaged.violations(orders))
                            .as(damage.getKey())
                            .anySatisfy(each -> assertThat(each).contains(damage.getKey()));
                    connection.rollback();
                }
                assertThat(damaged.violations(orders)).isEmpty();
            }
        }
    }

    private static void inflict(Connection connection, String damage) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("select set_config('refactory.all_tenants', 'on', true)");
            for (String table : List.of("job", "stage", "task", "attempt", "ledger_entry")) {
                statement.execute("alter table " + table + " disable trigger user");
            }
            assertThat(statement.executeUpdate(damage)).as(damage).isPositive();
        }
    }

    /// One connection, of which nobody ends the transaction.
    private static DataSource alwaysThis(Connection connection) {
        Connection kept = (Connection) Proxy.newProxyInstance(
                Connection.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    if (Set.of("commit", "rollback", "close", "setAutoCommit").contains(method.getName())) {
                        return null;
                    }
                    try {
                        return method.invoke(connection, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
        return (DataSource) Proxy.newProxyInstance(
                DataSource.class.getClassLoader(),
                new Class<?>[] {DataSource.class},
                (proxy, method, arguments) -> kept);
    }
}
