package dev.refactory.accelerator.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.refactory.accelerator.api.ServiceTier;
import dev.refactory.testkit.Seeds;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class CallQueueTest {
    private int next;

    private Call call(long arrival, int prompt, ServiceTier tier, String tenant) {
        return new Call(next++, arrival, prompt, 100, List.of(), tier, tenant);
    }

    private Call of(String tenant, int prompt) {
        return call(0, prompt, ServiceTier.STANDARD, tenant);
    }

    private static List<Call> drain(CallQueue queue, long now) {
        List<Call> order = new ArrayList<>();
        for (Call head = queue.peek(now); head != null; head = queue.peek(now)) {
            queue.take(head);
            order.add(head);
        }
        assertThat(queue.size()).isZero();
        return order;
    }

    @Test
    void whoCameFirstIsServedFirst() {
        CallQueue queue = new FirstCome();
        List<Call> calls = List.of(of("a", 9), of("b", 1), of("a", 5));
        calls.forEach(queue::add);
        assertThat(drain(queue, 0)).isEqualTo(calls);
        queue.add(calls.get(0));
        assertThatIllegalStateException().isThrownBy(() -> queue.take(calls.get(1)));
    }

    @Test
    void tenantsTakeTurnsByTokensAndNotByCalls() {
        CallQueue queue = new FairShares();
        Call long1 = of("long", 100);
        Call long2 = of("long", 100);
        List<Call> few = List.of(of("short", 40), of("short", 40), of("short", 40), of("short", 40));
        queue.add(long1);
        queue.add(long2);
        few.forEach(queue::add);
        assertThat(drain(queue, 0)).containsExactly(long1, few.get(0), few.get(1), few.get(2), long2, few.get(3));
    }

    /// An answer counts once it is known how long it was.
    @Test
    void answersCountToo() {
        CallQueue queue = new FairShares();
        Call answered = of("a", 1);
        queue.add(answered);
        queue.add(of("a", 1));
        Call other = of("b", 50);
        queue.add(other);
        queue.take(answered);
        queue.take(other);
        queue.add(of("b", 1));
        assertThat(queue.peek(0)).extracting(Call::tenant).isEqualTo("a");
        queue.left(answered, 30);
        assertThat(queue.peek(0)).extracting(Call::tenant).isEqualTo("b");
        queue.left(of("nobody", 1), 5);
        assertThat(queue.size()).isEqualTo(2);
    }

    /// Time away is no credit.
    @Test
    void whoComesBackDoesNotGetWhatOthersHadMeanwhile() {
        CallQueue queue = new FairShares();
        for (int i = 0; i < 10; i++) {
            queue.add(of("busy", 100));
        }
        queue.take(head(queue));
        queue.take(head(queue));
        queue.add(of("back", 100));
        queue.add(of("back", 100));
        assertThat(drain(queue, 0).stream().limit(4).map(Call::tenant).toList())
                .isEqualTo(List.of("busy", "back", "busy", "back"));
    }

    /// VTC's bound, where only prompts count: between tenants that wait all the time, the difference of
    /// what they were given never exceeds twice the most that one call can be.
    @Test
    void tenantsThatWaitAreNeverFurtherApartThanTwoCalls() {
        Seeds.forEach(20, seed -> {
            RandomGenerator random = Seeds.random(seed);
            CallQueue queue = new FairShares();
            int most = 1 + random.nextInt(500);
            Map<String, Long> given = new HashMap<>(Map.of("a", 0L, "b", 0L, "c", 0L));
            given.keySet().forEach(tenant -> queue.add(of(tenant, 1 + random.nextInt(most))));
            for (int i = 0; i < 300; i++) {
                Call head = head(queue);
                queue.add(of(head.tenant(), 1 + random.nextInt(most)));
                queue.take(head);
                given.merge(head.tenant(), (long) head.promptTokens(), Long::sum);
                assertThat(Collections.max(given.values()) - Collections.min(given.values()))
                        .isLessThanOrEqualTo(2L * most);
            }
        });
    }

    private static Call head(CallQueue queue) {
        return Objects.requireNonNull(queue.peek(0));
    }

    @Test
    void betterTiersComeFirst() {
        CallQueue queue = new ByTier(FirstCome::new, 1000);
        Call bulk = call(0, 1, ServiceTier.BULK, "");
        Call standard = call(1, 1, ServiceTier.STANDARD, "");
        Call interactive = call(2, 1, ServiceTier.INTERACTIVE, "");
        List.of(bulk, standard, interactive).forEach(queue::add);
        assertThat(queue.size()).isEqualTo(3);
        assertThat(drain(queue, 2)).containsExactly(interactive, standard, bulk);
    }

    @Test
    void whoeverWaitsTooLongIsNextWhateverTheTier() {
        CallQueue queue = new ByTier(FirstCome::new, 1000);
        Call bulk = call(0, 1, ServiceTier.BULK, "");
        Call standard = call(1, 1, ServiceTier.STANDARD, "");
        Call interactive = call(500, 1, ServiceTier.INTERACTIVE, "");
        List.of(bulk, standard, interactive).forEach(queue::add);
        assertThat(queue.peek(1000)).isSameAs(interactive);
        assertThat(queue.changesAt(500)).isEqualTo(1001);
        assertThat(queue.peek(1001)).isSameAs(bulk);
        assertThat(queue.changesAt(1001)).isEqualTo(1002);
        assertThat(drain(queue, 1002)).containsExactly(bulk, standard, interactive);
        assertThat(queue.changesAt(0)).isEqualTo(Long.MAX_VALUE);
    }
}
