package dev.refactory.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.refactory.chaos.RoleProcess;
import dev.refactory.embedded.EmbeddedServices;
import dev.refactory.embedded.Eventually;
import dev.refactory.kit.config.ConfigKey;
import dev.refactory.kit.config.ConfigKeys;
import dev.refactory.kit.jdbc.Database;
import dev.refactory.queue.job.Stage;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Every role in a process of its own, as in production, on a Postgres and a Kafka; what happens to
/// a job when one of them is killed.
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ProcessesTest {
    private static final Logger LOG = LoggerFactory.getLogger(ProcessesTest.class);
    private static final int USERS = 70;
    private static final int LEASE_SECONDS = 3;
    private static final Duration CRASH_LIMIT = Duration.ofSeconds(30);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(15);
    private static final List<String> NAMES = List.of("api", "indexer", "worker-1", "worker-2", "accelerator");

    private static final Map<String, String> RENAME =
            Map.of("method", "com.acme.Shape#area(double)", "newName", "surface");

    @TempDir
    static Path folder;

    private static final Map<String, RoleProcess> ROLES = new LinkedHashMap<>();
    private static List<String> members = List.of();
    private static EmbeddedServices services;
    private static Database database;
    private static ApiUser user;

    /// A running attempt, and who runs it.
    private record Running(long taskId, long fence, RoleProcess worker) {}

    @BeforeAll
    static void startEveryRole() throws Exception {
        services = EmbeddedServices.start(folder.resolve("services"));
        var postgres = services.postgres();
        database = Database.open(postgres.jdbcUrl(), postgres.user(), postgres.password(), 2);
        try (RoleProcess migrate = launch("migrate", 1, List.of())) {
            assertThat(migrate.exitCode(Duration.ofSeconds(60)))
                    .as(migrate::log)
                    .isZero();
        }
        List<Integer> ports = RoleProcess.freePorts(NAMES.size());
        members = ports.stream().map(port -> "127.0.0.1:" + port).toList();
        for (int i = 0; i < NAMES.size(); i++) {
            ROLES.put(NAMES.get(i), launch(NAMES.get(i), ports.get(i), members));
        }
        for (RoleProcess role : ROLES.values()) {
            role.port();
        }
        user = new ApiUser(URI.create("http://127.0.0.1:" + ROLES.get("api").port()));
    }

    @AfterAll
    static void stop() {
        ROLES.values().forEach(RoleProcess::close);
        if (database != null) {
            database.close();
        }
        if (services != null) {
            services.close();
        }
    }

    @Test
    @Order(1)
    void aKilledWorkersTasksAreFinishedByTheOtherWithTheSamePatchAndOneBill() throws Exception {
        FixtureRepository shapes = FixtureRepository.of(folder.resolve("shapes"), FixtureRepository.shapes(USERS));
        String patch = patchOf(user.run(shapes.folder(), "rename-method", RENAME));

        // An accelerator that stands still keeps whoever asks it in the middle of TRANSFORM.
        RoleProcess accelerator = ROLES.get("accelerator");
        String jobId;
        Running killed;
        List<ProcessHandle> orphans;
        long crash;
        accelerator.freeze();
        try {
            jobId = user.submit(ApiUser.request(shapes.folder(), "rename-method", RENAME));
            killed = Eventually.within(Duration.ofSeconds(60), () -> transforming(jobId));
            crash = System.nanoTime();
            orphans = killed.worker().kill();
        } finally {
            accelerator.thaw();
        }

        JsonNode job = user.await(jobId);
        Duration crashToEnd = Duration.ofNanos(System.nanoTime() - crash);
        LOG.info("a worker was killed in the middle of a task job={} crash_to_end_ms={}", jobId, crashToEnd.toMillis());
        assertThat(patchOf(job)).isEqualTo(patch);
        assertThat(crashToEnd).isLessThan(CRASH_LIMIT);
        assertThat(posts(jobId)).isEqualTo(1);
        List<Long> counts = tasksAndAttempts(jobId);
        assertThat(counts.getLast())
                .as("attempts of %s tasks", counts.getFirst())
                .isGreaterThan(counts.getFirst());
        for (ProcessHandle orphan : orphans) {
            orphan.onExit().get(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS);
        }
        assertThat(stateOf(killed)).isEqualTo("expired");
        assertThat(finisherOf(killed)).isNotSameAs(killed.worker());

        JsonNode again = user.run(shapes.folder(), "rename-method", RENAME);
        assertThat(patchOf(again)).as("with the one worker that is left").isEqualTo(patch);
    }

    /// Long before a request is given up.
    @Test
    @Order(2)
    void whatAFrozenAcceleratorOwesIsAnsweredByAnother() throws Exception {
        FixtureRepository shapes = FixtureRepository.of(folder.resolve("more"), FixtureRepository.shapes(USERS));
        String patch = patchOf(user.run(shapes.folder(), "rename-method", RENAME));
        int wafers = user.get("/v2/accelerators").json().get("data").size();
        RoleProcess other = launch("accelerator-2", RoleProcess.freePorts(1).getFirst(), members);
        ROLES.put("accelerator-2", other);
        other.port();
        Eventually.within(Duration.ofSeconds(60), () -> {
            int now = user.get("/v2/accelerators").json().get("data").size();
            return now == 2 * wafers ? now : null;
        });

        RoleProcess frozen = ROLES.get("accelerator");
        frozen.freeze();
        try {
            for (int i = 0; i < 10 && !logs().contains("no sign of life"); i++) {
                assertThat(patchOf(user.run(shapes.folder(), "rename-method", RENAME)))
                        .isEqualTo(patch);
            }
        } finally {
            frozen.thaw();
        }
        assertThat(logs()).contains("no sign of life");
    }

    @Test
    @Order(3)
    void everyRoleEndsInTimeWhenItIsAskedTo() throws Exception {
        Map<String, RoleProcess> living = ROLES.entrySet().stream()
                .filter(role -> role.getValue().alive())
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        assertThat(living).containsKeys("api", "indexer", "accelerator").hasSizeGreaterThanOrEqualTo(4);

        living.values().forEach(RoleProcess::terminate);

        for (RoleProcess role : living.values()) {
            assertThat(role.exitCode(STOP_LIMIT)).as(role::log).isIn(0, 128 + 15);
        }
    }

    private static String patchOf(JsonNode job) {
        assertThat(job.get("status").asText()).as("%s\n%s", job, logs()).isEqualTo("succeeded");
        return job.get("result").get("patch_sha256").asText();
    }

    private static Running transforming(String jobId) {
        return database.inTransactionOfAllTenants(connection -> {
            try (var query = connection.prepareStatement("""
                    select task_id, fence, worker from attempt
                    where job_id = ? and stage = ? and state = 'running' order by task_id limit 1""")) {
                query.setString(1, jobId);
                query.setInt(2, Stage.TRANSFORM.ordinal());
                try (var row = query.executeQuery()) {
                    if (!row.next()) {
                        throw new IllegalStateException("No attempt of TRANSFORM runs for " + jobId);
                    }
                    return new Running(row.getLong(1), row.getLong(2), process(row.getString(3)));
                }
            }
        });
    }

    private static String stateOf(Running attempt) {
        return text("select state from attempt where task_id = ? and fence = ?", attempt.taskId(), attempt.fence());
    }

    private static RoleProcess finisherOf(Running attempt) {
        return process(text("select worker from attempt where task_id = ? and state = 'completed'", attempt.taskId()));
    }

    private static RoleProcess process(String worker) {
        return ROLES.values().stream()
                .filter(role -> role.isWorker(worker))
                .findAny()
                .orElseThrow(() -> new IllegalStateException("Whose is the attempt of " + worker + "?"));
    }

    private static List<Long> tasksAndAttempts(String jobId) {
        return List.of(
                Long.parseLong(text("select count(*)::text from task where job_id = ?", jobId)),
                Long.parseLong(text("select count(*)::text from attempt where job_id = ?", jobId)));
    }

    private static int posts(String jobId) throws Exception {
        int posts = 0;
        for (JsonNode line : user.get("/v2/ledger?job_id=" + jobId).json().get("data")) {
            posts += line.get("kind").asText().equals("post") ? 1 : 0;
        }
        return posts;
    }

    private static String text(String sql, Object... values) {
        return database.inTransactionOfAllTenants(connection -> {
            try (var query = connection.prepareStatement(sql)) {
                for (int i = 0; i < values.length; i++) {
                    query.setObject(i + 1, values[i]);
                }
                try (var row = query.executeQuery()) {
                    assertThat(row.next()).as(sql).isTrue();
                    return row.getString(1);
                }
            }
        });
    }

    private static String logs() {
        return ROLES.values().stream().map(RoleProcess::log).collect(Collectors.joining("\n"));
    }

    private static RoleProcess launch(String name, int clusterPort, List<String> members) throws IOException {
        var postgres = services.postgres();
        Map<ConfigKey<?>, Object> settings = new LinkedHashMap<>();
        settings.put(ConfigKeys.DATA_DIR, folder.resolve(name));
        settings.put(ConfigKeys.PORT, 0);
        settings.put(ConfigKeys.POSTGRES_URL, postgres.jdbcUrl());
        settings.put(ConfigKeys.POSTGRES_USER, postgres.user());
        settings.put(ConfigKeys.POSTGRES_PASSWORD, postgres.password());
        settings.put(ConfigKeys.KAFKA_BOOTSTRAP, services.kafka().bootstrapServers());
        settings.put(ConfigKeys.CLUSTER_NAME, "processes");
        settings.put(ConfigKeys.CLUSTER_PORT, clusterPort);
        settings.put(ConfigKeys.ALLOW_PATH, folder);
        settings.put(ConfigKeys.LEASE_SECONDS, LEASE_SECONDS);
        if (!members.isEmpty()) {
            settings.put(ConfigKeys.CLUSTER_MEMBERS, String.join(",", members));
        }
        return RoleProcess.start(folder, name, name.replaceAll("-[0-9]+$", ""), settings);
    }
}
