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
        CallQueue queue = FairShares.ofTenants();
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
        CallQueue queue = FairShares.ofTenants();
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
        CallQueue queue = FairShares.ofTenants();
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
            CallQueue queue = FairShares.ofTenants();
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

    @Test
    void theJobsOfATenantTakeTurnsToo() {
        CallQueue queue = FairShares.ofTenantsAndJobs();
        Call big1 = ofJob("a", "big");
        Call big2 = ofJob("a", "big");
        Call small = ofJob("a", "small");
        Call other = ofJob("b", "any");
        List.of(big1, big2, small, other).forEach(queue::add);
        assertThat(drain(queue, 0)).containsExactly(big1, other, small, big2);
    }

    private Call ofJob(String tenant, String job) {
        return new Call(next++, 0, 10, 100, List.of(), ServiceTier.STANDARD, tenant, job);
    }

    /// Wherever it is: at the head, the only one of its owner, in the middle.
    @Test
    void whoIsWantedNoMoreIsTakenOutWhereverItIs() {
        for (CallQueue queue : List.of(
                new FirstCome(),
                FairShares.ofTenants(),
                FairShares.ofTenantsAndJobs(),
                new ByTier(FairShares::ofTenants, 1000))) {
            List<Call> calls = List.of(of("a", 1), of("b", 9), of("a", 2), of("a", 3));
            calls.forEach(queue::add);
            assertThat(queue.remove(calls.get(2))).isTrue();
            assertThat(queue.remove(calls.get(2))).isFalse();
            assertThat(queue.remove(calls.get(1))).isTrue();
            assertThat(queue.remove(of("nobody", 1))).isFalse();
            assertThat(queue.size()).isEqualTo(2);
            assertThat(drain(queue, 0)).containsExactly(calls.get(0), calls.get(3));
        }
    }

    @Test
    void whoComesBackToTheQueueHasItsOldPlace() {
        CallQueue queue = new FirstCome();
        List<Call> calls = List.of(of("a", 1), of("a", 1), of("a", 1));
        queue.add(calls.get(1));
        queue.add(calls.get(2));
        queue.add(calls.get(0));
        assertThat(drain(queue, 0)).isEqualTo(calls);
    }

    /// Tenants come and go for ever.
    @Test
    void notEverybodyIsRemembered() {
        FairShares queue = FairShares.ofTenants();
        for (int i = 0; i < 3 * FairShares.MOST_REMEMBERED; i++) {
            Call call = of("tenant" + i, 1 + i % 7);
            queue.add(call);
            queue.take(call);
            queue.left(call, i % 50);
        }
        assertThat(queue.remembered()).isLessThanOrEqualTo(FairShares.MOST_REMEMBERED + 1);
        for (int i = 0; i < FairShares.MOST_REMEMBERED + 10; i++) {
            queue.add(of("waits" + i, 1));
        }
        assertThat(queue.size()).as("who waits is never forgotten").isEqualTo(FairShares.MOST_REMEMBERED + 10);
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
