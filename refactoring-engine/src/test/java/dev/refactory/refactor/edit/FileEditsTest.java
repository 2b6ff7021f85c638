package dev.refactory.refactor.edit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.refactory.graph.model.Range;
import dev.refactory.graph.model.SourceText;
import dev.refactory.testkit.Seeds;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class FileEditsTest {
    static TextEdit edit(int start, int end, String replacement) {
        return new TextEdit(new Range(start, end), replacement);
    }

    /// Up to eight edits that touch at most, in a text of `length` characters.
    static FileEdits random(RandomGenerator random, int length) {
        List<TextEdit> edits = new ArrayList<>();
        int at = 0;
        while (at < length && edits.size() < 8) {
            int start = at + random.nextInt(4);
            int end = Math.min(length, start + random.nextInt(5));
            if (start > end || !edits.isEmpty() && edits.getLast().range().equals(new Range(start, end))) {
                break;
            }
            edits.add(edit(start, end, "x".repeat(random.nextInt(4)) + (end == start ? "i" : "")));
            at = end + random.nextInt(3);
        }
        return new FileEdits("a", edits.isEmpty() ? List.of(edit(0, 0, "i")) : edits);
    }

    @Test
    void onlyBytesInsideEditsChangeInEveryCharset() {
        byte[] latin = "h\u00e9llo w\u00f6rld\r\n".getBytes(StandardCharsets.ISO_8859_1);
        byte[] edited = new FileEdits("a", List.of(edit(6, 11, "\u00fc"))).apply(SourceText.decode(latin));
        assertThat(edited).isEqualTo("h\u00e9llo \u00fc\r\n".getBytes(StandardCharsets.ISO_8859_1));
        byte[] utf = "\uFEFFa\t\uD83D\uDE00 b\r".getBytes(StandardCharsets.UTF_8);
        assertThat(new FileEdits("a", List.of(edit(5, 6, "\u00fc"))).apply(SourceText.decode(utf)))
                .isEqualTo("\uFEFFa\t\uD83D\uDE00\u00fcb\r".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void overlapIsRefusedAtConstruction() {
        assertThatThrownBy(() -> new FileEdits("a/B.java", List.of(edit(0, 5, "x"), edit(4, 6, "y"))))
                .hasMessageContaining("a/B.java")
                .hasMessageContaining("0..5")
                .hasMessageContaining("4..6");
        assertThatThrownBy(() -> new FileEdits("a", List.of(edit(0, 5, "x"), edit(2, 2, "y"))))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new FileEdits("a", List.of(edit(3, 3, "x"), edit(3, 3, "y"))))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new FileEdits("a", List.of(edit(0, 2, "x"), edit(0, 2, "y"))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void touchingEditsAndEqualEditsAreNoOverlap() {
        FileEdits touching = new FileEdits("a", List.of(edit(3, 5, "y"), edit(0, 3, "x"), edit(3, 3, "-")));
        assertThat(touching.apply("abcdef")).isEqualTo("x-yf");
        assertThat(new FileEdits("a", List.of(edit(0, 1, "x"), edit(0, 1, "x"))).edits())
                .hasSize(1);
    }

    @Test
    void anEditOutsideOfTheTextIsRefused() {
        assertThatThrownBy(() -> new FileEdits("a", List.of(edit(3, 9, "x"))).apply("abc"))
                .hasMessageContaining("9");
    }

    @Test
    void theOrderInWhichPartsAreMergedDoesNotMatter() {
        Seeds.forEach(300, seed -> {
            RandomGenerator random = Seeds.random(seed);
            FileEdits all = random(random, 40);
            List<Changeset> parts = new ArrayList<>();
            all.edits().forEach(one -> parts.add(new Changeset(List.of(new FileEdits("a", List.of(one))))));
            parts.add(parts.get(random.nextInt(parts.size())));
            parts.add(new Changeset(List.of(new FileEdits("b", List.of(edit(0, 0, "x"))))));
            Changeset merged = Changeset.merge(parts);
            Collections.shuffle(parts, new Random(seed));
            assertThat(Changeset.merge(parts)).isEqualTo(merged);
            assertThat(merged.of("a")).contains(all);
            assertThat(merged.paths()).containsExactly("a", "b");
        });
    }

    @Test
    void partsThatOverlapDoNotMerge() {
        Changeset one = new Changeset(List.of(new FileEdits("a", List.of(edit(0, 5, "x")))));
        Changeset other = new Changeset(List.of(new FileEdits("a", List.of(edit(4, 6, "y")))));
        assertThatThrownBy(() -> Changeset.merge(List.of(one, other))).hasMessageContaining("Overlapping");
    }

    @Test
    void aChangesetSurvivesJson() {
        Changeset changeset = new Changeset(List.of(new FileEdits("a", List.of(edit(1, 2, "\n\u00fc\"")))));
        String json = dev.refactory.kit.json.Json.write(changeset);
        assertThat(dev.refactory.kit.json.Json.read(json, Changeset.class)).isEqualTo(changeset);
    }
}
