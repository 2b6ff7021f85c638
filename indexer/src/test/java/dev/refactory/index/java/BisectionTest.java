package dev.refactory.index.java;

import static org.assertj.core.api.Assertions.assertThat;

import dev.refactory.index.java.Bisection.Attempt;
import dev.refactory.index.java.Bisection.Part;
import dev.refactory.index.java.Exchange.Lost;
import dev.refactory.index.java.JavaAttributor.Source;
import dev.refactory.index.java.wire.Messages.Progress;
import dev.refactory.index.java.wire.Messages.Progress.Phase;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BisectionTest {
    private final Source a = Attribution.source("A.java", "class A {}");
    private final Source b = Attribution.source("B.java", "class B {}");
    private final Source c = Attribution.source("C.java", "class C {}");
    private final Source header = Attribution.source("H.java", "class H {}");
    private final Set<Source> poisoned = new HashSet<>();
    private final Bisection bisection = new Bisection(List.of(a, b, c), poisoned);

    @Test
    void theFilesBeingAttributedAreTriedAlone() {
        lose(new BitSet(), at(0, Phase.ATTRIBUTING, 0), at(1, Phase.ATTRIBUTING, 2));
        assertNextAgain(c);
        assertNextAgain(a);
        assertNextAgain(b);
        assertThat(bisection.hasNext()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(names = {"READING_HEADER", "COMPLETING"})
    void aHeaderTheCompilerWasAtIsLeftOut(Phase phase) {
        lose(new BitSet(), at(0, phase, 3));
        assertThat(poisoned).containsExactly(header);
        assertNextAgain(a, b, c);
    }

    /// A thread that is done stays where it was last; the file it answered is not to blame, nor a header.
    @Test
    void aFileThatWasAnsweredIsNotSuspected() {
        BitSet answered = new BitSet();
        answered.set(0);
        lose(answered, at(0, Phase.ATTRIBUTING, 0), at(1, Phase.ENTERING, 1));
        assertThat(poisoned).isEmpty();
        assertNextAgain(b);
        assertNextAgain(c);
    }

    /// What no thread had begun is asked again as it was.
    @Test
    void sharesThatWereNotBegunAreNotTriedAlone() {
        Part whole = bisection.next();
        Attempt attempt = attempt(
                whole,
                new Shares(List.of(1, 2, 3), 2),
                new BitSet(),
                at(0, Phase.ATTRIBUTING, 0),
                at(1, Phase.ENTERING, 1));
        assertThat(bisection.lost(attempt)).isNull();
        assertNextAgain(a);
        assertNextAgain(b);
        assertThat(bisection.next()).isEqualTo(new Part(List.of(c), false));
    }

    @Test
    void whatWasLostWithoutAWordIsHalved() {
        lose(new BitSet());
        assertNextAgain(a);
        assertNextAgain(b, c);
    }

    private void assertNextAgain(Source... files) {
        assertThat(bisection.next()).isEqualTo(new Part(List.of(files), true));
    }

    private void lose(BitSet answered, Progress... last) {
        Attempt attempt = attempt(bisection.next(), new Shares(List.of(3), 1), answered, last);
        assertThat(bisection.lost(attempt)).isNull();
    }

    private Attempt attempt(Part part, Shares shares, BitSet answered, Progress... last) {
        Batch batch = new Batch(List.of(), part.files(), List.of(header), shares);
        return new Attempt(batch, part.again(), answered, lost(last));
    }

    private static Lost lost(Progress... last) {
        return new Lost(Lost.Kind.CRASHED, List.of(last), "it died", 1);
    }

    private static Progress at(int thread, Phase phase, int index) {
        return new Progress(thread, phase, index);
    }
}
