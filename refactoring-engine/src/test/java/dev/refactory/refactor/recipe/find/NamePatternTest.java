package dev.refactory.refactor.recipe.find;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class NamePatternTest {
    @Test
    void starsKeepToSegmentsAndTwoCrossThem() {
        assertThat(NamePattern.glob("a.*", "a.b")).isTrue();
        assertThat(NamePattern.glob("a.*", "a.b.c")).isFalse();
        assertThat(NamePattern.glob("a.**", "a.b.c")).isTrue();
        assertThat(NamePattern.glob("a.**", "a")).isFalse();
        assertThat(NamePattern.glob("**.c", "c")).isTrue();
        assertThat(NamePattern.glob("**.c", "a.bc")).isFalse();
        assertThat(NamePattern.glob("a.**.c", "a.c")).isTrue();
        assertThat(NamePattern.glob("a.**.c", "a.b.b.c")).isTrue();
        assertThat(NamePattern.glob("", "")).isTrue();
    }

    @Test
    void theSameIsMatchedAsByARegularExpression() {
        Random random = new Random(3);
        for (int i = 0; i < 20_000; i++) {
            String pattern = word(random, "ab.*", 8);
            String text = word(random, "ab.", 10);
            if (pattern.contains("***") || pattern.contains("**.")) {
                continue;
            }
            String regex = pattern.replace(".", "\\.")
                    .replace("**", "\0")
                    .replace("*", "[^.]*")
                    .replace("\0", ".*");
            assertThat(NamePattern.glob(pattern, text))
                    .as(pattern + " " + text)
                    .isEqualTo(Pattern.matches(regex, text));
        }
    }

    private static String word(Random random, String letters, int longest) {
        StringBuilder word = new StringBuilder();
        for (int i = random.nextInt(longest); i > 0; i--) {
            word.append(letters.charAt(random.nextInt(letters.length())));
        }
        return word.toString();
    }

    /// A backtracking matcher would not come back from this.
    @Test
    void noPatternTakesForever() {
        String pattern = "**a".repeat(60);
        assertThat(NamePattern.glob(pattern, "a".repeat(5_000) + "b")).isFalse();
    }

    @Test
    void whatIsAskedOfTheGraphBeginsLikeEveryMatch() throws NamePattern.Malformed {
        assertThat(NamePattern.ofType("com.acme.*Foo").prefix()).isEqualTo("com.acme.");
        assertThat(NamePattern.ofType("*Foo").prefix()).isEmpty();
        assertThat(NamePattern.ofType("a.A").prefix()).isEqualTo("a.A");
        assertThat(NamePattern.ofMethod("get*").prefix()).isEmpty();
        assertThat(NamePattern.ofMethod("a.b.C#get*(..)").prefix()).isEqualTo("a.b.C");
        assertThat(NamePattern.ofType("a.**.X").prefix()).isEqualTo("a.");
    }

    @Test
    void whatIsNoPatternIsSaidToBeNone() {
        assertThatThrownBy(() -> NamePattern.ofType("a".repeat(201))).hasMessageContaining("at most 200");
        assertThatThrownBy(() -> NamePattern.ofType("a" + " ".repeat(1_000_000) + "b"))
                .hasMessageContaining("at most 200");
        assertThatThrownBy(() -> NamePattern.ofType("")).hasMessageContaining("empty");
        assertThatThrownBy(() -> NamePattern.ofType("a. b c")).hasMessageContaining("\"a.b c\" is no name");
        assertThatThrownBy(() -> NamePattern.ofType("a.[Aa]")).hasMessageContaining("is no name");
        assertThatThrownBy(() -> NamePattern.ofMethod("a.A#b(int[)"))
                .hasMessageContaining("\"int[\" of \"a.A#b(int[)\" is no name");
        assertThatThrownBy(() -> NamePattern.ofMethod("a.A#")).hasMessageContaining("write # before it");
        assertThatThrownBy(() -> NamePattern.ofMethod("#")).hasMessageContaining("write # before it");
        assertThatThrownBy(() -> NamePattern.ofMethod("a#b#c")).hasMessageContaining("write # before it");
        assertThatThrownBy(() -> NamePattern.ofMethod("b(int,)")).hasMessageContaining("empty parameter");
        assertThatThrownBy(() -> NamePattern.ofMethod("b(int)x")).hasMessageContaining("does not end");
        assertThatThrownBy(() -> NamePattern.ofField("b(..)")).hasMessageContaining("have none");
    }
}
