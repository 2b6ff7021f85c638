package dev.refactory.chaos;

import dev.refactory.kit.jdbc.Database;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// What must hold after every row, asked of the database, none of the product's code between: what went in came out
/// (Jepsen's total queue), one result a job, one holder a task at a time, nothing written under an old fence, books
/// that balance (Jepsen's bank).
final class Oracle {
    /// Name of a rule, and a query that lists what breaks it.
    private static final Map<String, String> RULES = rules();

    private final Database database;

    Oracle(Database database) {
        this.database = database;
    }

    private static Map<String, String> rules() {
        Map<String, String> rules = new TreeMap<>();
        rules.put("two processes held a task at the same time", """
                select b.task_id || ' by ' || a.worker || ' and ' || b.worker
                from attempt a join attempt b on b.tenant_id = a.tenant_id and b.task_id = a.task_id and b.fence > a.fence
                where a.finished_at is null or b.started_at < a.finished_at""");
        rules.put("a task that is done was not completed exactly once, under its last fence", """
                select t.task_id || ' of ' || t.job_id from task t
                where t.state = 'done' and 1 <> (select count(*) from attempt a
                    where a.tenant_id = t.tenant_id and a.task_id = t.task_id and a.state = 'completed')
                or t.state = 'done' and t.fence <> (select max(a.fence) from attempt a
                    where a.tenant_id = t.tenant_id and a.task_id = t.task_id)""");
        rules.put("a task of a job that is over is still held or waits", """
                select t.task_id || ' of ' || t.job_id from task t join job j using (tenant_id, job_id)
                where j.finished_at is not null and t.state in ('ready', 'waiting', 'held')""");
        rules.put("an attempt outlives its job", """
                select a.task_id || ' of ' || a.job_id from attempt a join job j using (tenant_id, job_id)
                where a.state = 'running' and j.finished_at is not null""");
        rules.put("a job that succeeded has a stage that is not done", """
                select j.job_id || ' stage ' || s.stage from job j join stage s using (tenant_id, job_id)
                where j.status = 'succeeded' and s.state <> 'done'""");
        rules.put("the lines of a posting do not sum to zero", """
                select job_id || ' ' || kind from ledger_entry
                group by tenant_id, job_id, kind having sum(milli_sau) <> 0""");
        rules.put("a reservation is not settled exactly once", """
                select job_id from ledger_entry where account = 'reserved'
                group by tenant_id, job_id
                having count(*) filter (where kind = 'reserve') <> 1
                    or count(*) filter (where kind in ('post', 'void')) <> 1""");
        rules.put("a job's charge is not what the ledger posted, or more than its quote", """
                select j.job_id || ' ' || j.charged_milli_sau from job j
                left join (select tenant_id, job_id, sum(milli_sau) as posted from ledger_entry
                    where account = 'revenue' group by tenant_id, job_id) l using (tenant_id, job_id)
                where j.charged_milli_sau <> coalesce(l.posted, 0)
                    or j.charged_milli_sau > coalesce(j.quoted_milli_sau, 0)
                    or j.status = 'succeeded' and not j.dry_run and j.charged_milli_sau = 0
                    or j.status <> 'succeeded' and j.charged_milli_sau <> 0""");
        rules.put("a balance is not the sum of its entries", """
                select a.account from account a
                left join (select tenant_id, account, sum(milli_sau) as total from ledger_entry
                    group by tenant_id, account) l using (tenant_id, account)
                where a.balance_milli_sau <> coalesce(l.total, 0)""");
        return rules;
    }

    /// The statuses of all jobs.
    Map<String, String> statuses() {
        return database.inTransactionOfAllTenants(connection -> {
            Map<String, String> statuses = new TreeMap<>();
            try (PreparedStatement query = connection.prepareStatement("select job_id, status from job");
                    ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    statuses.put(rows.getString(1), rows.getString(2));
                }
            }
            return statuses;
        });
    }

    /// Ids of jobs that are not over.
    Set<String> open() {
        return statuses().entrySet().stream()
                .filter(job ->
                        !Set.of("succeeded", "refused", "failed", "cancelled").contains(job.getValue()))
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /// Everything that does not hold, in sentences; empty when all is well. All jobs must be over.
    List<String> violations(Orders orders) {
        List<String> violations = new ArrayList<>();
        Map<String, String> statuses = statuses();
        Set<String> accepted = orders.accepted();
        accepted.stream()
                .filter(job -> !statuses.containsKey(job))
                .forEach(job -> violations.add("lost: " + job + " was accepted and is not there"));
        statuses.forEach((job, status) -> {
            if (!accepted.contains(job)) {
                violations.add("unexpected: nobody was told of " + job);
            } else if (!orders.allows(job, status)) {
                violations.add(job + " is " + status + why(job));
            }
        });
        RULES.forEach((rule, query) -> list(query).forEach(each -> violations.add(rule + ": " + each)));
        List<String> patches =
                list("select distinct result::json ->> 'patch_sha256' from job where status = 'succeeded'");
        if (patches.size() > 1) {
            violations.add("equal requests had " + patches.size() + " different patches");
        }
        return violations;
    }

    /// Attempts that were not the only one of their task: what faults cost.
    long repeated() {
        return Long.parseLong(list("select (count(*) - count(distinct task_id))::text from attempt")
                .getFirst());
    }

    private String why(String job) {
        return list("select ': ' || error_code || ', ' || error_message from job where error_code is not null"
                        + " and job_id = '" + job + "'")
                .stream()
                .findFirst()
                .orElse("");
    }

    /// The first column, at most a hundred rows.
    List<String> list(String query) {
        return database.inTransactionOfAllTenants(connection -> {
            List<String> found = new ArrayList<>();
            try (PreparedStatement statement = connection.prepareStatement(query)) {
                statement.setMaxRows(100);
                try (ResultSet rows = statement.executeQuery()) {
                    while (rows.next()) {
                        found.add(String.valueOf(rows.getString(1)));
                    }
                }
            }
            return found;
        });
    }
}
