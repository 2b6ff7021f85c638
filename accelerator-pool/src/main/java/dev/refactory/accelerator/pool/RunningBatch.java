package dev.refactory.accelerator.pool;

import dev.refactory.accelerator.api.Model;
import dev.refactory.accelerator.device.BatchTiming;
import dev.refactory.accelerator.device.DeviceModel;
import dev.refactory.accelerator.device.RequestShape;
import dev.refactory.kit.problem.ErrorCode;
import dev.refactory.kit.problem.RefactoryException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One batch on one member: computes its requests side by side and reports once, when the last has an outcome.
/// A request that fails fails alone. Thread-safe.
final class RunningBatch {
    private static final Logger log = LoggerFactory.getLogger(RunningBatch.class);

    private final List<Call> calls;
    private final Model model;
    private final long startedNanos;
    private final Consumer<RunningBatch> whenComputed;
    private final AtomicReferenceArray<Outcome> outcomes;
    private final AtomicInteger remaining;
    private final List<FutureTask<Outcome>> tasks = new ArrayList<>();
    private volatile Runnable cancelLimit = () -> {};

    RunningBatch(List<Call> calls, Model model, long startedNanos, Consumer<RunningBatch> whenComputed) {
        this.calls = List.copyOf(calls);
        this.model = model;
        this.startedNanos = startedNanos;
        this.whenComputed = whenComputed;
        this.outcomes = new AtomicReferenceArray<>(calls.size());
        this.remaining = new AtomicInteger(calls.size());
        for (int i = 0; i < calls.size(); i++) {
            tasks.add(task(i));
        }
    }

    List<Call> calls() {
        return calls;
    }

    String modelName() {
        return model.name();
    }

    long startedNanos() {
        return startedNanos;
    }

    /// Only after it was reported as computed.
    Outcome outcome(int index) {
        return outcomes.get(index);
    }

    /// Jobs in it.
    int groups() {
        return (int) calls.stream()
                .map(call -> Turns.Group.of(call.waiting()))
                .distinct()
                .count();
    }

    long contextTokens() {
        return calls.stream().mapToLong(call -> call.waiting().contextTokens()).sum();
    }

    void start(PoolRuntime runtime, Duration limit) {
        cancelLimit = runtime.schedule(limit, this::stop);
        for (FutureTask<Outcome> task : tasks) {
            try {
                runtime.execute(task);
            } catch (RejectedExecutionException closed) {
                task.cancel(false);
            }
        }
    }

    /// Gives up on what is unfinished: it fails with `deadline_exceeded`, if anybody still listens.
    void stop() {
        tasks.forEach(task -> task.cancel(true));
    }

    /// Only after it was reported as computed.
    BatchTiming timing(DeviceModel device) {
        List<RequestShape> shapes = new ArrayList<>(calls.size());
        for (int i = 0; i < calls.size(); i++) {
            shapes.add(new RequestShape(
                    calls.get(i).request().promptTokens(), outcome(i).completionTokens()));
        }
        return device.simulate(shapes);
    }

    private FutureTask<Outcome> task(int index) {
        return new FutureTask<>(() -> compute(calls.get(index))) {
            @Override
            protected void done() {
                outcomes.set(index, isCancelled() ? stopped(calls.get(index)) : resultNow());
                if (remaining.decrementAndGet() == 0) {
                    cancelLimit.run();
                    whenComputed.accept(RunningBatch.this);
                }
            }
        };
    }

    /// Whatever a model throws is the failure of one request; a stack overflow on strange input included.
    private Outcome compute(Call call) {
        try {
            byte[] output = model.infer(call.request().input());
            return new Outcome.Answered(output, model.countTokens(output));
        } catch (RefactoryException e) {
            return new Outcome.Failed(e);
        } catch (Throwable e) {
            // Not its message: that may quote the input.
            StackTraceElement[] trace = e.getStackTrace();
            log.error(
                    "inference failed request={} model={} failure={} at={}",
                    call.request().requestId(),
                    model.name(),
                    e.getClass().getName(),
                    trace.length == 0 ? "unknown" : trace[0]);
            return new Outcome.Failed(new RefactoryException(
                    ErrorCode.INTERNAL,
                    call.request().requestId(),
                    "Model " + model.name() + " failed on this request ("
                            + e.getClass().getSimpleName() + "); the accelerator's log says where.",
                    e));
        }
    }

    private Outcome stopped(Call call) {
        return new Outcome.Failed(new RefactoryException(
                ErrorCode.DEADLINE_EXCEEDED,
                call.request().requestId(),
                "Model " + model.name() + " did not answer within the execution limit; split the request."));
    }
}
