package dev.refactory.accelerator.pool;

import dev.refactory.accelerator.api.InferenceRequest;
import dev.refactory.accelerator.api.InferenceResponse;
import dev.refactory.accelerator.api.InferenceService;
import dev.refactory.accelerator.device.BatchTiming;
import dev.refactory.accelerator.pool.BatchFormer.Batch;
import dev.refactory.accelerator.pool.Placement.MemberLoad;
import dev.refactory.accelerator.pool.SimulatedAccelerator.State;
import dev.refactory.kit.problem.RefactoryException;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Accelerators that answer inference requests in batches. Thread-safe.
///
/// One lock guards queue, members and turns; every decision under it is made by [Scheduler], which is pure.
/// Models run and callers are told outside of it. The output of a request depends on its model and input only,
/// never on batch, member, time or repetition. Every accepted request is answered exactly once: with its
/// response, or with the reason there is none.
///
/// Callers that ask for the same request id of the same tenant while it is in flight share one execution.
/// Cancelling the returned future withdraws one caller; a waiting request that nobody wants any more is
/// dropped, a running one finishes unheard. Futures complete on the pool's own threads: what takes long belongs
/// on the caller's.
public final class AcceleratorPool implements InferenceService, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(AcceleratorPool.class);

    private final PoolLimits limits;
    private final Pace pace;
    private final PoolRuntime runtime;
    private final PoolMeters meters;

    private final ReentrantLock lock = new ReentrantLock();
    private final CallBook book = new CallBook();
    private final Turns turns = new Turns();
    private final Members members = new Members();
    private long lingerUntil = Long.MAX_VALUE;
    private boolean lingering;
    private boolean closed;

    /// @param members who is there at the start; others may [#join]
    /// @param runtime time and threads; closed with the pool
    public AcceleratorPool(
            List<MemberSpec> members, PoolLimits limits, Pace pace, PoolRuntime runtime, MeterRegistry registry) {
        this.limits = limits;
        this.pace = pace;
        this.runtime = runtime;
        this.meters = new PoolMeters(registry, this::waiting);
        members.forEach(this::join);
    }

    /// A failed member may join again under its name.
    /// @throws RefactoryException `configuration_invalid` when the name is taken
    public void join(MemberSpec spec) {
        locked(effects -> members.add(spec));
        log.info(
                "accelerator joined member={} profile={} simulated=true",
                spec.name(),
                spec.profile().name());
    }

    /// Drains a member: it takes nothing new, finishes what it runs, and is gone when the returned future
    /// completes. An unknown name is gone already.
    public CompletableFuture<Void> leave(String name) {
        CompletableFuture<Void> gone = new CompletableFuture<>();
        locked(effects -> members.find(name)
                .ifPresentOrElse(
                        member -> {
                            member.gone().thenRun(() -> gone.complete(null));
                            member.enter(State.DRAINING);
                            removeIfDrained(member, effects);
                            refuseWhatNobodyServes(effects);
                        },
                        () -> effects.add(() -> gone.complete(null))));
        return gone;
    }

    /// The member is lost, now: what it had not answered returns to its old place in the queue, or fails with
    /// `accelerator_unavailable` when it was started too often. It stays listed as failed, unless it was
    /// leaving. Unknown names are ignored.
    public void fail(String name) {
        locked(effects -> members.find(name)
                .filter(member -> member.state() != State.FAILED)
                .ifPresent(member -> fail(member, effects)));
    }

    private void fail(SimulatedAccelerator member, List<Runnable> effects) {
        Optional<RunningBatch> lost = member.running();
        member.end();
        removeIfDrained(member, effects);
        member.enter(State.FAILED);
        lost.ifPresent(batch -> {
            effects.add(batch::stop);
            batch.calls().forEach(call -> requeue(call, member.name(), effects));
        });
        refuseWhatNobodyServes(effects);
        log.warn(
                "accelerator failed member={} unfinished={}",
                member.name(),
                lost.map(batch -> batch.calls().size()).orElse(0));
    }

    @Override
    public CompletableFuture<InferenceResponse> infer(InferenceRequest request) {
        CompletableFuture<InferenceResponse> answer = new CompletableFuture<>();
        locked(effects -> {
            Optional<Call> inFlight = book.find(Call.Key.of(request));
            Optional<RefactoryException> refusal =
                    inFlight.isPresent() ? sameWork(inFlight.get(), request) : admit(request);
            if (refusal.isPresent()) {
                meters.refused(request.tier().name(), refusal.get().code().code());
                effects.add(() -> answer.completeExceptionally(refusal.get()));
            } else {
                inFlight.orElseGet(() -> book.accept(request, runtime.nanos())).add(answer);
            }
        });
        answer.whenComplete((response, problem) -> {
            if (answer.isCancelled()) {
                withdraw(Call.Key.of(request), answer);
            }
        });
        return answer;
    }

    /// By name. A request that several members could take counts as waiting for each of them.
    @Override
    public List<AcceleratorStatus> accelerators() {
        lock.lock();
        try {
            List<WaitingRequest> queue = book.waiting();
            return members.all().stream()
                    .map(member -> {
                        MemberLoad load = member.load();
                        return member.status(
                                (int) queue.stream().filter(load::canTake).count());
                    })
                    .toList();
        } finally {
            lock.unlock();
        }
    }

    /// Requests in the queue.
    public int waiting() {
        lock.lock();
        try {
            return book.waitingCount();
        } finally {
            lock.unlock();
        }
    }

    /// Answers everything unfinished with `accelerator_unavailable` and stops the threads.
    @Override
    public void close() {
        locked(effects -> {
            closed = true;
            for (Call call : book.all()) {
                finish(call, Refusals.closed(call.request().requestId()), effects);
            }
            for (SimulatedAccelerator member : members.all()) {
                member.running().ifPresent(batch -> effects.add(batch::stop));
                member.end();
                members.remove(member);
                effects.add(() -> member.gone().complete(null));
            }
        });
        runtime.close();
    }

    /// One change of state under the lock, then whatever can start because of it; callers are told afterwards.
    private void locked(Consumer<List<Runnable>> change) {
        List<Runnable> effects = new ArrayList<>();
        lock.lock();
        try {
            change.accept(effects);
            dispatch(effects);
        } finally {
            lock.unlock();
        }
        effects.forEach(Runnable::run);
    }

    private Optional<RefactoryException> sameWork(Call inFlight, InferenceRequest request) {
        return inFlight.sameWork(request) ? Optional.empty() : Optional.of(Refusals.differentWork(request.requestId()));
    }

    private Optional<RefactoryException> admit(InferenceRequest request) {
        if (closed) {
            return Optional.of(Refusals.closed(request.requestId()));
        }
        Optional<RefactoryException> refusal = members.refusal(request);
        if (refusal.isPresent()) {
            return refusal;
        }
        return book.full(limits, request) ? Optional.of(Refusals.full(book.waitingCount())) : Optional.empty();
    }

    private void dispatch(List<Runnable> effects) {
        while (book.waitingCount() > 0) {
            List<MemberLoad> loads = members.loads();
            if (loads.stream().noneMatch(load -> load.accepting() && load.idle())) {
                return;
            }
            Scheduler scheduler = new Scheduler(loads, turns, limits, runtime.nanos());
            switch (scheduler.decide(book.waiting())) {
                case Scheduler.Decision.Run(String name, Batch batch) -> start(name, batch, effects);
                case Scheduler.Decision.Linger(long until) -> {
                    linger(until);
                    return;
                }
                case Scheduler.Decision.Idle() -> {
                    return;
                }
            }
        }
    }

    private void start(String name, Batch formed, List<Runnable> effects) {
        SimulatedAccelerator member = members.find(name).orElseThrow();
        formed.requests().forEach(turns::serve);
        List<Call> calls = formed.requests().stream().map(book::start).toList();
        turns.keepOnly(book.waiting());
        RunningBatch batch =
                new RunningBatch(calls, member.model(formed.first().model()), runtime.nanos(), this::computed);
        member.begin(batch);
        meters.started(batch);
        effects.add(() -> batch.start(runtime, limits.executionLimit()));
    }

    private void linger(long until) {
        if (lingering && lingerUntil <= until) {
            return;
        }
        lingering = true;
        lingerUntil = until;
        runtime.schedule(Duration.ofNanos(until - runtime.nanos()), () -> locked(effects -> lingering = false));
    }

    /// Every request of the batch has an outcome. A batch whose member failed meanwhile is nobody's: its
    /// requests run elsewhere.
    private void computed(RunningBatch batch) {
        locked(effects -> {
            Optional<SimulatedAccelerator> member = members.runnerOf(batch);
            if (member.isEmpty()) {
                return;
            }
            BatchTiming timing = member.get().timing(batch);
            switch (pace) {
                case FAST -> {
                    for (int i = 0; i < batch.calls().size(); i++) {
                        deliver(member.get(), batch, timing, i, effects);
                    }
                    end(member.get(), batch, timing, effects);
                }
                case REAL -> effects.add(() -> holdBack(batch, timing));
            }
        });
    }

    private void holdBack(RunningBatch batch, BatchTiming timing) {
        for (int i = 0; i < batch.calls().size(); i++) {
            int index = i;
            at(
                    batch.startedNanos() + timing.requestNanos().get(i),
                    () -> locked(effects -> members.runnerOf(batch)
                            .ifPresent(member -> deliver(member, batch, timing, index, effects))));
        }
        at(
                batch.startedNanos() + timing.deviceNanos(),
                () -> locked(effects -> members.runnerOf(batch).ifPresent(member -> {
                    for (int i = 0; i < batch.calls().size(); i++) {
                        deliver(member, batch, timing, i, effects);
                    }
                    end(member, batch, timing, effects);
                })));
    }

    private void at(long nanos, Runnable work) {
        runtime.schedule(Duration.ofNanos(Math.max(0, nanos - runtime.nanos())), work);
    }

    private void deliver(
            SimulatedAccelerator member, RunningBatch batch, BatchTiming timing, int index, List<Runnable> effects) {
        Call call = batch.calls().get(index);
        if (!book.holds(call)) {
            return;
        }
        switch (batch.outcome(index)) {
            case Outcome.Failed(RefactoryException reason) -> finish(call, reason, effects);
            case Outcome.Answered(byte[] output, int tokens) -> {
                book.finish(call);
                meters.answered(call.waiting(), call.abandoned() ? "cancelled" : "ok");
                InferenceResponse response = new InferenceResponse(
                        output,
                        tokens,
                        member.name(),
                        batch.calls().size(),
                        timing.requestNanos().get(index),
                        runtime.nanos() - call.waiting().arrivedNanos());
                List<CompletableFuture<InferenceResponse>> callers = call.callers();
                effects.add(() -> callers.forEach(caller -> caller.complete(response)));
            }
        }
    }

    private void end(SimulatedAccelerator member, RunningBatch batch, BatchTiming timing, List<Runnable> effects) {
        member.end();
        member.account(batch, timing);
        meters.simulated(member.name(), timing.deviceNanos());
        removeIfDrained(member, effects);
    }

    private void finish(Call call, RefactoryException reason, List<Runnable> effects) {
        book.finish(call);
        meters.answered(
                call.waiting(), call.abandoned() ? "cancelled" : reason.code().code());
        List<CompletableFuture<InferenceResponse>> callers = call.callers();
        effects.add(() -> callers.forEach(caller -> caller.completeExceptionally(reason)));
    }

    private void requeue(Call call, String lostMember, List<Runnable> effects) {
        if (!book.holds(call)) {
            return;
        }
        if (call.abandoned() || call.runs() >= limits.maxRuns()) {
            finish(call, Refusals.lostTooOften(call.request().requestId(), call.runs()), effects);
        } else {
            book.requeue(call);
            meters.requeued(lostMember);
        }
    }

    private void withdraw(Call.Key key, CompletableFuture<InferenceResponse> answer) {
        locked(effects -> book.find(key).ifPresent(call -> {
            if (call.remove(answer) && book.isWaiting(call)) {
                book.finish(call);
                meters.answered(call.waiting(), "cancelled");
            }
        }));
    }

    private void removeIfDrained(SimulatedAccelerator member, List<Runnable> effects) {
        if (member.state() == State.DRAINING && member.running().isEmpty()) {
            members.remove(member);
            effects.add(() -> member.gone().complete(null));
        }
    }

    /// Nobody waits for a member that may never come.
    private void refuseWhatNobodyServes(List<Runnable> effects) {
        List<MemberLoad> loads = members.loads();
        for (Call call : book.allWaiting()) {
            if (loads.stream().noneMatch(load -> load.canTake(call.waiting()))) {
                finish(call, Refusals.noMember(call.request().model()), effects);
            }
        }
    }
}
