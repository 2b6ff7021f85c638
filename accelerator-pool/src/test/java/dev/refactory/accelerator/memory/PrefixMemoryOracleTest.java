package dev.refactory.accelerator.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.refactory.accelerator.api.ServiceTier;
import dev.refactory.accelerator.schedule.Call;
import dev.refactory.testkit.Seeds;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The memory in arrays against the one in the JDK's collections.
class PrefixMemoryOracleTest {
    private static final int BLOCK = 16;

    @ParameterizedTest
    @EnumSource
    void bothAnswerAlikeWhateverIsDone(PrefixMemory.Room room) {
        Seeds.forEach(30, seed -> new History(Seeds.random(seed), room).play());
    }

    private static final class History {
        private final RandomGenerator random;
        private final ContextMemory memory;
        private final ContextMemory oracle;
        private final List<Call> admitted = new ArrayList<>();
        private final List<Call> streams = new ArrayList<>();
        private final List<Call> aside = new ArrayList<>();
        private final List<Call> returning = new ArrayList<>();
        private long now;

        History(RandomGenerator random, PrefixMemory.Room room) {
            this.random = random;
            long[] sizes = {0, 600, 5000, 400_000};
            OutsideStore.Place tier = new OutsideStore.Place(sizes[random.nextInt(sizes.length)], 4000, 7);
            int capacity = 2000 + random.nextInt(6000);
            memory = new PrefixMemory(capacity, BLOCK, tier, room);
            oracle = new PlainPrefixMemory(capacity, BLOCK, tier, room);
        }

        void play() {
            for (int id = 0; id < 800; id++) {
                now += random.nextInt(40);
                Call call = call(id);
                assertThat(memory.fits(call)).isEqualTo(oracle.fits(call));
                assertThat(memory.kept(call, now)).isEqualTo(oracle.kept(call, now));
                assertThat(memory.hasRoom(call)).isEqualTo(oracle.hasRoom(call));
                if (oracle.hasRoom(call)) {
                    assertThat(memory.admit(call, now)).isEqualTo(oracle.admit(call, now));
                    admitted.add(call);
                }
                for (int i = 0; i < 4; i++) {
                    change();
                }
                assertThat(memory.free()).isEqualTo(oracle.free());
                assertThat(memory.held()).isEqualTo(oracle.held());
                assertThat(memory.roomForSteps()).isEqualTo(oracle.roomForSteps());
            }
        }

        private void change() {
            switch (random.nextInt(5)) {
                case 0 ->
                    any(admitted, streams, call -> {
                        memory.computed(call, now);
                        oracle.computed(call, now);
                    });
                case 1 -> {
                    long steps = Math.min(oracle.roomForSteps(), random.nextInt(30));
                    memory.grew(steps);
                    oracle.grew(steps);
                }
                case 2 ->
                    any(streams, new ArrayList<>(), call -> {
                        memory.release(call, now);
                        oracle.release(call, now);
                    });
                case 3 -> {
                    if (oracle.canSetAside()) {
                        any(streams, aside, call -> {
                            memory.setAside(call, now);
                            oracle.setAside(call, now);
                        });
                    }
                }
                default -> comeBack();
            }
        }

        private void comeBack() {
            any(returning, streams, call -> {
                memory.resumed(call);
                oracle.resumed(call);
            });
            if (!aside.isEmpty()) {
                Call first = aside.getFirst();
                assertThat(memory.hasRoomAgain(first)).isEqualTo(oracle.hasRoomAgain(first));
                if (oracle.hasRoomAgain(first)) {
                    assertThat(memory.bringBack(first, now)).isEqualTo(oracle.bringBack(first, now));
                    returning.add(aside.removeFirst());
                }
            }
        }

        private void any(List<Call> from, List<Call> to, Consumer<Call> change) {
            if (!from.isEmpty()) {
                Call call = from.remove(random.nextInt(from.size()));
                change.accept(call);
                to.add(call);
            }
        }

        /// Prompts that go on from a few beginnings, some of which everybody shares.
        private Call call(int id) {
            int family = random.nextInt(6);
            int variant = random.nextInt(40);
            int size = random.nextInt(60);
            List<Integer> blocks = new ArrayList<>();
            for (int i = 0; i < size; i++) {
                blocks.add(i < 10 ? -1 - family * 1000 - i : variant * 1000 + family * 100 + i);
            }
            int prompt = 1 + size * BLOCK - random.nextInt(Math.min(size * BLOCK, 25) + 1) + random.nextInt(50);
            return new Call(id, now, prompt, 1 + random.nextInt(300), blocks, ServiceTier.STANDARD, "");
        }
    }
}
