package dev.refactory.accelerator.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.refactory.accelerator.memory.ContextMemory.Held;
import dev.refactory.accelerator.schedule.Call;
import dev.refactory.accelerator.schedule.Kept;
import dev.refactory.testkit.Seeds;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class PrefixMemoryTest {
    private static final long SECOND = 1_000_000_000_000L;
    private static final OutsideStore.Place TIER = new OutsideStore.Place(1000, SECOND, 10);

    private int next;

    private Call call(int promptTokens, Integer... blocks) {
        return new Call(next++, 0, promptTokens, 10, List.of(blocks));
    }

    private static void serve(ContextMemory memory, Call call, long now) {
        memory.admit(call, now);
        memory.computed(call, now);
        memory.release(call, now);
    }

    private static PrefixMemory onWafers(long capacity) {
        return new PrefixMemory(capacity, 10, OutsideStore.Place.NONE);
    }

    @Test
    void whatAnotherPromptBeganWithIsNotComputedAgain() {
        PrefixMemory memory = onWafers(200);
        Call first = call(35, 1, 2, 3);
        assertThat(memory.admit(first, 0)).isEqualTo(new Held(Kept.NOTHING, 0));
        assertThat(memory.kept(call(35, 1, 2, 3), 0)).as("not computed yet").isEqualTo(Kept.NOTHING);
        memory.computed(first, 5);
        assertThat(memory.admit(call(45, 1, 2, 9, 10), 5)).isEqualTo(new Held(new Kept(20, 0), 5));
        memory.release(first, 6);
        assertThat(memory.held()).isEqualTo(1);
    }

    /// Two calls that came together compute the same; one of the two results is enough.
    @Test
    void whatIsComputedTwiceIsKeptOnce() {
        PrefixMemory memory = onWafers(80);
        Call one = call(30, 1, 2, 3);
        Call other = call(30, 1, 2, 3);
        memory.admit(one, 0);
        memory.admit(other, 0);
        assertThat(memory.hasRoom(call(1))).isFalse();
        memory.computed(one, 0);
        memory.computed(other, 0);
        assertThat(memory.hasRoom(call(20))).isTrue();
        memory.release(one, 0);
        memory.release(other, 0);
        assertThat(memory.kept(call(31, 1, 2, 3), 0)).isEqualTo(new Kept(30, 0));
        assertThatIllegalStateException().isThrownBy(() -> memory.computed(other, 0));
    }

    /// The first token of an answer comes from the last one of the prompt.
    @Test
    void theLastTokenOfAPromptIsAlwaysComputed() {
        PrefixMemory memory = onWafers(200);
        serve(memory, call(30, 1, 2, 3), 0);
        assertThat(memory.kept(call(30, 1, 2, 3), 0)).isEqualTo(new Kept(20, 0));
        assertThat(memory.kept(call(31, 1, 2, 3), 0)).isEqualTo(new Kept(30, 0));
    }

    @Test
    void roomIsMadeByGivingUpWhatWasUsedLongestAgoAndEndsBeforeBeginnings() {
        PrefixMemory memory = onWafers(100);
        serve(memory, call(30, 1, 2, 3), 0);
        serve(memory, call(30, 4, 5, 6), 1);
        serve(memory, call(21, 1, 2), 2);
        assertThat(memory.admit(call(40), 3).kept()).isEqualTo(Kept.NOTHING);
        assertThat(memory.kept(call(31, 1, 2, 3), 3)).isEqualTo(new Kept(20, 0));
        assertThat(memory.kept(call(31, 4, 5, 6), 3)).isEqualTo(new Kept(30, 0));
        memory.admit(call(10), 3);
        assertThat(memory.kept(call(31, 1, 2, 3), 3)).isEqualTo(new Kept(20, 0));
        assertThat(memory.kept(call(31, 4, 5, 6), 3)).isEqualTo(new Kept(10, 0));
    }

    @Test
    void whatCallsHoldIsNotGivenUpAndSharedRoomCountsOnce() {
        PrefixMemory memory = onWafers(80);
        serve(memory, call(30, 1, 2, 3), 0);
        Call one = call(41, 1, 2, 3);
        memory.admit(one, 0);
        assertThat(memory.hasRoom(call(41, 1, 2, 3))).isTrue();
        assertThat(memory.hasRoom(call(41))).isFalse();
        assertThat(memory.fits(call(41))).isTrue();
        assertThat(memory.fits(call(71))).isFalse();
        Call other = call(41, 1, 2, 3);
        memory.admit(other, 0);
        assertThat(memory.hasRoom(call(1))).isFalse();
        assertThatIllegalStateException().isThrownBy(() -> memory.admit(call(1), 0));
        memory.release(one, 0);
        assertThat(memory.kept(call(31, 1, 2, 3), 0)).isEqualTo(new Kept(30, 0));
        memory.release(other, 0);
        assertThat(memory.hasRoom(call(70))).isTrue();
        assertThatIllegalStateException().isThrownBy(() -> memory.release(other, 0));
    }

    @Test
    void whatIsOutsideComesBackOverTheLinkOneAfterTheOther() {
        PrefixMemory memory = new PrefixMemory(60, 10, TIER);
        serve(memory, call(30, 1, 2, 3), 0);
        serve(memory, call(35), 1);
        Call again = call(31, 1, 2, 3);
        assertThat(memory.kept(again, 1000)).isEqualTo(new Kept(30, 20));
        assertThat(memory.admit(again, 1000)).as("20 tokens").isEqualTo(new Held(new Kept(30, 20), 1200));
        memory.computed(again, 1100);
        memory.release(again, 1100);
        serve(memory, call(50), 1100);
        assertThat(memory.admit(call(31, 1, 2, 3), 1100))
                .as("the link is taken until 1200")
                .isEqualTo(new Held(new Kept(30, 30), 1500));
    }

    @Test
    void whatOneGroupComputedComesBackToAnotherFromTheStoreTheyShare() {
        Memories memories = Memories.sharing(60, 10, TIER, PrefixMemory.Room.RESERVED);
        Supplier<ContextMemory> run = memories.ofRun();
        ContextMemory one = run.get();
        ContextMemory other = run.get();
        assertThat(other.kept(call(31, 1, 2, 3), 0)).isEqualTo(Kept.NOTHING);
        Call asked = call(31, 1, 2, 3);
        assertThat(other.kept(asked, 5)).isEqualTo(Kept.NOTHING);
        serve(one, call(30, 1, 2, 3), 5);
        assertThat(other.kept(asked, 5)).as("asked before").isEqualTo(new Kept(30, 30));
        assertThat(other.admit(asked, 1000)).as("over its own link").isEqualTo(new Held(new Kept(30, 30), 1300));
        other.computed(asked, 1300);
        other.release(asked, 1300);
        assertThat(other.kept(call(31, 1, 2, 3), 1300)).as("here, too").isEqualTo(new Kept(30, 0));
        assertThat(memories.ofRun().get().kept(call(31, 1, 2, 3), 1300))
                .as("another run")
                .isEqualTo(Kept.NOTHING);
    }

    /// It was copied once, so the link is free.
    @Test
    void whatAnotherGroupHasCopiedIsNotCopiedAgain() {
        Supplier<ContextMemory> run =
                Memories.sharing(60, 10, TIER, PrefixMemory.Room.RESERVED).ofRun();
        ContextMemory one = run.get();
        ContextMemory other = run.get();
        Call both = call(30, 1, 2, 3);
        one.admit(both, 0);
        other.admit(both, 0);
        one.computed(both, 0);
        other.computed(both, 0);
        other.release(both, 0);
        serve(other, call(50), 0);
        assertThat(other.admit(call(31, 1, 2, 3), 0).readyPicos()).isEqualTo(300);
    }

    /// Three blocks of ten tokens at ten picoseconds a token.
    @Test
    void copiesGoOutTheSameWay() {
        PrefixMemory memory = new PrefixMemory(60, 10, TIER);
        serve(memory, call(30, 1, 2, 3), 0);
        serve(memory, call(50), 0);
        assertThat(memory.admit(call(31, 1, 2, 3), 0).readyPicos()).isEqualTo(600);
    }

    @Test
    void outsideItIsForgottenAfterItsTimeOrForLackOfRoom() {
        PrefixMemory memory = new PrefixMemory(60, 10, TIER);
        serve(memory, call(30, 1, 2, 3), 0);
        serve(memory, call(50), 0);
        assertThat(memory.kept(call(31, 1, 2, 3), SECOND)).isEqualTo(new Kept(30, 30));
        assertThat(memory.kept(call(31, 1, 2, 3), SECOND + 1)).isEqualTo(Kept.NOTHING);

        PrefixMemory small = new PrefixMemory(60, 10, new OutsideStore.Place(20, SECOND, 10));
        serve(small, call(30, 1, 2, 3), 0);
        serve(small, call(50), 0);
        assertThat(small.kept(call(31, 1, 2, 3), 0)).isEqualTo(new Kept(20, 20));
    }

    /// As kept says, so it is when a call is admitted; nothing held is more than there is room for; and
    /// when all are released, all of the room is there.
    @Test
    void roomIsNeitherLostNorInvented() {
        Seeds.forEach(30, seed -> {
            RandomGenerator random = Seeds.random(seed);
            long capacity = 300;
            PrefixMemory memory = random.nextBoolean()
                    ? onWafers(capacity)
                    : new PrefixMemory(capacity, 10, new OutsideStore.Place(random.nextInt(500), 1000, 1));
            List<Call> held = new ArrayList<>();
            long hits = 0;
            for (int i = 0; i < 2000; i++) {
                if (!held.isEmpty() && random.nextInt(3) == 0) {
                    Call done = held.remove(random.nextInt(held.size()));
                    memory.computed(done, i);
                    memory.release(done, i);
                } else {
                    int prompt = 1 + random.nextInt(100);
                    int conversation = random.nextInt(5) * 100;
                    List<Integer> blocks = new ArrayList<>();
                    for (int block = 0; block < prompt / 10; block++) {
                        blocks.add(block < 2 ? block : conversation + block);
                    }
                    Call call = new Call(i, i, prompt, 1 + random.nextInt(20), blocks);
                    if (memory.hasRoom(call)) {
                        Kept kept = memory.kept(call, i);
                        assertThat(kept.tokens()).isLessThan(prompt);
                        assertThat(kept.outside()).isLessThanOrEqualTo(kept.tokens());
                        Held admitted = memory.admit(call, i);
                        assertThat(admitted.kept()).isEqualTo(kept);
                        assertThat(admitted.readyPicos()).isGreaterThanOrEqualTo(i);
                        hits += kept.tokens();
                        held.add(call);
                    } else {
                        assertThat(held).isNotEmpty();
                    }
                }
            }
            assertThat(hits).isPositive();
            held.forEach(call -> memory.release(call, 2000));
            assertThat(memory.held()).isZero();
            assertThat(memory.hasRoom(new Call(5000, 0, (int) capacity - 1, 1))).isTrue();
        });
    }

    @Test
    void blocksHaveTokens() {
        assertThatIllegalArgumentException().isThrownBy(() -> new PrefixMemory(10, 0, TIER));
    }
}
