package dev.refactory.accelerator.pool;

import static dev.refactory.accelerator.pool.Requests.member;
import static dev.refactory.accelerator.pool.Requests.request;
import static dev.refactory.accelerator.pool.Requests.upper;
import static org.assertj.core.api.Assertions.assertThat;

import dev.refactory.accelerator.api.InferenceRequest;
import dev.refactory.accelerator.api.InferenceResponse;
import dev.refactory.kit.problem.ErrorCode;
import dev.refactory.kit.problem.RefactoryException;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/// Errors of what the pool is made of, or told to: nobody waits for an answer that never comes.
class PoolErrorTest {
    private final ManualRuntime runtime = new ManualRuntime(new Random(1));
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    private AcceleratorPool pool(PoolListener listener) {
        return new AcceleratorPool(
                List.of(member("a", upper())), PoolLimits.DEFAULT, Pace.FAST, runtime, meters, listener);
    }

    @Test
    void anErrorWithinEndsWhatIsInFlightAndThePoolStartsOver() {
        AtomicBoolean broken = new AtomicBoolean();
        meters.config().meterFilter(new MeterFilter() {
            @Override
            public Meter.Id map(Meter.Id id) {
                if (id.getName().equals(PoolMeters.BATCH_SIZE) && broken.get()) {
                    throw new IllegalStateException("broken");
                }
                return id;
            }
        });
        AcceleratorPool pool = pool(PoolListener.NONE);
        broken.set(true);
        CompletableFuture<InferenceResponse> lost = pool.infer(request("r1"));

        assertThat(lost).isCompletedExceptionally();
        assertThat(lost.exceptionNow()).isInstanceOfSatisfying(RefactoryException.class, reason -> {
            assertThat(reason.code()).isEqualTo(ErrorCode.INTERNAL);
            assertThat(reason.subject()).isEqualTo("r1");
        });
        assertThat(pool.waiting()).isZero();

        broken.set(false);
        CompletableFuture<InferenceResponse> again = pool.infer(request("r1"));
        runtime.runAll();
        assertThat(again.resultNow().accelerator()).isEqualTo("a");
    }

    @Test
    void aListenerThatFailsKeepsNobodyFromAnAnswer() {
        AcceleratorPool pool = pool(new PoolListener() {
            @Override
            public void asked(InferenceRequest request) {
                throw new IllegalStateException("asked");
            }

            @Override
            public void answered(InferenceRequest request, int completionTokens, long askedNanos, long answeredNanos) {
                throw new IllegalStateException("answered");
            }

            @Override
            public void dropped(InferenceRequest request, long nowNanos) {}
        });
        CompletableFuture<InferenceResponse> answer = pool.infer(request("r1"));
        runtime.runAll();
        assertThat(answer.resultNow().accelerator()).isEqualTo("a");
    }
}
