package dev.refactory.accelerator.pool;

import static dev.refactory.accelerator.pool.Requests.member;
import static dev.refactory.accelerator.pool.Requests.request;
import static dev.refactory.accelerator.pool.Requests.upper;
import static org.assertj.core.api.Assertions.assertThat;

import dev.refactory.accelerator.api.InferenceRequest;
import dev.refactory.accelerator.api.InferenceResponse;
import dev.refactory.accelerator.api.InferenceService.AcceleratorStatus;
import dev.refactory.accelerator.api.Load;
import dev.refactory.accelerator.api.ServiceTier;
import dev.refactory.accelerator.api.WaitReason;
import dev.refactory.kit.tenant.TenantId;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Where requests go, and in which order they get there.
class PlacementTest {
    private final ManualRuntime runtime = new ManualRuntime(new Random(1));

    private AcceleratorPool pool(PoolLimits limits, MemberSpec... members) {
        return new AcceleratorPool(List.of(members), limits, Pace.FAST, runtime, new SimpleMeterRegistry());
    }

    private AcceleratorPool pool(MemberSpec... members) {
        return pool(PoolLimits.DEFAULT, members);
    }

    /// To the one that has less to do.
    @Test
    void aRequestGoesWhereItIsAnsweredFirst() {
        AcceleratorPool pool = pool(member("a", upper()), member("b", upper()));
        CompletableFuture<InferenceResponse> longOne = pool.infer(request("long", "job", ServiceTier.STANDARD, 5000));
        CompletableFuture<InferenceResponse> second = pool.infer(request("second"));
        CompletableFuture<InferenceResponse> third = pool.infer(request("third"));

        runtime.runAll();

        assertThat(longOne.resultNow().accelerator()).isEqualTo("a");
        assertThat(second.resultNow().accelerator()).isEqualTo("b");
        assertThat(third.resultNow().accelerator()).isEqualTo("b");
    }

    @Test
    void whatWaitsMovesToAMemberThatHasNothingToDo() {
        AcceleratorPool pool = pool(member("a", upper()), member("b", upper()));
        pool.infer(request("one", "job", ServiceTier.STANDARD, 100));
        pool.infer(request("two", "job", ServiceTier.STANDARD, 200));
        CompletableFuture<InferenceResponse> third = pool.infer(request("third", "job", ServiceTier.BULK, 3000));
        assertThat(pool.accelerators()).extracting(AcceleratorStatus::waiting).containsExactly(1, 0);

        runtime.runOnly(1);

        assertThat(pool.accelerators()).extracting(AcceleratorStatus::running).containsExactly(1, 1);
        assertThat(pool.waiting()).isZero();
        runtime.runAll();
        assertThat(third.resultNow().accelerator()).isEqualTo("b");
    }

    /// There it would have to be computed from the beginning; here its prompt is kept, and its turn comes soon.
    @Test
    void whatWaitsStaysWhereItsPromptIsKept() {
        PoolLimits oneAtATime = new PoolLimits(1, 100, 1 << 20, 3, Duration.ofSeconds(5), Duration.ofSeconds(5));
        AcceleratorPool pool = pool(oneAtATime, member("a", upper()));
        pool.infer(withPrefix("first", TenantId.DEFAULT));
        runtime.runAll();
        CompletableFuture<InferenceResponse> between = pool.infer(request("between"));
        CompletableFuture<InferenceResponse> again = pool.infer(withPrefix("again", TenantId.DEFAULT));

        pool.join(member("b", upper()));

        assertThat(pool.accelerators()).extracting(AcceleratorStatus::waiting).containsExactly(1, 0);
        runtime.runAll();
        assertThat(between.resultNow().accelerator()).isEqualTo("a");
        assertThat(again.resultNow().accelerator()).isEqualTo("a");
    }

    /// Or times would tell what others have sent.
    @Test
    void whatIsKeptOfATenantsPromptIsNobodyElses() {
        AcceleratorPool pool = pool(member("a", upper()));
        long first = deviceNanos(pool, withPrefix("first", TenantId.DEFAULT));
        long another = deviceNanos(pool, withPrefix("another", new TenantId("another")));
        long again = deviceNanos(pool, withPrefix("again", TenantId.DEFAULT));
        assertThat(another).isEqualTo(first);
        assertThat(again).isLessThan(first / 2);
    }

    private long deviceNanos(AcceleratorPool pool, InferenceRequest request) {
        CompletableFuture<InferenceResponse> answer = pool.infer(request);
        runtime.runAll();
        return answer.resultNow().simulatedDeviceNanos();
    }

    /// A prompt of 12,800 tokens, which begins as all of them do.
    private static InferenceRequest withPrefix(String id, TenantId tenant) {
        List<String> blocks =
                IntStream.range(0, 100).mapToObj(block -> "block" + block).toList();
        byte[] input = id.getBytes(StandardCharsets.UTF_8);
        return new InferenceRequest(id, tenant, "job", "upper", ServiceTier.STANDARD, input, 12_801, blocks);
    }

    @Test
    void aMemberSaysWhatTheNextRequestWaitsForAndWhatItHas() {
        PoolLimits two = new PoolLimits(2, 100, 1 << 20, 3, Duration.ofSeconds(5), Duration.ofSeconds(5));
        AcceleratorPool pool = pool(two, member("a", upper()));
        assertThat(load(pool)).isEqualTo(new Load(390_528, 0, 0, 0, null));
        pool.infer(request("first"));
        assertThat(load(pool)).isEqualTo(new Load(390_528, 128, 0, 100, null));
        pool.infer(request("second", "job", ServiceTier.STANDARD, 1000));
        assertThat(load(pool)).isEqualTo(new Load(390_528, 128, 1024, 1100, WaitReason.ANSWER));
        runtime.runAll();
        assertThat(load(pool)).isEqualTo(new Load(390_528, 0, 0, 0, null));
    }

    private static Load load(AcceleratorPool pool) {
        return pool.accelerators().getFirst().load();
    }

    @Test
    void whoJoinsTakesItsShareOfWhatWaits() {
        AcceleratorPool pool = pool(member("a", upper()));
        pool.infer(request("running"));
        for (int i = 0; i < 6; i++) {
            pool.infer(request("r" + i));
        }

        pool.join(member("b", upper()));

        assertThat(pool.accelerators()).extracting(AcceleratorStatus::waiting).containsExactly(3, 2);
        assertThat(pool.accelerators()).extracting(AcceleratorStatus::running).containsExactly(1, 1);
    }

    @Test
    void aBetterTierIsNextAndThenTheJobThatWasGivenLess() {
        PoolLimits oneAtATime = new PoolLimits(1, 100, 1 << 20, 3, Duration.ofSeconds(5), Duration.ofSeconds(5));
        AcceleratorPool pool = pool(oneAtATime, member("a", upper()));
        List<String> order = new ArrayList<>();
        pool.infer(request("first", "big", ServiceTier.STANDARD));
        for (String id : List.of("big1", "big2", "big3")) {
            pool.infer(request(id, "big", ServiceTier.STANDARD)).thenRun(() -> order.add(id));
        }
        pool.infer(request("small", "small", ServiceTier.STANDARD)).thenRun(() -> order.add("small"));
        pool.infer(request("bulk", "bulk", ServiceTier.BULK)).thenRun(() -> order.add("bulk"));
        pool.infer(request("urgent", "other", ServiceTier.INTERACTIVE)).thenRun(() -> order.add("urgent"));

        runtime.runAll();

        assertThat(order).containsExactly("urgent", "small", "big1", "big2", "big3", "bulk");
    }
}
