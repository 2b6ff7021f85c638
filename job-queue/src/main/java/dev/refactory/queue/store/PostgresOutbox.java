package dev.refactory.queue.store;

import dev.refactory.kit.jdbc.Database;
import dev.refactory.kit.tenant.TenantId;
import dev.refactory.queue.job.Role;
import dev.refactory.queue.job.Tier;
import dev.refactory.queue.store.JobStore.ReadyTask;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// The outbox in Postgres. Rows are taken by deleting them under `skip locked` in the transaction
/// that publishes: there is no cursor that could pass over a row whose transaction commits late.
public final class PostgresOutbox implements Outbox {
    private final Database database;
    private final Turns turns = new Turns();

    public PostgresOutbox(Database database) {
        this.database = database;
    }

    @Override
    public int relay(int max, Consumer<List<ReadyTask>> publish) {
        return database.inTransactionOfAllTenants(connection -> {
            List<ReadyTask> taken = take(connection, max);
            if (!taken.isEmpty()) {
                publish.accept(taken);
            }
            return taken.size();
        });
    }

    private record Waiting(int urgency, String tenant, int weight) {}

    private List<ReadyTask> take(Connection connection, int max) throws SQLException {
        Map<Integer, List<Waiting>> byUrgency = Sql.list(
                        connection,
                        TaskSql.TENANTS_WITH_ANNOUNCEMENTS,
                        row -> new Waiting(row.getInt("urgency"), row.getString("tenant_id"), row.getInt("weight")))
                .stream()
                .collect(Collectors.groupingBy(Waiting::urgency, TreeMap::new, Collectors.toList()));
        List<ReadyTask> taken = new ArrayList<>();
        for (Map.Entry<Integer, List<Waiting>> entry : byUrgency.entrySet()) {
            int urgency = entry.getKey();
            Map<String, Integer> tenants =
                    entry.getValue().stream().collect(Collectors.toMap(Waiting::tenant, Waiting::weight));
            List<ReadyTask> next = turns.fill(urgency, tenants, max - taken.size(), (tenant, already, more) -> {
                List<Row> rows =
                        Sql.list(connection, TaskSql.TAKE_ANNOUNCEMENTS, PostgresOutbox::row, urgency, tenant, more);
                rows.sort((a, b) -> Long.compare(a.id(), b.id()));
                return rows.stream().map(Row::task).toList();
            });
            next.forEach(task -> turns.took(urgency, task.tenant().value()));
            taken.addAll(next);
        }
        return taken;
    }

    private record Row(long id, ReadyTask task) {}

    private static Row row(java.sql.ResultSet row) throws SQLException {
        return new Row(
                row.getLong("outbox_id"),
                new ReadyTask(
                        row.getLong("task_id"),
                        new TenantId(row.getString("tenant_id")),
                        Role.valueOf(row.getString("role").toUpperCase(Locale.ROOT)),
                        Tier.values()[row.getInt("urgency")]));
    }

    @Override
    public int backlog() {
        return database.inTransactionOfAllTenants(
                connection -> Sql.first(connection, TaskSql.COUNT_ANNOUNCEMENTS, row -> row.getInt(1))
                        .orElse(0));
    }

    @Override
    public int announceAgain(int max) {
        return database.inTransactionOfAllTenants(
                connection -> Sql.update(connection, TaskSql.ANNOUNCE_READY_AGAIN, max));
    }
}
