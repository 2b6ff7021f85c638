package dev.refactory.queue.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.refactory.queue.job.AttemptRef;
import dev.refactory.queue.job.TaskOutcome;
import dev.refactory.testkit.VirtualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LeaseKeeperTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final VirtualClock clock = new VirtualClock();

    @Test
    void aLeaseThatIsRenewedLastsFarBeyondItsTerm() {
        List<Integer> renewals = new ArrayList<>();
        LeaseKeeper keeper = LoopRigClaims.keeper(refs -> all(refs, false, renewals), clock::nanos);
        Hold hold = held(keeper, 1);
        for (int second = 0; second < 500; second++) {
            clock.advance(SECOND);
            keeper.runOnce();
        }
        assertThat(hold.cancelled()).isFalse();
        assertThat(renewals).hasSize(250);
    }

    @Test
    void allLeasesAreRenewedInOneCall() {
        List<Integer> renewals = new ArrayList<>();
        LeaseKeeper keeper = LoopRigClaims.keeper(refs -> all(refs, false, renewals), clock::nanos);
        for (int task = 1; task <= 7; task++) {
            held(keeper, task);
        }
        clock.advance(SECOND.multipliedBy(2));
        keeper.runOnce();
        assertThat(renewals).containsExactly(7);
    }

    @Test
    void noLeaseRunsOutWhileProgressIsSavedSlowly() {
        List<Integer> renewals = new ArrayList<>();
        LeaseKeeper keeper =
                LoopRigClaims.keeper(refs -> all(refs, false, renewals), () -> clock.advance(SECOND), clock::nanos);
        List<Hold> holds = new ArrayList<>();
        for (int task = 1; task <= 12; task++) {
            Hold hold = held(keeper, task);
            hold.progress(0.5);
            holds.add(hold);
        }
        keeper.runOnce();
        assertThat(holds).noneMatch(Hold::cancelled);
        assertThat(renewals).hasSize(6).containsOnly(12);
    }

    @Test
    void withoutAnswersWeLetGoTwoSecondsBeforeTheDatabaseDoes() {
        LeaseKeeper keeper = LoopRigClaims.keeper(
                refs -> {
                    throw new IllegalStateException("no answer");
                },
                clock::nanos);
        Hold hold = held(keeper, 1);
        clock.advance(Duration.ofMillis(7_999));
        assertThat(hold.cancelled()).isFalse();
        assertThatThrownBy(keeper::runOnce).hasMessage("no answer");

        clock.advance(Duration.ofMillis(1));
        // The handler learns it by asking, also while the keeper itself waits for the database.
        assertThat(hold.cancelled()).isTrue();
        assertThat(hold.stopped()).isEqualTo(Hold.Stop.LOST);
    }

    @Test
    void anAttemptThatIsGoneWhileItsReportIsUnderWayIsNotLost() {
        LeaseKeeper keeper = LoopRigClaims.keeper(refs -> Map.of(), clock::nanos);
        Hold running = held(keeper, 1);
        Hold reporting = held(keeper, 2);
        reporting.handled();
        clock.advance(SECOND.multipliedBy(2));
        keeper.runOnce();
        assertThat(running.stopped()).isEqualTo(Hold.Stop.LOST);
        assertThat(reporting.stopped()).isNull();
        assertThat(keeper.holds()).containsExactly(reporting);
    }

    @Test
    void aRenewalThatComesBackLateCountsFromWhenItWasAsked() {
        LeaseKeeper keeper = LoopRigClaims.keeper(
                refs -> {
                    clock.advance(SECOND.multipliedBy(5));
                    return all(refs, false, new ArrayList<>());
                },
                clock::nanos);
        Hold hold = held(keeper, 1);
        clock.advance(SECOND.multipliedBy(2));
        keeper.runOnce();
        clock.advance(Duration.ofMillis(2_999));
        assertThat(hold.cancelled()).isFalse();
        clock.advance(Duration.ofMillis(1));
        assertThat(hold.cancelled()).isTrue();
    }

    @Test
    void whatALostAttemptReturnsIsNeverReported() {
        List<TaskOutcome> reported = new ArrayList<>();
        Hold hold = new Hold(LoopRigClaims.claim(1), clock::nanos, clock.nanos() + SECOND.toNanos());
        LoopRigClaims.runner(reported, (claim, context) -> {
                    clock.advance(SECOND);
                    return LoopRig.done(claim);
                })
                .run(hold, Set::of);
        assertThat(reported).isEmpty();
    }

    @Test
    void anAttemptTakenAwayOrCancelledIsToldSoAndItsThreadIsWoken() {
        Map<AttemptRef, Boolean> answer = new HashMap<>();
        LeaseKeeper keeper = LoopRigClaims.keeper(refs -> answer, clock::nanos);
        Hold taken = held(keeper, 1);
        Hold cancelled = held(keeper, 2);
        Thread thread = Thread.ofVirtual().unstarted(() -> {});
        cancelled.runsOn(thread);
        answer.put(cancelled.attempt(), true);
        clock.advance(SECOND.multipliedBy(2));
        keeper.runOnce();
        assertThat(taken.stopped()).isEqualTo(Hold.Stop.LOST);
        assertThat(cancelled.stopped()).isEqualTo(Hold.Stop.CANCELLED);
        assertThat(thread.isInterrupted()).isTrue();
        assertThat(keeper.holds()).containsExactly(cancelled);
    }

    private Hold held(LeaseKeeper keeper, long task) {
        Hold hold = new Hold(LoopRigClaims.claim(task), clock::nanos, keeper.fenceAt(clock.nanos()));
        keeper.keep(hold);
        return hold;
    }

    private static Map<AttemptRef, Boolean> all(
            java.util.Collection<AttemptRef> refs, boolean stop, List<Integer> renewals) {
        renewals.add(refs.size());
        Map<AttemptRef, Boolean> answer = new HashMap<>();
        refs.forEach(ref -> answer.put(ref, stop));
        return answer;
    }
}
