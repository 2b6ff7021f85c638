package dev.refactory.embedded;

import dev.refactory.kit.file.FileTrees;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Postgres and Kafka of one data directory, started side by side and stopped together.
public final class EmbeddedServices implements AutoCloseable {
    private final DataDirectory directory;
    private final EmbeddedPostgres18 postgres;
    private volatile EmbeddedKafka kafka;

    private EmbeddedServices(DataDirectory directory, EmbeddedPostgres18 postgres, EmbeddedKafka kafka) {
        this.directory = directory;
        this.postgres = postgres;
        this.kafka = kafka;
    }

    /// Opens the directory and starts both; when one does not start, the other is stopped again.
    /// @throws dev.refactory.kit.problem.RefactoryException saying which one, and what to do
    public static EmbeddedServices start(Path dataDirectory) {
        return start(DataDirectory.open(dataDirectory));
    }

    /// Starts both in a directory that is held already; it is let go when they end or do not start.
    /// @throws dev.refactory.kit.problem.RefactoryException saying which one, and what to do
    public static EmbeddedServices start(DataDirectory directory) {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<EmbeddedPostgres18> postgres = threads.submit(() -> EmbeddedPostgres18.start(directory));
            Future<EmbeddedKafka> kafka = threads.submit(() -> EmbeddedKafka.start(directory));
            return started(directory, postgres, kafka);
        } catch (RuntimeException e) {
            directory.close();
            throw e;
        }
    }

    public DataDirectory directory() {
        return directory;
    }

    public EmbeddedPostgres18 postgres() {
        return postgres;
    }

    public EmbeddedKafka kafka() {
        return kafka;
    }

    /// Stops the broker alone, which loses nothing; [#startKafka()] starts it again on the same port.
    public void stopKafka() {
        kafka.close();
    }

    /// Starts the broker again after [#stopKafka()].
    /// @param empty as a new broker: what it had is deleted before
    public void startKafka(boolean empty) throws IOException {
        if (empty) {
            FileTrees.delete(directory.resolve("kafka"));
        }
        kafka = EmbeddedKafka.start(directory);
    }

    /// Stops both, then lets the directory go.
    @Override
    public void close() {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            threads.execute(() -> kafka.close());
            threads.execute(postgres::close);
        }
        directory.close();
    }

    private static EmbeddedServices started(
            DataDirectory directory, Future<EmbeddedPostgres18> postgres, Future<EmbeddedKafka> kafka) {
        RuntimeException failure = null;
        for (Future<? extends AutoCloseable> each : java.util.List.of(postgres, kafka)) {
            try {
                each.get();
            } catch (ExecutionException e) {
                failure = e.getCause() instanceof RuntimeException known ? known : new IllegalStateException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                failure = new IllegalStateException("Interrupted while Postgres and Kafka started", e);
            }
        }
        if (failure == null) {
            return new EmbeddedServices(directory, postgres.resultNow(), kafka.resultNow());
        }
        if (postgres.state() == Future.State.SUCCESS) {
            postgres.resultNow().close();
        }
        if (kafka.state() == Future.State.SUCCESS) {
            kafka.resultNow().close();
        }
        throw failure;
    }
}
