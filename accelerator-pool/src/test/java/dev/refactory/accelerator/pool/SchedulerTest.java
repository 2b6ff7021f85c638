package dev.refactory.accelerator.pool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.refactory.accelerator.api.ServiceTier;
import dev.refactory.accelerator.pool.Placement.MemberLoad;
import dev.refactory.accelerator.pool.Scheduler.Decision;
import dev.refactory.kit.tenant.TenantId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SchedulerTest {
    private static final PoolLimits LIMITS =
            new PoolLimits(8, 100, 1 << 20, 3, Duration.ofNanos(100), Duration.ofNanos(1000), Duration.ofSeconds(1));

    private final Turns turns = new Turns();

    @Test
    void placementPrefersFewestPendingTokensThenFewestServedThenTheName() {
        WaitingRequest request = BatchFormerTest.read("S a/x 10 0").getFirst();

        assertThat(chosen(request, member("a", 50, 0), member("b", 40, 900))).contains("b");
        assertThat(chosen(request, member("a", 0, 900), member("b", 0, 10))).contains("b");
        assertThat(chosen(request, member("b", 0, 10), member("a", 0, 10))).contains("a");
    }

    @Test
    void placementPassesOverWhoCannot() {
        WaitingRequest request = BatchFormerTest.read("S a/x 10 0").getFirst();
        MemberLoad leaving = new MemberLoad("a", false, Set.of("m"), 1000, 4, 0, 0);
        MemberLoad other = new MemberLoad("b", true, Set.of("n"), 1000, 4, 0, 0);
        MemberLoad small = new MemberLoad("c", true, Set.of("m"), 9, 4, 0, 0);

        assertThat(chosen(request, leaving, other, small)).isEmpty();
        assertThat(chosen(request, leaving, other, small, member("d", 999, 999)))
                .contains("d");
    }

    @Test
    void anIdlePoolDoesNotLinger() {
        assertThat(decide("S a/x 10 0", 0, member("a", 0, 0), member("b", 0, 0)))
                .isInstanceOf(Decision.Run.class);
    }

    @Test
    void anUnfilledBatchLingersWhileOthersRunUntilItsOldestHasWaitedLongEnough() {
        MemberLoad[] members = {member("a", 10, 0), member("b", 0, 0)};

        assertThat(decide("S a/x 10 5, S a/x 10 50", 60, members)).isEqualTo(new Decision.Linger(105));
        assertThat(decide("S a/x 10 5, S a/x 10 50", 105, members)).isInstanceOfSatisfying(Decision.Run.class, run -> {
            assertThat(run.member()).isEqualTo("b");
            assertThat(run.batch().requests()).hasSize(2);
        });
    }

    @Test
    void aBatchThatFillsThePipelineOrIsUrgentDoesNotLinger() {
        MemberLoad[] members = {member("a", 10, 0), member("b", 0, 0)};

        assertThat(decide("S a/x 10 5, S a/x 10 5, S a/x 10 5, S a/x 10 5", 6, members))
                .isInstanceOf(Decision.Run.class);
        assertThat(decide("S a/x 10 5, I a/x 10 5", 6, members)).isInstanceOf(Decision.Run.class);
        assertThat(decide("S a/x 600 5, S a/y 600 5", 6, members)).isInstanceOf(Decision.Run.class);
    }

    @Test
    void withoutAnIdleMemberThereIsNothingToDo() {
        assertThat(decide("S a/x 10 5", 6, member("a", 10, 0))).isEqualTo(new Decision.Idle());
        assertThat(decide("S a/x 10 5", 6)).isEqualTo(new Decision.Idle());
    }

    @Test
    void ofTwoModelsTheUrgentOneGoesFirstUnlessTheOtherIsOverdueAndWasServedLongerAgo() {
        MemberLoad both = new MemberLoad("a", true, Set.of("m", "n"), 1000, 4, 0, 0);
        WaitingRequest bulk = ofModel(0, "m", ServiceTier.BULK, 0);
        WaitingRequest urgent = ofModel(1, "n", ServiceTier.INTERACTIVE, 0);
        List<WaitingRequest> waiting = List.of(bulk, urgent);

        assertThat(first(waiting, 10, both)).isEqualTo(urgent);
        turns.serve(urgent);
        assertThat(first(waiting, 999, both)).isEqualTo(urgent);
        assertThat(first(waiting, 1000, both)).isEqualTo(bulk);
        turns.serve(bulk);
        assertThat(first(waiting, 1000, both)).isEqualTo(urgent);
    }

    private WaitingRequest first(List<WaitingRequest> waiting, long now, MemberLoad... members) {
        Decision decision = new Scheduler(List.of(members), turns, LIMITS, now).decide(waiting);
        assertThat(decision).isInstanceOf(Decision.Run.class);
        return ((Decision.Run) decision).batch().first();
    }

    private Decision decide(String waiting, long now, MemberLoad... members) {
        return new Scheduler(List.of(members), turns, LIMITS, now).decide(BatchFormerTest.read(waiting));
    }

    private static Optional<String> chosen(WaitingRequest request, MemberLoad... members) {
        return Placement.choose(request, List.of(members)).map(MemberLoad::name);
    }

    /// Four free streams, 1,000 tokens of context.
    private static MemberLoad member(String name, long pendingTokens, long servedTokens) {
        return new MemberLoad(name, true, Set.of("m"), 1000, 4, pendingTokens, servedTokens);
    }

    private static WaitingRequest ofModel(long sequence, String model, ServiceTier tier, long arrived) {
        return new WaitingRequest(sequence, TenantId.DEFAULT, "g", model, tier, 10, arrived);
    }
}
