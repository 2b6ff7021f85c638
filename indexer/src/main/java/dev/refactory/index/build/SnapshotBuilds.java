package dev.refactory.index.build;

import dev.refactory.graph.store.GraphStore;
import dev.refactory.graph.store.SnapshotKey;
import dev.refactory.graph.store.SnapshotSummary;
import dev.refactory.index.store.SnapshotBuildStore;
import dev.refactory.kit.problem.ErrorCode;
import dev.refactory.kit.problem.RefactoryException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Many jobs, one build. The first job that wants a snapshot starts its build; others wait for it,
/// in this process or in another. A build belongs to no job: a cancelled job only stops waiting,
/// and the build ends early when the last one has. A builder that dies is replaced once its lease
/// has lapsed. Thread-safe.
public final class SnapshotBuilds implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(SnapshotBuilds.class);

    private final GraphStore graph;
    private final SnapshotBuildStore builds;
    private final String builder;
    private final Timing timing;
    private final Semaphore places;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<SnapshotKey, CompletableFuture<SnapshotSummary>> running = new ConcurrentHashMap<>();

    /// @param builder names this process, unique among indexers
    /// @param atOnce how many builds run here at the same time; more are left to others, or wait
    public SnapshotBuilds(GraphStore graph, SnapshotBuildStore builds, String builder, int atOnce, Timing timing) {
        this.graph = graph;
        this.builds = builds;
        this.builder = builder;
        this.places = new Semaphore(atOnce);
        this.timing = timing;
    }

    /// @param lease how long a silent builder keeps its build
    /// @param patience how long a silent waiter counts
    /// @param look how often builders renew and waiters look; well below the other two
    public record Timing(Duration lease, Duration patience, Duration look) {
        /// Ten seconds, twenty seconds, half a second.
        public static final Timing USUAL =
                new Timing(Duration.ofSeconds(10), Duration.ofSeconds(20), Duration.ofMillis(500));
    }

    /// What builds a snapshot, once for all that wait.
    @FunctionalInterface
    public interface Build {
        /// @param cancelled asked often; once true, nobody wants the snapshot any more
        SnapshotSummary run(BooleanSupplier cancelled);
    }

    /// @param reused the snapshot was there before this job asked
    public record Awaited(SnapshotSummary summary, boolean reused) {}

    /// Waits until the snapshot of `key` is there, starting `build` when nobody is building it.
    /// @param cancelled whether this job is; asked about twice a second
    /// @throws CancellationException when this job is cancelled
    /// @throws RefactoryException when the build failed in this process
    public Awaited await(SnapshotKey key, String jobId, BooleanSupplier cancelled, Build build) {
        Optional<SnapshotSummary> there = graph.find(key);
        if (there.isPresent()) {
            return new Awaited(there.get(), true);
        }
        try {
            while (true) {
                if (cancelled.getAsBoolean()) {
                    throw new CancellationException("The job no longer wants the snapshot");
                }
                builds.join(key, jobId, timing.patience());
                Optional<SnapshotSummary> found = graph.find(key);
                if (found.isPresent()) {
                    return new Awaited(found.get(), false);
                }
                CompletableFuture<SnapshotSummary> here = running.get(key);
                if (here == null) {
                    here = startUnlessHeldElsewhere(key, build);
                }
                Optional<SnapshotSummary> built = look(here);
                if (built.isPresent()) {
                    return new Awaited(built.get(), false);
                }
            }
        } finally {
            builds.leave(key, jobId);
        }
    }

    /// Waits a moment for the build.
    private Optional<SnapshotSummary> look(CompletableFuture<SnapshotSummary> build) {
        try {
            return Optional.of(build.get(timing.look().toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("Interrupted while waiting for the snapshot");
        } catch (CancellationException e) {
            // It was given up just as this job came along: start again.
            return Optional.empty();
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            if (cause instanceof CancellationException) {
                return Optional.empty();
            }
            throw cause instanceof RefactoryException typed ? typed : unexpected(cause);
        }
    }

    private static RefactoryException unexpected(Throwable cause) {
        return new RefactoryException(
                ErrorCode.INTERNAL,
                "snapshot",
                "Building the snapshot failed (" + cause.getClass().getSimpleName() + "): it is tried again.",
                cause);
    }

    /// A build of this process, or one that never ends, to wait on, when another process holds the lease or there is
    /// no place here.
    private CompletableFuture<SnapshotSummary> startUnlessHeldElsewhere(SnapshotKey key, Build build) {
        CompletableFuture<SnapshotSummary> future = new CompletableFuture<>();
        if (!places.tryAcquire()) {
            return future;
        }
        boolean started = false;
        try {
            OptionalLong fence = builds.claim(key, builder, timing.lease());
            if (fence.isPresent()) {
                running.put(key, future);
                threads.execute(() -> run(key, fence.getAsLong(), build, future));
                started = true;
            }
        } finally {
            if (!started) {
                places.release();
            }
        }
        return future;
    }

    private void run(SnapshotKey key, long fence, Build build, CompletableFuture<SnapshotSummary> future) {
        AtomicBoolean unwanted = new AtomicBoolean();
        CountDownLatch ended = new CountDownLatch(1);
        threads.execute(() -> holdLease(key, fence, unwanted, ended));
        try {
            // The last build may have ended between this process's last look and its claim.
            SnapshotSummary summary = graph.find(key).orElseGet(() -> build.run(unwanted::get));
            builds.built(key, fence, summary.snapshotId());
            end(key, future, ended);
            future.complete(summary);
        } catch (CancellationException e) {
            log.info("snapshot build cancelled repository={} tree={}", key.repositoryId(), key.treeId());
            end(key, future, ended);
            quietly(() -> builds.cancelled(key, fence));
            future.completeExceptionally(e);
        } catch (RuntimeException | Error e) {
            String code = e instanceof RefactoryException typed ? typed.code().code() : "internal";
            log.warn("snapshot build failed repository={} tree={} code={}", key.repositoryId(), key.treeId(), code);
            end(key, future, ended);
            quietly(() -> builds.failed(key, fence, code, String.valueOf(e.getMessage())));
            future.completeExceptionally(e);
        }
    }

    private void end(SnapshotKey key, CompletableFuture<SnapshotSummary> future, CountDownLatch ended) {
        ended.countDown();
        places.release();
        running.remove(key, future);
    }

    private static void quietly(Runnable report) {
        try {
            report.run();
        } catch (RuntimeException e) {
            log.warn(
                    "snapshot build not reported, its lease will lapse cause={}",
                    e.getClass().getSimpleName());
        }
    }

    /// Renews the lease until the build ends; says that it is unwanted when the lease is lost or nobody waits.
    private void holdLease(SnapshotKey key, long fence, AtomicBoolean unwanted, CountDownLatch ended) {
        try {
            while (!ended.await(timing.look().toMillis(), TimeUnit.MILLISECONDS)) {
                try {
                    if (!builds.renew(key, fence, timing.lease()) || builds.waiters(key) == 0) {
                        unwanted.set(true);
                        return;
                    }
                } catch (RuntimeException e) {
                    // The database is away; if it stays away for a lease, the next renewal finds the lease lost.
                    log.warn(
                            "snapshot build lease not renewed cause={}",
                            e.getClass().getSimpleName());
                }
            }
        } catch (InterruptedException e) {
            unwanted.set(true);
            Thread.currentThread().interrupt();
        }
    }

    /// Stops the builds of this process; their leases lapse, and others take over.
    @Override
    public void close() {
        threads.shutdownNow();
    }
}
