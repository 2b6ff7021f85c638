package dev.refactory.chaos;

import dev.refactory.kit.jdbc.Database;
import dev.refactory.queue.job.Stage;
import java.net.URI;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// What a row has at hand: the house, its orders, chance, and a place for what it sees.
final class Scene implements AutoCloseable {
    private static final Duration CAUGHT = Duration.ofSeconds(30);

    private final Site site;
    private final Orders orders;
    private final Oracle oracle;
    private final RandomGenerator random;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<String> violations = new ArrayList<>();
    private final Map<String, List<Double>> measured = new TreeMap<>();

    Scene(Site site, Orders orders, Oracle oracle, RandomGenerator random) {
        this.site = site;
        this.orders = orders;
        this.oracle = oracle;
        this.random = random;
    }

    /// An attempt that runs.
    record Attempt(long task, long fence, String job, String worker) {}

    Site site() {
        return site;
    }

    Orders orders() {
        return orders;
    }

    Oracle oracle() {
        return oracle;
    }

    RandomGenerator random() {
        return random;
    }

    /// A moment up to so long.
    Duration upTo(Duration longest) {
        return Duration.ofNanos(random.nextLong(longest.toNanos()));
    }

    URI api() throws Exception {
        return site.member(Site.API).url();
    }

    /// Orders, until accepted.
    List<String> order(int count) throws Exception {
        List<String> jobs = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            jobs.add(orders.place(api()));
        }
        return jobs;
    }

    /// Does something at the same time.
    Future<String> meanwhile(java.util.concurrent.Callable<String> work) {
        return threads.submit(work);
    }

    /// Says so when it does not hold.
    void check(boolean holds, String otherwise) {
        if (!holds) {
            violations.add(otherwise);
        }
    }

    /// Keeps a figure for the report.
    /// @param what with its unit, for example `recovery s`
    void measured(String what, double value) {
        measured.computeIfAbsent(what, each -> new ArrayList<>()).add(value);
    }

    List<String> violations() {
        return violations;
    }

    Map<String, List<Double>> measured() {
        return measured;
    }

    /// Waits until all jobs are over.
    void settle(Duration limit) throws InterruptedException {
        Waiting.until("the end of all jobs", limit, () -> oracle.open().isEmpty() ? true : null);
    }

    /// The first attempt of a stage that is seen running; orders jobs until there is one.
    Attempt catchRunning(Stage stage) throws Exception {
        return Waiting.until("an attempt of " + stage, CAUGHT, () -> {
            Attempt running = running(stage);
            if (running == null && oracle.open().isEmpty()) {
                order(1);
            }
            return running;
        });
    }

    private @Nullable Attempt running(Stage stage) {
        return one("""
                select task_id, fence, job_id, worker from attempt
                where state = 'running' and stage = %d and lease_until > clock_timestamp()
                order by fence desc limit 1""".formatted(stage.ordinal()));
    }

    /// The attempt that followed this one, null while there is none.
    @Nullable
    Attempt next(Attempt attempt) {
        return one("select task_id, fence, job_id, worker from attempt where task_id = %d and fence > %d order by fence"
                .formatted(attempt.task(), attempt.fence()));
    }

    /// Whether somebody keeps the lock of the attempt's job: what it does in that transaction is its own until it ends.
    boolean isLocked(Attempt attempt) {
        return oracle.list("select job_id from stage where state = 'open' and job_id = '" + attempt.job()
                        + "' for no key update skip locked")
                .isEmpty();
    }

    String stateOf(Attempt attempt) {
        return oracle.list("select state from attempt where task_id = %d and fence = %d"
                        .formatted(attempt.task(), attempt.fence()))
                .getFirst();
    }

    /// Seconds, by the database's clock, from an instant of [#now()] to when an attempt began.
    double secondsUntil(Attempt attempt, String instant) {
        return Double.parseDouble(oracle.list("""
                        select extract(epoch from started_at - '%s'::timestamptz)::text from attempt
                        where task_id = %d and fence = %d""".formatted(instant, attempt.task(), attempt.fence()))
                .getFirst());
    }

    /// The database's clock.
    String now() {
        return oracle.list("select clock_timestamp()::text").getFirst();
    }

    private @Nullable Attempt one(String query) {
        Database database = site.database();
        List<Attempt> found = database.inTransactionOfAllTenants(connection -> {
            List<Attempt> attempts = new ArrayList<>();
            try (PreparedStatement statement = connection.prepareStatement(query);
                    ResultSet row = statement.executeQuery()) {
                if (row.next()) {
                    attempts.add(new Attempt(row.getLong(1), row.getLong(2), row.getString(3), row.getString(4)));
                }
            }
            return attempts;
        });
        return found.isEmpty() ? null : found.getFirst();
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
