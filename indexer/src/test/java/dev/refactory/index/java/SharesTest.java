package dev.refactory.index.java;

import static org.assertj.core.api.Assertions.assertThat;

import dev.refactory.index.java.ChildJavaAttributor.Config.Limits;
import dev.refactory.index.java.JavaAttributor.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SharesTest {
    private static final Limits WIDE = new Limits(4_000, 1 << 20, 1 << 20);

    @Test
    void aFewFilesAreOneShareOfOneThread() {
        assertThat(Shares.of(List.of(sources(5, 100)), WIDE, 2)).isEqualTo(new Shares(List.of(5), 1));
    }

    @Test
    void eachThreadHasAsMuch() {
        assertThat(Shares.of(List.of(sources(40, 100)), WIDE, 2)).isEqualTo(new Shares(List.of(20, 40), 2));
        List<Source> uneven = new ArrayList<>(sources(39, 100));
        uneven.addFirst(source(0, 4_000));
        assertThat(Shares.of(List.of(uneven), WIDE, 2)).isEqualTo(new Shares(List.of(1, 40), 2));
    }

    @Test
    void groupsAreSharedWholeWhereTheyAreFew() {
        assertThat(Shares.of(List.of(sources(5, 100), sources(3, 900), sources(1, 1)), WIDE, 2))
                .isEqualTo(new Shares(List.of(5, 8, 9), 2));
        assertThat(Shares.of(List.of(sources(40, 100), sources(3, 100)), WIDE, 2))
                .isEqualTo(new Shares(List.of(20, 40, 43), 2));
    }

    @Test
    void noShareIsMoreThanACompilerHolds() {
        Random random = new Random(7);
        for (int round = 0; round < 500; round++) {
            int threads = 1 + random.nextInt(4);
            Limits limits = new Limits(threads * (1 + random.nextInt(50)), threads * (1L + random.nextInt(5_000)), 0);
            List<Source> sources = new ArrayList<>();
            for (int i = 24 + random.nextInt(200); i > 0; i--) {
                sources.add(source(i, random.nextInt(1_000)));
            }
            Shares shares = Shares.of(List.of(sources), limits, threads);
            assertThat(shares.ends()).isSorted().doesNotHaveDuplicates().endsWith(sources.size());
            int from = 0;
            for (int end : shares.ends()) {
                List<Source> share = sources.subList(from, end);
                assertThat(share.size()).isBetween(1, limits.batchFiles() / threads);
                assertThat(share.size() == 1
                                || share.stream().mapToLong(Source::size).sum() <= limits.batchBytes() / threads)
                        .isTrue();
                assertThat(shares.shareOf(from)).isEqualTo(shares.ends().indexOf(end));
                assertThat(shares.shareOf(end - 1)).isEqualTo(shares.ends().indexOf(end));
                from = end;
            }
        }
    }

    private static List<Source> sources(int count, int size) {
        List<Source> sources = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            sources.add(source(i, size));
        }
        return sources;
    }

    private static Source source(int number, int size) {
        return new Source("F" + number + ".java", "%040d".formatted(number), size, () -> new byte[size]);
    }
}
