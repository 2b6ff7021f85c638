package dev.refactory.chaos;

import dev.refactory.client.ApiProblem;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.Future;

/// Rows in which Postgres dies, is silent, slow, refuses to write, or loses connections.
final class PostgresRows {
    private static final Duration SETTLED = Duration.ofSeconds(60);
    private static final String OTHERS = "select pg_terminate_backend(pid) from pg_stat_activity"
            + " where usename = current_user and application_name <> '" + Site.OURSELVES + "'";

    private PostgresRows() {}

    static List<Row> all() {
        return List.of(
                new Row("C20", "Postgres", "immediate shutdown", "everybody comes back alone", PostgresRows::shutDown),
                new Row(
                        "C21",
                        "Postgres",
                        "silent to everybody for 3 leases",
                        "everybody comes back alone",
                        PostgresRows::silent),
                new Row(
                        "C24",
                        "Postgres",
                        "read-only",
                        "orders are answered with 503; none is accepted",
                        PostgresRows::readOnly),
                new Row(
                        "C25",
                        "Postgres",
                        "a transaction stays open",
                        "jobs go on meanwhile",
                        PostgresRows::openTransaction),
                new Row("C26", "Postgres", "answers a 50th of the lease late", "no lease runs out", PostgresRows::late),
                new Row(
                        "C28",
                        "Postgres",
                        "connections end at any moment",
                        "each is replaced",
                        PostgresRows::connectionsEnd));
    }

    private static Connection connect(Scene scene) throws SQLException {
        var postgres = scene.site().services().postgres();
        Properties properties = new Properties();
        properties.setProperty("user", postgres.user());
        properties.setProperty("password", postgres.password());
        properties.setProperty("ApplicationName", Site.OURSELVES);
        properties.setProperty("options", "-c default_transaction_read_only=off");
        return DriverManager.getConnection(postgres.jdbcUrl(), properties);
    }

    private static List<Future<String>> orderMeanwhile(Scene scene, int count) {
        List<Future<String>> orders = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            orders.add(scene.meanwhile(() -> scene.orders().place(scene.api())));
        }
        return orders;
    }

    private static void shutDown(Scene scene) throws Exception {
        List<Future<String>> orders = orderMeanwhile(scene, 5);
        Waiting.pass(scene.upTo(Duration.ofMillis(800)));
        long pid = scene.site().services().postgres().pid();
        new ProcessBuilder("kill", "-QUIT", Long.toString(pid)).start().waitFor();
        Waiting.until(
                "another Postgres",
                SETTLED,
                () -> scene.site().services().postgres().pid() != pid ? true : null);
        for (Future<String> order : orders) {
            order.get();
        }
    }

    private static void silent(Scene scene) throws Exception {
        List<Future<String>> orders = orderMeanwhile(scene, 5);
        Waiting.pass(scene.upTo(Duration.ofMillis(800)));
        scene.site().members().forEach(member -> member.postgres().hold());
        Waiting.pass(scene.site().lease().multipliedBy(3));
        scene.site().heal();
        for (Future<String> order : orders) {
            order.get();
        }
    }

    private static void readOnly(Scene scene) throws Exception {
        String key = scene.orders().newKey();
        try (Connection connection = connect(scene);
                Statement statement = connection.createStatement()) {
            statement.execute("alter database refactory set default_transaction_read_only = on");
            try {
                statement.execute(OTHERS);
                scene.check(refused(scene, key), "an order was not answered with 503");
                scene.check(
                        scene.oracle()
                                .list("select job_id from idempotency where idempotency_key = '" + key + "'")
                                .isEmpty(),
                        "an order was accepted");
            } finally {
                statement.execute("alter database refactory reset default_transaction_read_only");
                statement.execute(OTHERS);
            }
        }
        scene.orders().place(scene.api(), key);
    }

    private static boolean refused(Scene scene, String key) throws Exception {
        try {
            scene.orders().once(scene.api(), key);
            return false;
        } catch (ApiProblem e) {
            return e.status() == 503;
        }
    }

    /// It holds back every number below which all transactions are over, which a cursor over the outbox would wait for.
    private static void openTransaction(Scene scene) throws Exception {
        try (Connection connection = connect(scene);
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("select pg_current_xact_id()");
            scene.order(4);
            scene.settle(SETTLED);
            connection.rollback();
        }
    }

    private static void late(Scene scene) throws Exception {
        long before = expired(scene);
        // 200 ms where the lease has 10 s, there and back.
        Duration eachWay = scene.site().lease().dividedBy(100);
        scene.site().members().forEach(member -> member.postgres().delay(eachWay));
        scene.order(3);
        scene.settle(SETTLED.multipliedBy(2));
        scene.check(expired(scene) == before, "leases ran out");
    }

    private static long expired(Scene scene) {
        return Long.parseLong(scene.oracle()
                .list("select count(*)::text from attempt where state = 'expired'")
                .getFirst());
    }

    private static void connectionsEnd(Scene scene) throws Exception {
        List<Future<String>> orders = orderMeanwhile(scene, 6);
        try (Connection connection = connect(scene);
                Statement statement = connection.createStatement()) {
            for (int i = 0; i < 10; i++) {
                Waiting.pass(scene.upTo(Duration.ofMillis(300)));
                statement.execute(OTHERS + " and random() < 0.3");
            }
        }
        for (Future<String> order : orders) {
            order.get();
        }
    }
}
