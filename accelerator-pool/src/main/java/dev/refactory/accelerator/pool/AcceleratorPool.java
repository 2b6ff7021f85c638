package dev.refactory.accelerator.pool;

import dev.refactory.accelerator.api.InferenceRequest;
import dev.refactory.accelerator.api.InferenceResponse;
import dev.refactory.accelerator.api.InferenceService;
import dev.refactory.accelerator.pool.Member.Done;
import dev.refactory.accelerator.pool.Member.State;
import dev.refactory.kit.problem.RefactoryException;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Accelerators that answer inference requests together. Thread-safe.
///
/// Each member is the simulator's engine under the full stack of policies; a router gives each request to
/// one of them, and what waits moves to a member that has nothing to do, or that joins. A request's model begins to
/// compute when its device takes it, and its answer is handed out when the device has come to its last token.
///
/// One lock guards members and queues. Models run and callers are told outside of it. The output of a request
/// depends on its model and input only, never on batch, member, time or repetition. Every accepted request is
/// answered exactly once: with its response, or with the reason there is none.
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
    private final PoolListener listener;

    private final ReentrantLock lock = new ReentrantLock();
    private final RequestBook book = new RequestBook();
    private final Members members = new Members();
    private boolean closed;

    /// @param members who is there at the start; others may [#join]
    /// @param runtime time and threads; closed with the pool
    public AcceleratorPool(
            List<MemberSpec> members, PoolLimits limits, Pace pace, PoolRuntime runtime, MeterRegistry registry) {
        this(members, limits, pace, runtime, registry, PoolListener.NONE);
    }

    /// The same, where somebody listens.
    public AcceleratorPool(
            List<MemberSpec> members,
            PoolLimits limits,
            Pace pace,
            PoolRuntime runtime,
            MeterRegistry registry,
            PoolListener listener) {
        this.limits = limits;
        this.listener = listener;
        this.pace = pace;
        this.runtime = runtime;
        this.meters = new PoolMeters(registry, this::waiting);
        members.forEach(this::join);
    }

    /// What waits is shared out anew. A failed member may join again under its name.
    /// @throws RefactoryException `configuration_invalid` when the name is taken
    public void join(MemberSpec spec) {
        locked(change -> {
            members.add(spec, new Member(spec, limits, pace, change.nanos()));
            for (InFlight call : book.waiting()) {
                takeBack(call);
                place(call, change);
            }
        });
        log.info(
                "accelerator joined member={} profile={} simulated=true",
                spec.name(),
                spec.profile().name());
    }

    /// Drains a member: it takes nothing new, finishes what it runs, and is gone when the returned future
    /// completes. An unknown name is gone already.
    public CompletableFuture<Void> leave(String name) {
        CompletableFuture<Void> gone = new CompletableFuture<>();
        locked(change -> members.find(name)
                .ifPresentOrElse(
                        member -> {
                            member.gone().thenRun(() -> gone.complete(null));
                            member.enter(State.DRAINING);
                            book.waiting().stream().filter(member::withdraw).forEach(call -> place(call, change));
                            removeIfDrained(member, change);
                        },
                        () -> change.then(() -> gone.complete(null))));
        return gone;
    }

    /// The member is lost, now: what it had not answered goes to another one, in its old place, or fails with
    /// `accelerator_unavailable` when it was started too often. It stays listed as failed, unless it was
    /// leaving. Unknown names are ignored.
    public void fail(String name) {
        locked(change -> members.find(name)
                .filter(member -> member.state() != State.FAILED)
                .ifPresent(member -> fail(member, change)));
    }

    private void fail(Member member, Change change) {
        List<InFlight> lost = member.surrender();
        removeIfDrained(member, change);
        member.enter(State.FAILED);
        lost.forEach(call -> elsewhere(call, member.name(), change));
        log.warn("accelerator failed member={} unfinished={}", member.name(), lost.size());
    }

    @Override
    public CompletableFuture<InferenceResponse> infer(InferenceRequest request) {
        CompletableFuture<InferenceResponse> answer = new CompletableFuture<>();
        locked(change -> {
            Optional<InFlight> inFlight = book.find(InFlight.Key.of(request));
            Optional<RefactoryException> refusal =
                    inFlight.isPresent() ? inFlight.get().conflict(request) : admit(request);
            if (refusal.isPresent()) {
                meters.refused(request.tier(), refusal.get().code().code());
                change.then(() -> answer.completeExceptionally(refusal.get()));
            } else if (inFlight.isPresent()) {
                inFlight.get().add(answer);
            } else {
                InFlight call = book.accept(request, change.nanos());
                call.add(answer);
                change.then(() -> listener.asked(request));
                place(call, change);
            }
        });
        answer.whenComplete((response, problem) -> {
            if (answer.isCancelled()) {
                withdraw(InFlight.Key.of(request), answer);
            }
        });
        return answer;
    }

    /// By name.
    @Override
    public List<AcceleratorStatus> accelerators() {
        lock.lock();
        try {
            return members.all().stream().map(Member::status).toList();
        } finally {
            lock.unlock();
        }
    }

    /// Requests that wait, on all members together.
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
        locked(change -> {
            closed = true;
            endAll(Refusals::closed, change);
        });
        runtime.close();
    }

    /// One change of state under the lock, then whatever can go on because of it; callers are told afterwards.
    private void locked(Consumer<Change> what) {
        Change change;
        lock.lock();
        try {
            change = new Change(runtime.nanos());
            try {
                what.accept(change);
                settle(change);
            } catch (RefactoryException refused) {
                throw refused;
            } catch (RuntimeException error) {
                startOver(error, change);
            }
        } finally {
            lock.unlock();
        }
        change.tell();
    }

    /// What its own rules exclude has happened, and nobody knows any more what the devices hold: everybody is told, and
    /// the devices begin anew.
    private void startOver(RuntimeException error, Change change) {
        log.error("accelerator pool starts over unfinished={}", book.all().size(), error);
        List<MemberSpec> active = members.present().stream()
                .filter(member -> member.state() == State.ACTIVE)
                .map(Member::spec)
                .toList();
        endAll(Refusals::erred, change);
        active.forEach(spec -> members.add(spec, new Member(spec, limits, pace, change.nanos())));
    }

    private void endAll(Function<String, RefactoryException> reason, Change change) {
        for (InFlight call : book.all()) {
            call.execution().ifPresent(execution -> change.then(execution::stop));
            finish(call, reason.apply(call.request().requestId()), change);
        }
        for (Member member : members.all()) {
            member.surrender();
            members.remove(member);
            change.then(() -> member.gone().complete(null));
        }
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

    /// Nobody waits for a member that may never come.
    private void place(InFlight call, Change change) {
        Optional<Member> member = members.route(call);
        if (member.isPresent()) {
            goOn(member.get(), change);
            member.get().take(call, change.nanos());
        } else {
            finish(call, Refusals.noMember(call.request().model()), change);
        }
    }

    private void takeBack(InFlight call) {
        members.holderOf(call).ifPresent(member -> member.withdraw(call));
    }

    /// Takes all steps that are due.
    private void settle(Change change) {
        boolean moved = true;
        while (moved) {
            members.present().forEach(member -> goOn(member, change));
            moved = occupyIdle(change);
        }
        members.present().forEach(this::wakeWhenDue);
    }

    private void goOn(Member member, Change change) {
        member.goOn(change.nanos(), meters);
        for (Seat seat : member.admitted()) {
            InFlight call = seat.call();
            Execution execution =
                    new Execution(call, member.model(call.request().model()), this::computed);
            book.start(call, execution);
            meters.started(call, change.nanos());
            change.then(() -> execution.start(runtime, limits.executionLimit()));
        }
        for (Done done : member.done()) {
            switch (pace) {
                case FAST -> deliver(member, done, change);
                case REAL -> holdBack(member, done, change);
            }
        }
    }

    /// What waits elsewhere goes to a member that has nothing to do, unless it has more to compute there than is to
    /// be computed where it waits.
    private boolean occupyIdle(Change change) {
        boolean moved = false;
        for (Member idle : members.present()) {
            if (idle.calls() == 0 && book.waitingCount() > 0) {
                Optional<InFlight> call = book.waiting().stream()
                        .filter(each -> idle.canTake(each.request()))
                        .filter(each -> members.holderOf(each)
                                .filter(holder -> holder != idle && idle.toCompute(each) <= holder.pendingTokens())
                                .isPresent())
                        .findFirst();
                if (call.isPresent()) {
                    takeBack(call.get());
                    idle.take(call.get(), change.nanos());
                    moved = true;
                }
            }
        }
        return moved;
    }

    private void wakeWhenDue(Member member) {
        member.wakeAt(member.device().dueNanos(), due -> at(due, () -> locked(change -> {})));
    }

    private Runnable at(long nanos, Runnable work) {
        return runtime.schedule(Duration.ofNanos(Math.max(0, nanos - runtime.nanos())), work);
    }

    /// A request has an outcome. One whose member failed meanwhile is nobody's: it runs elsewhere.
    private void computed(Execution execution, Outcome outcome) {
        InFlight call = execution.call();
        locked(change -> {
            if (call.execution().filter(current -> current == execution).isPresent()) {
                members.holderOf(call).ifPresent(member -> member.computed(call, outcome));
            }
        });
    }

    private void holdBack(Member member, Done done, Change change) {
        long due = member.handOutNanos(done);
        change.then(() -> at(
                due,
                () -> locked(later -> {
                    if (member.holds(done.seat().call())) {
                        deliver(member, done, later);
                    }
                })));
    }

    private void deliver(Member member, Done done, Change change) {
        InFlight call = done.seat().call();
        member.delivered(call);
        removeIfDrained(member, change);
        if (!book.holds(call)) {
            return;
        }
        switch (done.seat().outcome()) {
            case Outcome.Failed(RefactoryException reason) -> finish(call, reason, change);
            case Outcome.Answered(byte[] output, int tokens) -> {
                book.finish(call);
                meters.answered(call, call.abandoned() ? "cancelled" : "ok");
                InferenceResponse response = new InferenceResponse(
                        output,
                        tokens,
                        member.name(),
                        done.seat().batchSize(),
                        member.device().nanos(done.onDevicePicos()),
                        change.nanos() - call.arrivedNanos());
                List<CompletableFuture<InferenceResponse>> callers = call.callers();
                int charged = done.seat().charged();
                change.then(() -> listener.answered(call.request(), charged, call.arrivedNanos(), change.nanos()));
                change.then(() -> callers.forEach(caller -> caller.complete(response)));
            }
        }
    }

    private void finish(InFlight call, RefactoryException reason, Change change) {
        book.finish(call);
        meters.answered(call, call.abandoned() ? "cancelled" : reason.code().code());
        dropped(call, change);
        List<CompletableFuture<InferenceResponse>> callers = call.callers();
        change.then(() -> callers.forEach(caller -> caller.completeExceptionally(reason)));
    }

    /// One whose member failed.
    private void elsewhere(InFlight call, String lostMember, Change change) {
        if (call.execution().isEmpty()) {
            place(call, change);
            return;
        }
        call.execution().ifPresent(execution -> change.then(execution::stop));
        if (call.abandoned() || call.runs() >= limits.maxRuns()) {
            finish(call, Refusals.lostTooOften(call.request().requestId(), call.runs()), change);
        } else {
            book.requeue(call);
            meters.requeued(lostMember);
            place(call, change);
        }
    }

    private void withdraw(InFlight.Key key, CompletableFuture<InferenceResponse> answer) {
        locked(change -> book.find(key).ifPresent(call -> {
            if (call.remove(answer) && book.isWaiting(call)) {
                takeBack(call);
                book.finish(call);
                meters.answered(call, "cancelled");
                dropped(call, change);
            }
        }));
    }

    private void dropped(InFlight call, Change change) {
        change.then(() -> listener.dropped(call.request(), change.nanos()));
    }

    private void removeIfDrained(Member member, Change change) {
        if (member.state() == State.DRAINING && member.isEmpty()) {
            members.remove(member);
            change.then(() -> member.gone().complete(null));
        }
    }
}
