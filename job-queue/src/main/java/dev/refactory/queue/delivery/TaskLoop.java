package dev.refactory.queue.delivery;

import dev.refactory.kit.lifecycle.Pace;
import dev.refactory.kit.lifecycle.ServiceRunner;
import dev.refactory.kit.time.Ticker;
import dev.refactory.queue.delivery.AttemptRunner.Next;
import dev.refactory.queue.delivery.Doorbell.Answer;
import dev.refactory.queue.delivery.Doorbell.Ring;
import dev.refactory.queue.job.Claim;
import dev.refactory.queue.job.Role;
import dev.refactory.queue.store.JobStore;
import dev.refactory.queue.store.JobStore.HandOver;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Works off the tasks of a role: hears of one, claims it, runs it, reports it. One thread fetches,
/// and only while a slot is free; every attempt runs on a virtual thread of its own.
///
/// A task that the report of another one has opened may be handed over with the answer, and runs in
/// its slot. All others the doorbell delivers. The store is asked for work only when the doorbell
/// is cut off, or has been silent for a while.
public final class TaskLoop implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TaskLoop.class);
    private static final Duration SLOT_PATIENCE = Duration.ofMillis(500);
    private static final Duration AFTER_FAILURE = Duration.ofMillis(500);

    private final LoopSettings settings;
    private final JobStore store;
    private final Doorbell doorbell;
    private final Ticker ticker;
    private final LoopMeters meters;
    private final LeaseKeeper keeper;
    private final AttemptRunner runner;
    private final ServiceRunner services;
    private final Semaphore slots;
    private final AtomicInteger running = new AtomicInteger();
    private final Thread fetching;

    private @Nullable TaskLoop neighbour;
    private volatile boolean closing;
    private volatile @Nullable String lastError;
    private volatile long lastWork;
    private long lastPoll;

    /// Builds a loop that does nothing until [#start()].
    ///
    /// @param reported called with the job's id and the store's answer after every accepted report,
    ///     from many threads: ring the relay here when tasks were announced
    public TaskLoop(
            LoopSettings settings,
            JobStore store,
            Doorbell doorbell,
            TaskHandler handler,
            BiConsumer<String, HandOver> reported,
            Ticker ticker,
            MeterRegistry registry) {
        this.settings = settings;
        this.store = store;
        this.doorbell = doorbell;
        this.ticker = ticker;
        this.slots = new Semaphore(settings.slots());
        this.meters = new LoopMeters(registry, settings.role(), running::get);
        this.keeper = new LeaseKeeper(store, settings, ticker, meters);
        this.runner = new AttemptRunner(store, settings.worker(), handler, reported, ticker, meters);
        this.services = new ServiceRunner(ticker);
        this.lastWork = ticker.nanos();
        this.lastPoll = lastWork - settings.quiet().toNanos();
        this.fetching =
                Thread.ofPlatform().daemon().name("TaskLoop-" + settings.role()).unstarted(this::fetch);
    }

    /// Lets a report of this loop be answered with a task for a loop of another role in the same process, which then
    /// is neither announced nor waited for. Only while that loop has a free slot. Call it before [#start()].
    public void handsOverTo(TaskLoop other) {
        neighbour = other;
    }

    public void start() {
        services.start(keeper, Pace.every(keeper.beat()));
        fetching.start();
    }

    /// How many attempts run now.
    public int running() {
        return running.get();
    }

    /// Whether the loop can take work: its thread lives and the last round did not fail.
    public boolean healthy() {
        return fetching.isAlive() && lastError == null;
    }

    /// Whether work comes by the doorbell; false means by polling.
    public boolean connected() {
        return doorbell.connected();
    }

    /// What the last round failed with; empty when it did not.
    public Optional<String> lastError() {
        return Optional.ofNullable(lastError);
    }

    /// Takes no more work, tells the running attempts to stop, and gives back within 10 s what does
    /// not end by itself; what is given back counts as no attempt.
    @Override
    public void close() {
        if (closing) {
            return;
        }
        closing = true;
        keeper.holds().forEach(hold -> hold.stop(Hold.Stop.CLOSING));
        doorbell.wakeup();
        try {
            if (!fetching.isAlive() || fetching.join(SLOT_PATIENCE.multipliedBy(4))) {
                LOG.info("loop closing role={} running={}", settings.role(), running.get());
            } else {
                fetching.interrupt();
            }
            drain();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        services.close();
    }

    private void drain() throws InterruptedException {
        Duration half = LoopSettings.DRAIN.dividedBy(2);
        if (allSlotsWithin(half)) {
            return;
        }
        keeper.holds().forEach(Hold::interrupt);
        if (!allSlotsWithin(half.minusSeconds(1))) {
            for (Hold hold : keeper.holds()) {
                LOG.warn("task did not stop, given back task={}", hold.attempt().taskId());
                hold.stop(Hold.Stop.LOST);
                store.complete(hold.attempt(), new dev.refactory.queue.job.TaskOutcome.Released());
            }
        }
    }

    private boolean allSlotsWithin(Duration limit) throws InterruptedException {
        return slots.tryAcquire(settings.slots(), limit.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void fetch() {
        try {
            while (!closing) {
                if (!slots.tryAcquire()) {
                    doorbell.settle();
                    if (!slots.tryAcquire(SLOT_PATIENCE.toNanos(), TimeUnit.NANOSECONDS)) {
                        continue;
                    }
                }
                slots.release();
                fetchOnce();
            }
        } catch (InterruptedException e) {
            LOG.info("loop interrupted role={}", settings.role());
        } finally {
            doorbell.close();
        }
    }

    /// At least one slot was free. A neighbour may take it meanwhile.
    private void fetchOnce() throws InterruptedException {
        try {
            if (pollDue()) {
                poll();
            } else {
                listen();
            }
            lastError = null;
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            if (lastError == null) {
                LOG.warn("fetching failed role={} error={}", settings.role(), e.toString());
            }
            lastError = e.toString();
            TimeUnit.NANOSECONDS.sleep(AFTER_FAILURE.toNanos());
        }
    }

    private void listen() {
        List<Ring> rings = doorbell.listen(doorbell.connected() ? SLOT_PATIENCE : settings.pollEvery());
        for (Ring ring : rings) {
            boolean free = !closing && slots.tryAcquire();
            if (!free) {
                doorbell.answer(ring, Answer.AGAIN);
                continue;
            }
            boolean started = false;
            Answer answer = Answer.AGAIN;
            try {
                long asked = ticker.nanos();
                Optional<Claim> claim = store.claim(ring.taskId(), settings.worker());
                answer = Answer.DONE;
                lastWork = ticker.nanos();
                if (claim.isPresent()) {
                    meters.heard();
                    run(claim.get(), asked);
                    started = true;
                } else {
                    meters.stale();
                }
            } finally {
                doorbell.answer(ring, answer);
                if (!started) {
                    slots.release();
                }
            }
        }
    }

    private boolean pollDue() {
        long now = ticker.nanos();
        if (!doorbell.connected()) {
            return now - lastPoll >= settings.pollEvery().toNanos();
        }
        long quiet = settings.quiet().toNanos();
        return now - lastPoll >= quiet && now - lastWork >= quiet;
    }

    private void poll() {
        int free = slots.drainPermits();
        int taken = 0;
        try {
            long asked = ticker.nanos();
            List<Claim> claims = store.claimReady(settings.role(), settings.worker(), free);
            for (Claim claim : claims) {
                meters.polled();
                run(claim, asked);
                taken++;
            }
            // More may wait where this came from: ask again as soon as there is a slot.
            lastPoll = taken > 0 ? lastPoll : ticker.nanos();
        } finally {
            slots.release(free - taken);
        }
    }

    /// Runs an attempt in a slot that is taken; the slot is free when there is nothing more to run in it.
    private void run(Claim claim, long asked) {
        running.incrementAndGet();
        begin(claim, asked);
    }

    /// Counted by the caller.
    private void begin(Claim claim, long asked) {
        Hold hold = new Hold(claim, ticker, keeper.fenceAt(asked));
        keeper.keep(hold);
        Thread thread =
                Thread.ofVirtual().name("task-" + claim.attempt().taskId()).unstarted(() -> attempt(hold));
        hold.runsOn(thread);
        thread.start();
        if (closing) {
            hold.stop(Hold.Stop.CLOSING);
        }
    }

    private void attempt(Hold hold) {
        AtomicBoolean lent = new AtomicBoolean();
        Next next = null;
        try {
            next = runner.run(hold, () -> takes(lent));
        } finally {
            keeper.forget(hold);
            giveBack(next, lent.get());
            passOn(next);
        }
    }

    /// What a report may be answered with: a task for the slot it leaves, or for one that a neighbour lends.
    private Set<Role> takes(AtomicBoolean lent) {
        TaskLoop other = neighbour;
        if (other == null || other.closing || !other.slots.tryAcquire()) {
            return Set.of(settings.role());
        }
        lent.set(true);
        return Set.of(settings.role(), other.settings.role());
    }

    /// Frees the slots that no task was handed over into. The neighbour's goes first: whoever takes ours next, or
    /// sees that nothing runs any more, may count on it.
    private void giveBack(@Nullable Next next, boolean lent) {
        boolean ours = next != null && ours(next);
        TaskLoop other = neighbour;
        if (other != null && lent && (next == null || ours)) {
            other.slots.release();
        }
        if (!ours) {
            slots.release();
        }
    }

    private boolean ours(Next next) {
        return next.claim().stage().role() == settings.role();
    }

    /// The slot goes to the task that was handed over, on a thread of its own, so that an interrupt
    /// meant for the attempt before cannot reach it. What is passed on never ceases to run between the two.
    private void passOn(@Nullable Next next) {
        TaskLoop other = neighbour;
        if (next == null) {
            running.decrementAndGet();
        } else if (ours(next) || other == null) {
            runHandedOver(next);
        } else {
            other.running.incrementAndGet();
            running.decrementAndGet();
            other.runHandedOver(next);
        }
    }

    private void runHandedOver(Next next) {
        meters.handedOver();
        lastWork = ticker.nanos();
        begin(next.claim(), next.asked());
    }
}
