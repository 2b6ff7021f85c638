package dev.refactory.accelerator.pool;

import static dev.refactory.accelerator.pool.Requests.member;
import static dev.refactory.accelerator.pool.Requests.request;
import static dev.refactory.accelerator.pool.Requests.upper;
import static org.assertj.core.api.Assertions.assertThat;

import dev.refactory.accelerator.api.InferenceRequest;
import dev.refactory.accelerator.api.InferenceResponse;
import dev.refactory.accelerator.api.ServiceTier;
import dev.refactory.kit.problem.RefactoryException;
import dev.refactory.kit.time.SystemTime;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PoolUnderThreadsTest {
    private static final int CALLERS = 4;
    private static final int EACH = 250;

    @Test
    void callersOnManyThreadsAndFailingMembersLoseNothing() throws Exception {
        Map<InferenceRequest, CompletableFuture<InferenceResponse>> asked = new ConcurrentHashMap<>();
        CountDownLatch done = new CountDownLatch(CALLERS * EACH);
        PoolLimits limits = PoolLimits.DEFAULT;
        try (AcceleratorPool pool = new AcceleratorPool(
                        List.of(member("steady", upper()), member("shaky", upper())),
                        new PoolLimits(
                                limits.maxBatch(),
                                limits.maxWaiting(),
                                limits.maxPendingBytes(),
                                CALLERS * EACH,
                                limits.ageing(),
                                limits.executionLimit()),
                        Pace.FAST,
                        PoolRuntime.threads(2, SystemTime.ticker()),
                        new SimpleMeterRegistry());
                var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int caller = 0; caller < CALLERS; caller++) {
                String job = "job-" + caller;
                callers.execute(() -> {
                    for (int i = 0; i < EACH; i++) {
                        InferenceRequest request = request(job + "/" + i, job, ServiceTier.values()[i % 3]);
                        CompletableFuture<InferenceResponse> answer = pool.infer(request);
                        asked.put(request, answer);
                        answer.whenComplete((response, failure) -> done.countDown());
                        if (i % 25 == 24) {
                            pool.fail("shaky");
                            rejoin(pool);
                        }
                    }
                });
            }
            assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(asked).hasSize(CALLERS * EACH);
        asked.forEach(
                (request, answer) -> assertThat(answer.resultNow().output()).isEqualTo(upper().infer(request.input())));
    }

    /// Two callers may both see it failed; the second finds the name taken, as it should.
    private static void rejoin(AcceleratorPool pool) {
        try {
            pool.join(member("shaky", upper()));
        } catch (RefactoryException taken) {
            assertThat(taken.subject()).isEqualTo("shaky");
        }
    }
}
