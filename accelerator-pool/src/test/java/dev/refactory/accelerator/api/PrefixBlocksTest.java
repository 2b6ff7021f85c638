package dev.refactory.accelerator.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PrefixBlocksTest {
    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(1).nextBytes(bytes);
        return bytes;
    }

    @Test
    void promptsThatBeginAlikeHaveTheSameNamesUpToWhereTheyDiffer() {
        byte[] one = random(5 * PrefixBlocks.BYTES);
        byte[] other = one.clone();
        other[2 * PrefixBlocks.BYTES + 7]++;
        List<String> names = PrefixBlocks.of(one, 640);
        List<String> others = PrefixBlocks.of(other, 640);
        assertThat(names).hasSize(5).doesNotHaveDuplicates().allMatch(name -> name.matches("[0-9a-f]{16}"));
        assertThat(others.subList(0, 2)).isEqualTo(names.subList(0, 2));
        for (int i = 2; i < 5; i++) {
            assertThat(others.get(i)).as("whatever follows").isNotEqualTo(names.get(i));
        }
    }

    @Test
    void onlyWholeBlocksOfBytesAndOfTokensAreNamed() {
        byte[] input = random(3 * PrefixBlocks.BYTES + 511);
        assertThat(PrefixBlocks.of(input, 10_000)).hasSize(3);
        assertThat(PrefixBlocks.of(input, 255)).hasSize(1);
        assertThat(PrefixBlocks.of(input, 0)).isEmpty();
        assertThat(PrefixBlocks.of(new byte[0], 1000)).isEmpty();
        assertThat(PrefixBlocks.of(random((PrefixBlocks.MOST + 2) * PrefixBlocks.BYTES), Integer.MAX_VALUE))
                .hasSize(PrefixBlocks.MOST);
    }
}
