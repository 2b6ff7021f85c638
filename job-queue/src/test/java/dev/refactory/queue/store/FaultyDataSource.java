package dev.refactory.queue.store;

import java.io.PrintWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.logging.Logger;
import javax.sql.DataSource;

/// Connections that die when told to: before their n-th statement, or right after a commit that took effect.
final class FaultyDataSource implements DataSource {
    /// Nothing goes wrong.
    static final int NEVER = Integer.MAX_VALUE;

    private final dev.refactory.testkit.SharedPostgres.TestDatabase database;
    private int statementsLeft = NEVER;
    private boolean loseTheAnswerOfTheCommit;
    private int statements;
    private int commits;

    FaultyDataSource(dev.refactory.testkit.SharedPostgres.TestDatabase database) {
        this.database = database;
    }

    /// The connection dies before this many more statements have run.
    void dieAfter(int statements) {
        statementsLeft = statements;
    }

    /// How many statements were prepared so far: round trips, commits left out.
    int statements() {
        return statements;
    }

    int commits() {
        return commits;
    }

    /// The next commit takes effect, but the caller sees a broken connection.
    void loseTheAnswerOfTheNextCommit() {
        loseTheAnswerOfTheCommit = true;
    }

    @Override
    public Connection getConnection() throws SQLException {
        Connection real = database.connect();
        return (Connection) Proxy.newProxyInstance(
                FaultyDataSource.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("prepareStatement")
                            && statementsLeft != NEVER
                            && --statementsLeft < 0) {
                        real.abort(Runnable::run);
                        throw new SQLException("the server went away", "57P01");
                    }
                    statements += method.getName().equals("prepareStatement") ? 1 : 0;
                    commits += method.getName().equals("commit") ? 1 : 0;
                    try {
                        Object result = method.invoke(real, arguments);
                        if (method.getName().equals("commit") && loseTheAnswerOfTheCommit) {
                            loseTheAnswerOfTheCommit = false;
                            throw new SQLException("the connection broke", "08006");
                        }
                        return result;
                    } catch (InvocationTargetException e) {
                        throw e.getTargetException();
                    }
                });
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        return getConnection();
    }

    @Override
    public PrintWriter getLogWriter() {
        throw new AssertionError("Nobody reads a log of it");
    }

    @Override
    public void setLogWriter(PrintWriter out) {}

    @Override
    public void setLoginTimeout(int seconds) {}

    @Override
    public int getLoginTimeout() {
        return 0;
    }

    @Override
    public Logger getParentLogger() {
        return Logger.getGlobal();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        throw new SQLException("Nothing to unwrap");
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return false;
    }
}
