package dev.refactory.refactor.edit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.refactory.graph.model.Range;
import dev.refactory.testkit.Seeds;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class OffsetMapTest {
    @Test
    void whatIsReplacedBecomesItsReplacementAndTheRestMoves() {
        OffsetMap map = OffsetMap.of(
                new FileEdits("a", List.of(FileEditsTest.edit(5, 8, "xxxxxxx"), FileEditsTest.edit(20, 22, ""))));
        assertThat(map.forward(new Range(5, 8))).contains(new Range(5, 12));
        assertThat(map.forward(new Range(0, 5))).contains(new Range(0, 5));
        assertThat(map.forward(new Range(8, 10))).contains(new Range(12, 14));
        assertThat(map.forward(new Range(0, 30))).contains(new Range(0, 32));
        assertThat(map.forward(new Range(6, 10))).isEmpty();
        assertThat(map.backward(new Range(5, 12))).contains(new Range(5, 8));
        assertThat(map.backward(new Range(12, 14))).contains(new Range(8, 10));
        assertThat(map.nearestOriginal(7)).isEqualTo(5);
        assertThat(map.startOf(20)).isEqualTo(24);
        assertThat(map.startOf(30)).isEqualTo(32);
    }

    @Test
    void anInsertionStandsBeforeWhatStartsThereAndAfterWhatEndsThere() {
        OffsetMap map = OffsetMap.of(new FileEdits("a", List.of(FileEditsTest.edit(4, 4, "ab"))));
        assertThat(map.forward(new Range(4, 6))).contains(new Range(6, 8));
        assertThat(map.forward(new Range(2, 4))).contains(new Range(2, 4));
        assertThat(map.startOf(4)).isEqualTo(6);
    }

    /// Every mapped range holds the text it held, where no edit is inside; and the way back leads
    /// to where it came from.
    @Test
    void untouchedTextIsFoundAgain() {
        Seeds.forEach(500, seed -> {
            RandomGenerator random = Seeds.random(seed);
            String text = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMN";
            FileEdits edits = FileEditsTest.random(random, text.length());
            String edited = edits.apply(text);
            OffsetMap map = OffsetMap.of(edits);
            for (int start = 0; start < text.length(); start++) {
                for (int end = start + 1; end <= Math.min(text.length(), start + 6); end++) {
                    Range range = new Range(start, end);
                    Optional<Range> mapped = map.forward(range);
                    if (touched(edits, range)) {
                        continue;
                    }
                    assertThat(mapped).isPresent();
                    Range there = mapped.orElseThrow();
                    assertThat(edited.substring(there.start(), there.end())).isEqualTo(text.substring(start, end));
                    assertThat(map.startOf(start)).isEqualTo(there.start());
                    assertThat(map.backward(there)).contains(range);
                    assertThat(map.nearestOriginal(there.start())).isEqualTo(start);
                }
            }
            edits.edits().stream()
                    .filter(edit -> edit.range().length() > 0)
                    .forEach(edit -> assertThat(map.forward(edit.range()))
                            .hasValueSatisfying(there -> assertThat(edited.substring(there.start(), there.end()))
                                    .isEqualTo(edit.replacement())));
        });
    }

    private static boolean touched(FileEdits edits, Range range) {
        return edits.edits().stream().anyMatch(edit -> {
            Range other = edit.range();
            return other.length() == 0
                    ? range.start() < other.start() && other.start() < range.end()
                    : other.start() < range.end() && range.start() < other.end();
        });
    }

    @Test
    void linesAndColumnsAreThoseOfTheSourceText() {
        String text = "a\r\nbc\r\rd\n\n\u00fc";
        LineIndex lines = LineIndex.of(text);
        var source = new dev.refactory.graph.model.SourceText(text, java.nio.charset.StandardCharsets.UTF_8);
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) != '\n' && text.charAt(i) != '\r') {
                assertThat(lines.line(i)).isEqualTo(source.lineOf(i));
                assertThat(lines.column(i)).isEqualTo(source.columnOf(i));
                assertThat(lines.lineText(i)).isEqualTo(source.lineAt(i));
            }
        }
        assertThat(lines.line(text.length())).isEqualTo(6);
    }

    @Test
    void lineAndColumnLeadBackToTheOffset() {
        LineIndex lines = LineIndex.of("a\r\nbc\n");
        assertThat(lines.offset(1, 1)).isZero();
        assertThat(lines.offset(1, 2)).as("the end of the line").isEqualTo(1);
        assertThat(lines.offset(1, 3)).as("within its line ending").isEqualTo(-1);
        assertThat(lines.offset(2, 2)).isEqualTo(4);
        assertThat(lines.offset(3, 1)).as("the empty last line").isEqualTo(6);
        assertThat(lines.offset(4, 1)).isEqualTo(-1);
        assertThat(lines.offset(0, 1)).isEqualTo(-1);
        assertThat(lines.offset(1, 0)).isEqualTo(-1);
    }

    @Test
    void whatWasPointedAtIsFoundAtTheStartOfItsReplacement() {
        OffsetMap map = OffsetMap.of(
                new FileEdits("a", List.of(FileEditsTest.edit(2, 5, "x"), FileEditsTest.edit(10, 12, "longer"))));
        assertThat(map.placeOf(1)).isEqualTo(1);
        assertThat(map.placeOf(2)).isEqualTo(2);
        assertThat(map.placeOf(4)).isEqualTo(2);
        assertThat(map.placeOf(5)).isEqualTo(3);
        assertThat(map.placeOf(11)).isEqualTo(8);
        assertThat(map.placeOf(12)).isEqualTo(14);
    }
}
