package dev.refactory.index.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.refactory.graph.store.GraphStore;
import dev.refactory.graph.store.MemoryGraphStore;
import dev.refactory.graph.store.SnapshotKey;
import dev.refactory.graph.store.SnapshotSummary;
import dev.refactory.graph.store.SnapshotSummary.CompileContext;
import dev.refactory.index.build.SnapshotBuilds.Awaited;
import dev.refactory.index.build.SnapshotBuilds.Timing;
import dev.refactory.index.store.MemorySnapshotBuildStore;
import dev.refactory.index.store.SnapshotBuildStore;
import dev.refactory.kit.problem.ErrorCode;
import dev.refactory.kit.problem.RefactoryException;
import dev.refactory.kit.tenant.TenantId;
import dev.refactory.kit.time.SystemTime;
import dev.refactory.testkit.VirtualClock;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class SnapshotBuildsTest {
    private static final Timing TIMING =
            new Timing(Duration.ofSeconds(10), Duration.ofSeconds(10), Duration.ofMillis(5));
    private static final SnapshotKey KEY = new SnapshotKey(TenantId.DEFAULT, "repo_1", "a".repeat(40), "1");

    private final MemoryGraphStore graph = new MemoryGraphStore();
    private final VirtualClock clock = new VirtualClock();
    private final MemorySnapshotBuildStore store = new MemorySnapshotBuildStore(clock);
    private final SnapshotBuilds one = new SnapshotBuilds(graph, store, "one", 1, TIMING);
    private final SnapshotBuilds two = new SnapshotBuilds(graph, store, "two", 1, TIMING);
    private final ExecutorService jobs = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicInteger started = new AtomicInteger();
    private final CountDownLatch building = new CountDownLatch(1);
    private final CountDownLatch go = new CountDownLatch(1);
    private final CountDownLatch gaveUp = new CountDownLatch(1);

    @AfterEach
    void stop() {
        jobs.shutdownNow();
        one.close();
        two.close();
    }

    /// A build that waits for `go`, or until nobody wants it.
    private SnapshotSummary build(BooleanSupplier cancelled) {
        started.incrementAndGet();
        building.countDown();
        try {
            while (!go.await(1, TimeUnit.MILLISECONDS)) {
                if (cancelled.getAsBoolean()) {
                    gaveUp.countDown();
                    throw new CancellationException("unwanted");
                }
            }
        } catch (InterruptedException e) {
            throw new CancellationException("stopped");
        }
        return commit();
    }

    private Future<Awaited> job(SnapshotBuilds builds, String jobId, BooleanSupplier cancelled) {
        return jobs.submit(() -> builds.await(KEY, jobId, cancelled, this::build));
    }

    private void awaitWaiters(int count) {
        long deadline = SystemTime.ticker().nanos() + TimeUnit.SECONDS.toNanos(20);
        while (store.waiters(KEY) != count) {
            assertThat(SystemTime.ticker().nanos()).as("waiters").isLessThan(deadline);
            Thread.onSpinWait();
        }
    }

    @Test
    void manyJobsOfTwoProcessesShareOneBuild() throws Exception {
        List<Future<Awaited>> waiting = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            waiting.add(job(i % 2 == 0 ? one : two, "job_" + i, () -> false));
        }
        awaitWaiters(10);
        go.countDown();
        SnapshotSummary summary = waiting.getFirst().get().summary();
        for (Future<Awaited> job : waiting) {
            assertThat(job.get()).isEqualTo(new Awaited(summary, false));
        }
        assertThat(started).hasValue(1);
        assertThat(store.waiters(KEY)).isZero();
        assertThat(one.await(KEY, "job_late", () -> false, this::build)).isEqualTo(new Awaited(summary, true));
        assertThat(started).hasValue(1);
    }

    @Test
    void aSnapshotThatCameBetweenTheLookAndTheClaimIsNotBuiltAgain() {
        SnapshotBuildStore late = (SnapshotBuildStore) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {SnapshotBuildStore.class}, (_, method, arguments) -> {
                    if (method.getName().equals("claim")) {
                        commit();
                    }
                    return method.invoke(store, arguments);
                });
        try (SnapshotBuilds builds = new SnapshotBuilds(graph, late, "late", 1, TIMING)) {
            Awaited awaited = builds.await(KEY, "job_1", () -> false, this::build);
            assertThat(awaited.summary()).isEqualTo(graph.find(KEY).orElseThrow());
            assertThat(started).hasValue(0);
        }
    }

    private SnapshotSummary commit() {
        try (GraphStore.SnapshotWriter writer = graph.begin(KEY)) {
            return writer.commit(new CompileContext(25, List.of(), List.of(), List.of("")));
        }
    }

    @Test
    void noMoreBuildsRunThanThereArePlacesAndWhatIsKnownDoesNotWait() throws Exception {
        SnapshotKey other = new SnapshotKey(TenantId.DEFAULT, "repo_2", "b".repeat(40), "1");
        SnapshotSummary known;
        try (GraphStore.SnapshotWriter writer =
                graph.begin(new SnapshotKey(TenantId.DEFAULT, "repo_3", "c".repeat(40), "1"))) {
            known = writer.commit(new CompileContext(25, List.of(), List.of(), List.of("")));
        }
        Future<Awaited> first = job(one, "job_1", () -> false);
        building.await();
        AtomicBoolean before = new AtomicBoolean();
        Future<Awaited> second = jobs.submit(() -> one.await(other, "job_2", () -> false, cancelled -> {
            before.set(!first.isDone() && store.waiters(KEY) > 0 && go.getCount() > 0);
            try (GraphStore.SnapshotWriter writer = graph.begin(other)) {
                return writer.commit(new CompileContext(25, List.of(), List.of(), List.of("")));
            }
        }));
        while (store.waiters(other) == 0) {
            Thread.onSpinWait();
        }
        assertThat(one.await(known.key(), "job_3", () -> false, this::build).summary())
                .isEqualTo(known);
        go.countDown();
        assertThat(second.get().summary().key()).isEqualTo(other);
        assertThat(before).as("the second build began while the first went on").isFalse();
        first.get();
    }

    @Test
    void aCancelledJobDetachesEvenTheOneThatStartedTheBuild() throws Exception {
        AtomicBoolean cancelled = new AtomicBoolean();
        Future<Awaited> first = job(one, "job_1", cancelled::get);
        building.await();
        Future<Awaited> second = job(two, "job_2", () -> false);
        awaitWaiters(2);
        cancelled.set(true);
        assertThatThrownBy(first::get).hasCauseInstanceOf(CancellationException.class);
        awaitWaiters(1);
        go.countDown();
        assertThat(second.get().summary().key()).isEqualTo(KEY);
        assertThat(started).hasValue(1);
    }

    @Test
    void theLastWaiterThatLeavesCancelsTheBuildAndTheNextStartsAnew() throws Exception {
        AtomicBoolean cancelled = new AtomicBoolean();
        Future<Awaited> only = job(one, "job_1", cancelled::get);
        building.await();
        cancelled.set(true);
        assertThatThrownBy(only::get).hasCauseInstanceOf(CancellationException.class);
        assertThat(gaveUp.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(graph.find(KEY)).isEmpty();

        Future<Awaited> next = job(one, "job_2", () -> false);
        go.countDown();
        assertThat(next.get().summary().key()).isEqualTo(KEY);
        assertThat(started).hasValue(2);
    }

    @Test
    void aDeadBuildersLeaseLapsesAndAnotherProcessBuilds() throws Exception {
        store.claim(KEY, "dead", Duration.ofSeconds(10));
        Future<Awaited> job = job(one, "job_1", () -> false);
        awaitWaiters(1);
        assertThat(started).as("the lease of the dead still holds").hasValue(0);
        clock.advance(Duration.ofSeconds(11));
        go.countDown();
        assertThat(job.get().summary().key()).isEqualTo(KEY);
        assertThat(started).hasValue(1);
    }

    @Test
    void aFailedBuildFailsItsWaitersAndIsTriedAgainForTheNext() throws Exception {
        RefactoryException failure = new RefactoryException(ErrorCode.REPOSITORY_UNAVAILABLE, "x", "gone");
        assertThatThrownBy(() -> one.await(KEY, "job_1", () -> false, _ -> {
                    throw failure;
                }))
                .isSameAs(failure);
        assertThatThrownBy(() -> one.await(KEY, "job_1", () -> false, _ -> {
                    throw new IllegalStateException("defect");
                }))
                .isInstanceOf(RefactoryException.class)
                .hasMessageContaining("IllegalStateException");
        go.countDown();
        assertThat(two.await(KEY, "job_2", () -> false, this::build).reused()).isFalse();
    }

    @Test
    void aBuilderThatLostItsLeaseStops() throws Exception {
        Future<Awaited> job = job(one, "job_1", () -> false);
        building.await();
        clock.advance(Duration.ofSeconds(11));
        assertThat(gaveUp.await(20, TimeUnit.SECONDS)).isTrue();
        go.countDown();
        assertThat(get(job).summary().key()).isEqualTo(KEY);
    }

    private static Awaited get(Future<Awaited> job) throws InterruptedException, ExecutionException {
        return job.get();
    }
}
