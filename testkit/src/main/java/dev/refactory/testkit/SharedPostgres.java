package dev.refactory.testkit;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/// One PostgreSQL 18 for the whole test run, embedded or (`-Pcontainers`) in a container: started
/// at first use, stopped with the JVM. Every test asks for a database of its own, owned by a role
/// that is no superuser, so that row-level security holds. Thread-safe.
///
/// It trades durability for speed (`fsync=off`): tests that kill the server start one of their own.
public final class SharedPostgres {
    private static final String ROLE = "refactory_test";
    private static final String PASSWORD = "refactory_test";
    private static final AtomicInteger DATABASES = new AtomicInteger();
    private static final Map<String, TestDatabase> TEMPLATES = new ConcurrentHashMap<>();

    private SharedPostgres() {}

    /// A fresh, empty database.
    public static TestDatabase newDatabase() {
        return create("template0");
    }

    /// A fresh copy of a database that `prepare` filled once in this run, for example by the
    /// migrations. Everything that `prepare` opens must be closed when it returns.
    /// @param template names what `prepare` does, so that it runs once
    public static TestDatabase newDatabase(String template, Consumer<TestDatabase> prepare) {
        TestDatabase source = TEMPLATES.computeIfAbsent(template, name -> {
            TestDatabase empty = newDatabase();
            prepare.accept(empty);
            return empty;
        });
        synchronized (source) {
            return create(source.name());
        }
    }

    private static TestDatabase create(String template) {
        if (Containers.wanted()) {
            Containers.require();
        }
        String name = "test_" + DATABASES.incrementAndGet();
        execute("create database " + name + " owner " + ROLE + " template " + template);
        return new TestDatabase(name, url(Server.POSTGRES, name), ROLE, PASSWORD);
    }

    private static String url(PostgresServer server, String database) {
        return "jdbc:postgresql://" + server.address() + "/" + database;
    }

    private static void execute(String sql) {
        PostgresServer server = Server.POSTGRES;
        try (Connection connection =
                        DriverManager.getConnection(url(server, "postgres"), server.user(), server.password());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException("The test server refused: " + sql, e);
        }
    }

    /// A database of one test.
    ///
    /// @param user owns the database; no superuser, does not bypass row-level security
    public record TestDatabase(String name, String jdbcUrl, String user, String password) {
        /// A connection of its own, outside every pool, in auto-commit mode; the caller closes it.
        public Connection connect() throws SQLException {
            return DriverManager.getConnection(jdbcUrl, user, password);
        }
    }

    private static final class Server {
        static final PostgresServer POSTGRES = start();

        private static PostgresServer start() {
            PostgresServer server = PostgresServer.start();
            try (Connection connection =
                            DriverManager.getConnection(url(server, "postgres"), server.user(), server.password());
                    Statement statement = connection.createStatement()) {
                statement.execute("create role " + ROLE + " login nosuperuser nobypassrls password '" + PASSWORD + "'");
            } catch (SQLException e) {
                throw new IllegalStateException("The test role could not be made", e);
            }
            return server;
        }
    }
}
