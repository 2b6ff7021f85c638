package dev.refactory.graph.store;

import dev.refactory.testkit.SharedPostgres.TestDatabase;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/// A database that writes down what it is asked. Used by one thread.
final class CountedStatements {
    final List<String> asked = new ArrayList<>();
    private final TestDatabase database;

    CountedStatements(TestDatabase database) {
        this.database = database;
    }

    DataSource dataSource() {
        return proxy(DataSource.class, (self, method, arguments) -> connection(database.connect()));
    }

    private Connection connection(Connection connection) {
        return proxy(Connection.class, (self, method, arguments) -> {
            switch (method.getName()) {
                case "prepareStatement" -> asked.add(String.valueOf(arguments[0]));
                case "createStatement" -> asked.add("a statement that is not prepared");
                default -> {}
            }
            try {
                return method.invoke(connection, arguments);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        });
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(
                Proxy.newProxyInstance(CountedStatements.class.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
