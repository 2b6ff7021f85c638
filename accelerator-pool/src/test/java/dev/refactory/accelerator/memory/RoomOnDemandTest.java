package dev.refactory.accelerator.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.refactory.accelerator.schedule.Call;
import dev.refactory.testkit.Seeds;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class RoomOnDemandTest {
    private static final OutsideStore.Place LINK = new OutsideStore.Place(0, 0, 7);

    private int next;

    private Call call(int promptTokens, int maxCompletionTokens) {
        return new Call(next++, 0, promptTokens, maxCompletionTokens);
    }

    private static PrefixMemory memory(long capacity) {
        return new PrefixMemory(capacity, 10, LINK, PrefixMemory.Room.ON_DEMAND);
    }

    @Test
    void anAnswerTakesRoomAsItGrows() {
        PrefixMemory memory = memory(100);
        Call call = call(15, 60);
        memory.admit(call, 0);
        assertThat(memory.free()).as("prompt and first token, in whole blocks").isEqualTo(80);
        memory.computed(call, 0);
        memory.grew(4);
        assertThat(memory.free()).isEqualTo(80);
        memory.grew(1);
        assertThat(memory.free()).isEqualTo(70);
        assertThat(memory.roomForSteps()).isEqualTo(79);
        memory.release(call, 0);
        assertThat(memory.free()).isEqualTo(100);
        assertThat(memory.held()).isZero();
    }

    @Test
    void callsAreAdmittedThatMayNotAllFitInTheEnd() {
        PrefixMemory memory = memory(100);
        Call one = call(15, 80);
        Call other = call(15, 80);
        memory.admit(one, 0);
        assertThat(memory.hasRoom(other)).isTrue();
        memory.admit(other, 0);
        memory.computed(one, 0);
        memory.computed(other, 0);
        memory.grew(34);
        assertThat(memory.roomForSteps()).isZero();
        assertThat(memory.hasRoom(call(1, 1))).isFalse();
        assertThatIllegalStateException().isThrownBy(() -> memory.grew(1)).withMessageContaining("room for 0");
        assertThat(memory.fits(call(15, 86))).as("more than all of it").isFalse();
    }

    /// What streams take next would set them aside soon, if others had it.
    @Test
    void aHundredthIsLeftFreeBesideStreams() {
        PrefixMemory memory = memory(1000);
        assertThat(memory.hasRoom(call(999, 1))).as("there is no stream yet").isTrue();
        Call one = call(15, 80);
        memory.admit(one, 0);
        memory.computed(one, 0);
        assertThat(memory.free()).isEqualTo(980);
        assertThat(memory.hasRoom(call(969, 1))).isTrue();
        assertThat(memory.hasRoom(call(970, 1))).isFalse();
        memory.grew(4);
        assertThat(memory.hasRoom(call(960, 1)))
                .as("its next token takes a block")
                .isFalse();
        assertThat(memory.hasRoom(call(959, 1))).isTrue();
    }

    @Test
    void whatIsSetAsideIsCopiedOutAndComesBack() {
        PrefixMemory memory = memory(100);
        Call one = call(15, 80);
        memory.admit(one, 0);
        memory.computed(one, 0);
        memory.grew(10);
        memory.setAside(one, 1000);
        assertThat(memory.free()).isEqualTo(100);
        assertThat(memory.held()).as("it is not answered yet").isEqualTo(1);
        assertThat(memory.bringBack(one, 1001)).as("26 tokens out and in").isEqualTo(1000 + 2 * 26 * 7);
        assertThat(memory.free()).isEqualTo(70);
        memory.grew(3);
        assertThat(memory.free()).as("it grows when it is there").isEqualTo(70);
        memory.resumed(one);
        memory.grew(5);
        assertThat(memory.free()).isEqualTo(60);
        memory.release(one, 2000);
        assertThat(memory.free()).isEqualTo(100);
    }

    /// What the tier outside has of a prompt need not be copied there again.
    @Test
    void onlyWhatIsNotOutsideIsCopied() {
        PrefixMemory memory =
                new PrefixMemory(100, 10, new OutsideStore.Place(1000, 1000, 7), PrefixMemory.Room.ON_DEMAND);
        Call call = new Call(0, 0, 25, 40, List.of(1, 2));
        memory.admit(call, 0);
        memory.computed(call, 0);
        memory.setAside(call, 500);
        long out = 500 + 6 * 7;
        assertThat(memory.bringBack(call, 500))
                .as("two blocks are on the wafers still")
                .isEqualTo(out + 6 * 7);
    }

    @Test
    void onlyStreamsAreSetAside() {
        PrefixMemory memory = memory(100);
        Call call = call(15, 10);
        assertThatIllegalStateException().isThrownBy(() -> memory.setAside(call, 0));
        memory.admit(call, 0);
        assertThatIllegalStateException()
                .isThrownBy(() -> memory.setAside(call, 0))
                .withMessageContaining("no stream");
        assertThatIllegalStateException()
                .isThrownBy(() -> memory.bringBack(call, 0))
                .withMessageContaining("not set");
        ContextMemory reserved = new ReservedMemory(100);
        assertThat(reserved.canSetAside()).isFalse();
        assertThatIllegalStateException().isThrownBy(() -> reserved.setAside(call, 0));
    }

    /// A stream.
    private static final class Held {
        final Call call;
        int answered = 1;
        boolean computed;
        boolean aside;

        Held(Call call) {
            this.call = call;
        }

        long tokens() {
            return (computed ? 0 : 1) + call.promptTokens() + (computed ? answered : 0);
        }
    }

    /// Whatever is done in whatever order, what is free is what the blocks of all calls leave.
    @Test
    void whatIsFreeIsWhatBlocksLeave() {
        Seeds.forEach(300, seed -> {
            RandomGenerator random = Seeds.random(seed);
            PrefixMemory memory = memory(400);
            List<Held> all = new ArrayList<>();
            for (int turn = 0; turn < 80; turn++) {
                doSomething(memory, all, random);
                long used = all.stream()
                        .filter(each -> !each.aside)
                        .mapToLong(each -> Math.ceilDiv(each.tokens(), 10) * 10)
                        .sum();
                assertThat(memory.free()).isEqualTo(400 - used).isNotNegative();
                assertThat(memory.held()).isEqualTo(all.size());
            }
        });
    }

    private void doSomething(PrefixMemory memory, List<Held> all, RandomGenerator random) {
        Held one = all.isEmpty() ? null : all.get(random.nextInt(all.size()));
        switch (random.nextInt(5)) {
            case 0 -> {
                Call call = call(1 + random.nextInt(60), 300);
                if (memory.hasRoom(call)) {
                    memory.admit(call, 0);
                    all.add(new Held(call));
                }
            }
            case 1 -> {
                if (one != null && !one.computed) {
                    memory.computed(one.call, 0);
                    one.computed = true;
                }
            }
            case 2 -> {
                long steps = Math.min(memory.roomForSteps(), random.nextInt(20));
                memory.grew(steps);
                all.stream().filter(each -> each.computed && !each.aside).forEach(each -> each.answered += steps);
            }
            case 3 -> {
                if (one != null && one.aside && memory.hasRoomAgain(one.call)) {
                    memory.bringBack(one.call, 0);
                    memory.resumed(one.call);
                    one.aside = false;
                } else if (one != null && one.computed && !one.aside) {
                    memory.setAside(one.call, 0);
                    one.aside = true;
                }
            }
            default -> {
                if (one != null && !one.aside && random.nextInt(3) == 0) {
                    memory.release(one.call, 0);
                    all.remove(one);
                }
            }
        }
    }
}
