package dev.refactory.index.java;

import static org.assertj.core.api.Assertions.assertThat;

import dev.refactory.index.java.Exchange.Lost;
import dev.refactory.index.java.JavaAttributor.Source;
import dev.refactory.index.java.wire.Messages.Progress;
import dev.refactory.index.java.wire.Messages.Progress.Phase;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BisectionTest {
    private final Source a = Attribution.source("A.java", "class A {}");
    private final Source b = Attribution.source("B.java", "class B {}");
    private final Source c = Attribution.source("C.java", "class C {}");
    private final List<Source> part = List.of(a, b, c);
    private final Set<Source> poisoned = new HashSet<>();
    private final Bisection bisection = new Bisection(part, poisoned);

    @Test
    void theFilesBeingAttributedAreTriedAlone() {
        lose(new BitSet(), at(0, Phase.ATTRIBUTING, 0), at(1, Phase.ATTRIBUTING, 2));
        assertThat(bisection.next()).containsExactly(c);
        assertThat(bisection.next()).containsExactly(a);
        assertThat(bisection.next()).containsExactly(b);
        assertThat(bisection.hasNext()).isFalse();
    }

    @Test
    void aHeaderThatWasBeingReadIsLeftOut() {
        Source header = Attribution.source("H.java", "class H {}");
        List<Source> suspects =
                Bisection.suspects(lost(at(0, Phase.READING_HEADER, 0)), part, new BitSet(), List.of(header));
        bisection.next();
        assertThat(bisection.lost(part, lost(at(0, Phase.READING_HEADER, 0)), suspects))
                .isNull();
        assertThat(poisoned).containsExactly(header);
        assertThat(bisection.next()).isEqualTo(part);
    }

    /// A thread that is done stays where it was last; the file it answered is not to blame, nor a header.
    @Test
    void aFileThatWasAnsweredIsNotSuspected() {
        BitSet answered = new BitSet();
        answered.set(0);
        lose(answered, at(0, Phase.ATTRIBUTING, 0), at(1, Phase.ENTERING, 0));
        assertThat(poisoned).isEmpty();
        assertThat(bisection.next()).containsExactly(b);
        assertThat(bisection.next()).containsExactly(c);
    }

    private void lose(BitSet answered, Progress... last) {
        bisection.next();
        List<Source> left = part.stream()
                .filter(source -> !answered.get(part.indexOf(source)))
                .toList();
        List<Source> suspects = Bisection.suspects(lost(last), part, answered, List.of());
        assertThat(bisection.lost(left, lost(last), suspects)).isNull();
    }

    private static Lost lost(Progress... last) {
        return new Lost(Lost.Kind.CRASHED, List.of(last), "it died", 1);
    }

    private static Progress at(int thread, Phase phase, int index) {
        return new Progress(thread, phase, index);
    }
}
