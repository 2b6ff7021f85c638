package dev.refactory.index.git;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.eclipse.jgit.lib.ObjectId;
import org.junit.jupiter.api.Test;

class KnownSizesTest {
    private final KnownSizes sizes = new KnownSizes(10);

    @Test
    void whatWasUsedLongestAgoMakesRoom() {
        sizes.put("a", blobs(4, 1));
        sizes.put("b", blobs(4, 2));
        assertThat(sizes.of("a")).hasSize(4);
        sizes.put("c", blobs(4, 3));
        assertThat(sizes.of("b")).isEmpty();
        assertThat(sizes.of("a")).isEqualTo(blobs(4, 1));
        assertThat(sizes.of("c")).isEqualTo(blobs(4, 3));
    }

    @Test
    void anotherTreeOfARepositoryTakesThePlaceOfItsLast() {
        sizes.put("a", blobs(8, 1));
        sizes.put("a", blobs(6, 2));
        assertThat(sizes.of("a")).isEqualTo(blobs(6, 2));
        sizes.put("b", blobs(4, 3));
        assertThat(sizes.of("a")).hasSize(6);
    }

    @Test
    void aTreeThatIsTooLargeIsNotRememberedAndDrivesNothingOut() {
        sizes.put("a", blobs(5, 1));
        sizes.put("b", blobs(5, 2));
        sizes.put("b", blobs(11, 3));
        assertThat(sizes.of("b")).isEmpty();
        assertThat(sizes.of("a")).hasSize(5);
    }

    private static Map<ObjectId, Long> blobs(int count, int seed) {
        Map<ObjectId, Long> blobs = new HashMap<>();
        for (int i = 0; i < count; i++) {
            blobs.put(new ObjectId(seed, i, 0, 0, 0), 100L * seed + i);
        }
        return blobs;
    }
}
