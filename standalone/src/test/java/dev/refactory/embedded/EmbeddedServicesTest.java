package dev.refactory.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedServicesTest {
    @TempDir
    static Path temporary;

    /// Shared by the tests that need Postgres only, because unpacking and initdb take seconds.
    private static DataDirectory directory;

    @BeforeAll
    static void open() {
        directory = DataDirectory.open(temporary.resolve("postgres-only"));
    }

    @AfterAll
    static void close() {
        directory.close();
    }

    @Test
    void bothSurviveARestartWithTheirDataPortsAndPassword() throws Exception {
        Path home = temporary.resolve("data");
        String url;
        String password;
        try (EmbeddedServices services = EmbeddedServices.start(home)) {
            url = services.postgres().jdbcUrl();
            password = services.postgres().password();
            try (Connection connection = connect(services)) {
                connection.createStatement().execute("create table kept as select 42 as answer");
                assertThat(text(connection, "show fsync")).isEqualTo("on");
                assertThat(text(connection, "show synchronous_commit")).isEqualTo("on");
                assertThat(text(connection, "show listen_addresses")).isEqualTo("127.0.0.1");
                assertThat(text(
                                connection,
                                "select rolsuper or rolbypassrls from pg_roles where rolname = current_user"))
                        .isEqualTo("f");
            }
            try (Admin admin = admin(services)) {
                admin.createTopics(List.of(new NewTopic("kept", 1, (short) 1)))
                        .all()
                        .get(20, TimeUnit.SECONDS);
            }
        }
        try (EmbeddedServices services = EmbeddedServices.start(home)) {
            assertThat(services.postgres().jdbcUrl()).isEqualTo(url);
            assertThat(services.postgres().password()).isEqualTo(password);
            try (Connection connection = connect(services)) {
                assertThat(text(connection, "select answer from kept")).isEqualTo("42");
            }
            try (Admin admin = admin(services)) {
                assertThat(admin.listTopics().names().get(20, TimeUnit.SECONDS)).contains("kept");
            }
            assertThat(EmbeddedKafka.failure()).isEmpty();
        }
    }

    @Test
    void aPostgresThatIsKilledComesBackOnTheSamePortWithWhatWasCommitted() throws Exception {
        try (EmbeddedPostgres18 postgres = EmbeddedPostgres18.start(directory)) {
            try (Connection connection = connect(postgres)) {
                connection.createStatement().execute("create table survivor as select 42 as answer");
            }
            long first = postgres.pid();
            ProcessHandle.of(first).orElseThrow().destroyForcibly();

            String answer = Eventually.within(Duration.ofSeconds(30), () -> {
                if (postgres.pid() == first) {
                    return null;
                }
                try (Connection connection = connect(postgres)) {
                    return text(connection, "select answer from survivor");
                }
            });

            assertThat(answer).isEqualTo("42");
            assertThat(postgres.failure()).isEmpty();
        }
    }

    @Test
    void aPostgresThatOutlivedItsOwnerIsTakenOver() throws Exception {
        EmbeddedPostgres18 abandoned = EmbeddedPostgres18.start(directory);
        long leftover = abandoned.pid();
        // As after kill -9 of the owner: nobody told the server to stop. Its keeper must not bring it back.
        abandoned.abandon();

        try (EmbeddedPostgres18 next = EmbeddedPostgres18.start(directory);
                Connection connection = connect(next)) {
            assertThat(text(connection, "select 1")).isEqualTo("1");
            assertThat(ProcessHandle.of(leftover).filter(ProcessHandle::isAlive))
                    .isEmpty();
        }
    }

    @Test
    void aPidFileWhoseNumberBelongsToSomebodyElseByNowDoesNotMatter() throws Exception {
        EmbeddedPostgres18.start(directory).close();
        Path pidFile = directory.resolve("postgres").resolve("postmaster.pid");
        Files.writeString(pidFile, ProcessHandle.current().pid() + "\n");

        try (EmbeddedPostgres18 next = EmbeddedPostgres18.start(directory);
                Connection connection = connect(next)) {
            assertThat(text(connection, "select 1")).isEqualTo("1");
        }
    }

    @Test
    void nobodyConnectsWithoutThePasswordAndItsFileIsPrivate() throws Exception {
        try (EmbeddedPostgres18 postgres = EmbeddedPostgres18.start(directory)) {
            assertThatThrownBy(() -> DriverManager.getConnection(postgres.jdbcUrl(), "postgres", "postgres"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("password authentication failed");
            Path secret = directory.resolve("secrets").resolve("postgres");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(secret)))
                    .isEqualTo("rw-------");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.root())))
                    .isEqualTo("rwx------");
        }
    }

    @Test
    void withoutUserNamespacesRootIsToldWhatToDo() {
        assertThat(PostgresPrograms.mayUnshare("/nonexistent/unshare")).isFalse();
        assertThat(PostgresPrograms.noUserNamespace().sentence())
                .contains("unshare", "ordinary user", "--database-url");
    }

    private static Connection connect(EmbeddedServices services) throws SQLException {
        return connect(services.postgres());
    }

    private static Connection connect(EmbeddedPostgres18 postgres) throws SQLException {
        return DriverManager.getConnection(postgres.jdbcUrl(), postgres.user(), postgres.password());
    }

    private static String text(Connection connection, String sql) throws SQLException {
        try (var rows = connection.createStatement().executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }

    private static Admin admin(EmbeddedServices services) {
        return Admin.create(Map.of("bootstrap.servers", services.kafka().bootstrapServers()));
    }
}
