package dev.refactory.kit.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class NearestTest {
    private static final List<String> KNOWN =
            List.of("rename-method", "rename-type", "find-usages", "status", "max_sau");

    @Test
    void theNearestComesFirstAndTheFarAreLeftOut() {
        assertThat(Nearest.of("rename-methods", KNOWN, 3)).containsExactly("rename-method");
        assertThat(Nearest.of("stats", KNOWN, 3)).containsExactly("status");
        assertThat(Nearest.of("renametype", KNOWN, 3)).startsWith("rename-type");
        assertThat(Nearest.of("MAXSAU", KNOWN, 1)).containsExactly("max_sau");
        assertThat(Nearest.of("qqqqqqqqqqqq", KNOWN, 3)).isEmpty();
        assertThat(Nearest.of("usages", KNOWN, 3)).startsWith("find-usages");
    }

    @Test
    void allAreRankedByTheNameAsked() {
        List<String> symbols = List.of("b.Foo#bar()", "a.Foo#bar()", "a.Foo#baz()");
        assertThat(Nearest.ranked("baz", symbols, each -> each.substring(6, 9), 3))
                .containsExactly("a.Foo#baz()", "a.Foo#bar()", "b.Foo#bar()");
        assertThat(Nearest.ranked("zzz", symbols, each -> each, 2)).hasSize(2);
    }

    @Test
    void theOrderOfCandidatesMakesNoDifference() {
        List<String> turned = new java.util.ArrayList<>(KNOWN);
        Collections.reverse(turned);
        assertThat(Nearest.ranked("find", turned, each -> each, 5))
                .isEqualTo(Nearest.ranked("find", KNOWN, each -> each, 5));
    }

    @Test
    void aHintNamesThemOrSaysWhatThereIs() {
        assertThat(Nearest.hint("stats", KNOWN)).isEqualTo(" (did you mean status?)");
        assertThat(Nearest.hint("qqqqqqqqqqqq", List.of("b", "a"))).isEqualTo(" (known: a, b)");
        assertThat(Nearest.hint("x", List.of())).isEqualTo(" (there are none)");
    }

    @Test
    void emptyAndHugeWordsAreTaken() {
        assertThat(Nearest.of("", KNOWN, 3)).isEmpty();
        assertThat(Nearest.of("x".repeat(100_000), KNOWN, 3)).isEmpty();
    }
}
