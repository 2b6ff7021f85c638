package dev.refactory.accelerator.pool;

import dev.refactory.accelerator.api.InferenceRequest;
import dev.refactory.accelerator.api.Model;
import dev.refactory.kit.problem.ErrorCode;
import dev.refactory.kit.problem.RefactoryException;
import java.time.Duration;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One request computed by its model, once, on one member. Reports once. Thread-safe.
final class Execution {
    private static final Logger log = LoggerFactory.getLogger(Execution.class);

    private final InFlight call;
    private final Model model;
    private final BiConsumer<Execution, Outcome> whenComputed;
    private final FutureTask<Outcome> task = new FutureTask<>(this::compute) {
        @Override
        protected void done() {
            cancelLimit.run();
            whenComputed.accept(Execution.this, isCancelled() ? stopped() : resultNow());
        }
    };
    private volatile Runnable cancelLimit = () -> {};

    /// @param whenComputed told on the thread that computed, or that stopped it
    Execution(InFlight call, Model model, BiConsumer<Execution, Outcome> whenComputed) {
        this.call = call;
        this.model = model;
        this.whenComputed = whenComputed;
    }

    InFlight call() {
        return call;
    }

    void start(PoolRuntime runtime, Duration limit) {
        cancelLimit = runtime.schedule(limit, this::stop);
        try {
            runtime.execute(task);
        } catch (RejectedExecutionException closed) {
            task.cancel(false);
        }
    }

    /// Gives up on it when it is not computed yet: it fails with `deadline_exceeded`, if anybody still listens.
    void stop() {
        task.cancel(true);
    }

    /// Whatever a model throws is the failure of one request; a stack overflow on strange input included.
    private Outcome compute() {
        InferenceRequest request = call.request();
        try {
            byte[] output = model.infer(request.input());
            return new Outcome.Answered(output, model.countTokens(output));
        } catch (RefactoryException e) {
            return new Outcome.Failed(e);
        } catch (Throwable e) {
            // Not its message: that may quote the input.
            StackTraceElement[] trace = e.getStackTrace();
            log.error(
                    "inference failed request={} model={} failure={} at={}",
                    request.requestId(),
                    model.name(),
                    e.getClass().getName(),
                    trace.length == 0 ? "unknown" : trace[0]);
            return new Outcome.Failed(new RefactoryException(
                    ErrorCode.INTERNAL,
                    request.requestId(),
                    "Model " + model.name() + " failed on this request ("
                            + e.getClass().getSimpleName() + "); the accelerator's log says where.",
                    e));
        }
    }

    private Outcome stopped() {
        return new Outcome.Failed(new RefactoryException(
                ErrorCode.DEADLINE_EXCEEDED,
                call.request().requestId(),
                "Model " + model.name() + " did not answer within the execution limit; split the request."));
    }
}
