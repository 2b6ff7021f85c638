package dev.refactory.embedded;

import dev.refactory.kit.file.FileTrees;
import dev.refactory.kit.problem.ErrorCode;
import dev.refactory.kit.problem.RefactoryException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// PostgreSQL 18 as a child process: durable (`fsync` on), on loopback only, behind a random password, its files kept
/// between runs. When it dies under us it is started again on the same port, at most [#RESTARTS] times in a row.
/// Thread-safe.
public final class EmbeddedPostgres18 implements AutoCloseable {
    /// How often a server that died is started again before we give up; a minute of health forgives.
    static final int RESTARTS = 5;

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedPostgres18.class);
    private static final String SUPERUSER = "postgres";
    private static final String NAME = "refactory";
    private static final long PAUSE_MILLIS = 50;
    private static final int STARTUP_PAUSES = 1200;
    private static final long LOG_LIMIT_BYTES = 10 << 20;

    /// Modest memory for one machine, nothing traded for durability.
    private static final Map<String, String> SETTINGS = Map.ofEntries(
            Map.entry("listen_addresses", "127.0.0.1"),
            Map.entry("unix_socket_directories", ""),
            Map.entry("fsync", "on"),
            Map.entry("synchronous_commit", "on"),
            Map.entry("full_page_writes", "on"),
            Map.entry("shared_buffers", "128MB"),
            Map.entry("max_connections", "100"),
            Map.entry("work_mem", "8MB"),
            Map.entry("maintenance_work_mem", "64MB"),
            Map.entry("effective_cache_size", "1GB"),
            Map.entry("max_wal_size", "1GB"),
            Map.entry("random_page_cost", "1.1"),
            Map.entry("jit", "off"),
            Map.entry("timezone", "UTC"),
            Map.entry("log_timezone", "UTC"));

    private final DataDirectory directory;
    private final PostgresPrograms programs;
    private final Path data;
    private final Path log;
    private final int port;
    private final String superuserPassword;
    private final String password;

    private volatile Process process;
    private volatile boolean closed;
    private volatile @Nullable RefactoryException failure;

    private EmbeddedPostgres18(DataDirectory directory, PostgresPrograms programs) throws IOException {
        this.directory = directory;
        this.programs = programs;
        this.data = directory.resolve("postgres");
        this.log = directory.resolve("logs").resolve("postgres.log");
        this.superuserPassword = directory.secret("postgres-superuser");
        this.password = directory.secret("postgres");
        rotate(log);
        if (!Files.exists(data)) {
            initialise();
        }
        stopLeftover();
        this.port = directory.port("postgres");
        this.process = launchUntilItAnswers();
    }

    /// Starts the server, making its files and the database `refactory` at first use, and waits until it answers.
    ///
    /// @throws RefactoryException `database_unavailable` or `configuration_invalid`, saying what to do
    public static EmbeddedPostgres18 start(DataDirectory directory) {
        EmbeddedPostgres18 server = null;
        try {
            server = new EmbeddedPostgres18(directory, PostgresPrograms.unpack(directory.resolve("runtime")));
            server.prepareDatabase();
            server.watch(server.process, 0);
            LOG.info("postgres started port={} pid={}", server.port, server.pid());
            return server;
        } catch (IOException | SQLException e) {
            if (server != null) {
                server.close();
            }
            throw new RefactoryException(
                    ErrorCode.DATABASE_UNAVAILABLE,
                    "postgres",
                    "The embedded PostgreSQL in " + directory.root() + " did not start: " + e.getMessage() + ".",
                    e);
        }
    }

    public String jdbcUrl() {
        return url(NAME);
    }

    /// Owns the database; no superuser, and row-level security holds for it.
    public String user() {
        return NAME;
    }

    public String password() {
        return password;
    }

    public int port() {
        return port;
    }

    /// The server's process; another one after it died and was started again.
    public long pid() {
        return process.pid();
    }

    public boolean running() {
        return !closed && process.isAlive();
    }

    /// Why the server is gone for good; empty while it runs or is being started again.
    public Optional<RefactoryException> failure() {
        return Optional.ofNullable(failure);
    }

    /// Stops the server: open transactions are rolled back, everything committed is on disk. Waits up to a minute.
    @Override
    public void close() {
        if (closed) {
            return;
        }
        synchronized (this) {
            closed = true;
            if (process.isAlive()) {
                try {
                    programs.run(log, programs.command("pg_ctl", "stop", "-D", data.toString(), "-m", "fast", "-w"));
                } catch (IOException e) {
                    LOG.warn("postgres did not stop, ending it pid={} reason={}", pid(), e.toString());
                    process.destroyForcibly();
                }
            }
        }
        LOG.info("postgres stopped port={}", port);
    }

    /// Leaves the server running unattended, as a killed process would.
    void abandon() {
        closed = true;
    }

    private void initialise() throws IOException {
        Path partial = directory.resolve("postgres.partial");
        FileTrees.delete(partial);
        try {
            programs.run(
                    log,
                    programs.command(
                            "initdb",
                            "--pgdata=" + partial,
                            "--username=" + SUPERUSER,
                            "--pwfile=" + directory.resolve("secrets").resolve("postgres-superuser"),
                            "--auth=scram-sha-256",
                            "--encoding=UTF8",
                            "--locale-provider=builtin",
                            "--builtin-locale=C.UTF-8",
                            "--locale=C",
                            "--no-instructions"));
        } catch (IOException e) {
            throw new IOException("initdb failed: " + e.getMessage(), e);
        }
        Files.move(partial, data, StandardCopyOption.ATOMIC_MOVE);
    }

    /// A server that outlived a killed process of ours is stopped; a pid file whose process is gone, or is by now
    /// somebody else's, is removed, because PostgreSQL would refuse to start for the latter.
    private void stopLeftover() throws IOException {
        Path pidFile = data.resolve("postmaster.pid");
        if (!Files.exists(pidFile)) {
            return;
        }
        List<String> lines = Files.readAllLines(pidFile);
        Optional<ProcessHandle> leftover = lines.isEmpty() || !lines.getFirst().matches("[0-9]{1,9}")
                ? Optional.empty()
                : ProcessHandle.of(Long.parseLong(lines.getFirst())).filter(this::isOurServer);
        if (leftover.isPresent()) {
            LOG.info(
                    "stopping the postgres of a run that was killed pid={}",
                    leftover.get().pid());
            programs.run(log, programs.command("pg_ctl", "stop", "-D", data.toString(), "-m", "fast", "-w"));
        } else {
            Files.deleteIfExists(pidFile);
        }
    }

    private boolean isOurServer(ProcessHandle handle) {
        String commandLine = handle.info().commandLine().orElse("");
        return commandLine.contains("postgres") && commandLine.contains(data.toString());
    }

    private Process launchUntilItAnswers() throws IOException {
        Map<String, String> settings = new TreeMap<>(SETTINGS);
        settings.put("port", Integer.toString(port));
        List<String> command = programs.command("postgres", "-D", data.toString());
        settings.forEach((name, value) -> {
            command.add("-c");
            command.add(name + "=" + value);
        });
        Process started = PostgresPrograms.start(log, command);
        SQLException last = null;
        try {
            for (int pause = 0; pause < STARTUP_PAUSES; pause++) {
                if (started.waitFor(PAUSE_MILLIS, TimeUnit.MILLISECONDS)) {
                    throw new IOException("it ended with status " + started.exitValue() + "; see " + log, last);
                }
                try (Connection connection = superuser("postgres")) {
                    return started;
                } catch (SQLException e) {
                    last = e;
                }
            }
        } catch (InterruptedException e) {
            started.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while it started", e);
        }
        started.destroyForcibly();
        throw new IOException("it did not answer on port " + port + " within a minute; see " + log, last);
    }

    private void prepareDatabase() throws SQLException {
        try (Connection connection = superuser("postgres");
                Statement statement = connection.createStatement()) {
            if (!exists(connection, "select 1 from pg_roles where rolname = ?")) {
                statement.execute("create role " + NAME);
            }
            // The password is hexadecimal digits of ours, so quoting it is safe.
            statement.execute("alter role " + NAME
                    + " login nosuperuser nobypassrls nocreatedb nocreaterole noreplication password '" + password
                    + "'");
            if (!exists(connection, "select 1 from pg_database where datname = ?")) {
                statement.execute("create database " + NAME + " owner " + NAME);
            }
        }
    }

    private static boolean exists(Connection connection, String sql) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            query.setString(1, NAME);
            try (ResultSet row = query.executeQuery()) {
                return row.next();
            }
        }
    }

    private Connection superuser(String database) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", SUPERUSER);
        properties.setProperty("password", superuserPassword);
        properties.setProperty("connectTimeout", "5");
        return DriverManager.getConnection(url(database), properties);
    }

    private String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    private void watch(Process watched, int restarts) {
        boolean[] healthy = {false};
        watched.onExit()
                .completeOnTimeout(watched, 1, TimeUnit.MINUTES)
                .thenAccept(seen -> healthy[0] = seen.isAlive());
        Thread.ofVirtual().name("postgres-keeper").start(() -> {
            try {
                int status = watched.waitFor();
                restart(status, healthy[0] ? 0 : restarts);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private void restart(int status, int restartsSoFar) throws InterruptedException {
        int restarts = restartsSoFar;
        while (restarts < RESTARTS) {
            synchronized (this) {
                if (closed) {
                    return;
                }
                restarts++;
                LOG.warn("postgres died, starting it again status={} restart={} of={}", status, restarts, RESTARTS);
                try {
                    stopLeftover();
                    process = launchUntilItAnswers();
                    LOG.info("postgres is back port={} pid={}", port, pid());
                    watch(process, restarts);
                    return;
                } catch (IOException e) {
                    // Backends of the dead server hold its shared memory for a moment: the next try succeeds.
                    LOG.warn("postgres did not come back restart={} reason={}", restarts, e.getMessage());
                }
            }
            TimeUnit.MILLISECONDS.sleep(200L << restarts);
        }
        failure = new RefactoryException(
                ErrorCode.DATABASE_UNAVAILABLE,
                "postgres",
                "The embedded PostgreSQL died (status " + status + ") and did not come back after " + RESTARTS
                        + " starts: look into " + log + "; nothing committed is lost, start again when it is mended.");
        LOG.error("postgres is gone for good log={}", log);
    }

    private static void rotate(Path log) throws IOException {
        if (Files.exists(log) && Files.size(log) > LOG_LIMIT_BYTES) {
            Files.move(log, log.resolveSibling("postgres.log.1"), StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
