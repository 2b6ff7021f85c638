package dev.refactory.accelerator.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.refactory.accelerator.api.ServiceTier;
import dev.refactory.accelerator.memory.ContextMemory;
import dev.refactory.accelerator.memory.PrefixMemory;
import dev.refactory.accelerator.schedule.Call;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PackedPrefixMemoryTest {
    private static final int BLOCK = 128;

    @ParameterizedTest
    @CsvSource({"1, 0", "2, 5000", "3, 40000", "4, 3000000", "5, 1000"})
    void itAnswersAsPrefixMemoryDoes(long seed, long tierTokens) {
        PrefixMemory.Tier tier = new PrefixMemory.Tier(tierTokens, 4000, 7);
        PrefixMemory oracle = new PrefixMemory(60_000, BLOCK, tier);
        PackedPrefixMemory packed = new PackedPrefixMemory(60_000, BLOCK, tier);
        SplittableRandom random = new SplittableRandom(seed);
        List<Call> admitted = new ArrayList<>();
        List<Call> computed = new ArrayList<>();
        long now = 0;
        for (int id = 0; id < 6_000; id++) {
            now += random.nextInt(40);
            Call call = call(id, now, random);
            assertThat(packed.fits(call)).isEqualTo(oracle.fits(call));
            assertThat(packed.kept(call, now)).isEqualTo(oracle.kept(call, now));
            assertThat(packed.hasRoom(call)).isEqualTo(oracle.hasRoom(call));
            if (oracle.hasRoom(call)) {
                assertThat(packed.admit(call, now)).isEqualTo(oracle.admit(call, now));
                admitted.add(call);
            }
            for (int i = 0; i < 2 && !admitted.isEmpty() && random.nextInt(3) > 0; i++) {
                Call next = admitted.remove(random.nextInt(admitted.size()));
                oracle.computed(next, now);
                packed.computed(next, now);
                computed.add(next);
            }
            for (int i = 0; i < 2 && !computed.isEmpty() && random.nextInt(3) > 0; i++) {
                Call next = computed.remove(random.nextInt(computed.size()));
                oracle.release(next, now);
                packed.release(next, now);
            }
            assertThat(packed.free()).isEqualTo(oracle.free());
            assertThat(packed.held()).isEqualTo(oracle.held());
        }
    }

    /// Prompts that go on from a few beginnings, some of which everybody shares.
    private static Call call(int id, long now, SplittableRandom random) {
        int family = random.nextInt(6);
        int variant = random.nextInt(40);
        int size = random.nextInt(60);
        List<Integer> blocks = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            blocks.add(i < 10 ? -1 - family * 1000 - i : variant * 1000 + family * 100 + i);
        }
        int prompt = 1 + size * BLOCK - random.nextInt(Math.min(size * BLOCK, 200) + 1) + random.nextInt(400);
        return new Call(id, now, prompt, 1 + random.nextInt(3000), blocks, ServiceTier.STANDARD, "");
    }

    @ParameterizedTest
    @CsvSource({"100000", "1"})
    void whoIsNotThereIsNotReleased(int prompt) {
        ContextMemory memory = new PackedPrefixMemory(60_000, BLOCK, PrefixMemory.Tier.NONE);
        Call call = new Call(1, 0, prompt, 1);
        assertThatThrownBy(() -> memory.release(call, 0)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> memory.computed(call, 0)).isInstanceOf(IllegalStateException.class);
        assertThat(memory.fits(call)).isEqualTo(prompt < 60_000);
    }
}
