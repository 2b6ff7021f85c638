package dev.refactory.refactor.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.refactory.graph.model.Range;
import dev.refactory.refactor.edit.FileEdits;
import dev.refactory.refactor.edit.OffsetMap;
import dev.refactory.refactor.edit.TextEdit;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SourcePlaceTest {
    private static SourcePlace place(String text) {
        return SourcePlace.parse(text).orElseThrow();
    }

    @Test
    void aPlaceIsAPathALineAndAColumn() {
        assertThat(place("src/a/Foo.java:12:9")).isEqualTo(new SourcePlace("src/a/Foo.java", 12, 9, 12, 9));
        assertThat(place("./my sources/c:Foo.java:1:2-3:4"))
                .isEqualTo(new SourcePlace("my sources/c:Foo.java", 1, 2, 3, 4));
        assertThat(place(" a.java:1:2 ")).hasToString("a.java:1:2");
        assertThat(place("a.java:1:2-1:5")).hasToString("a.java:1:2-1:5");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Foo.java",
                "Foo.java:3",
                ":3:9",
                "Foo.java:3:x",
                "Foo.java:3:-9",
                "Foo.java:3:1234567890",
                "a\nFoo.java:3:9",
            })
    void whatIsNoPlaceIsNone(String text) {
        assertThat(SourcePlace.parse(text)).isEmpty();
    }

    @Test
    void aTextHasNoPlaceOutsideOfItsLinesNorAPartThatEndsBeforeItStarts() {
        String text = "ab\r\n\tc";
        assertThat(place("f:2:2").in(text)).contains(new Range(5, 5));
        assertThat(place("f:1:1-2:2").in(text)).contains(new Range(0, 5));
        assertThat(place("f:1:4").in(text)).isEmpty();
        assertThat(place("f:3:1").in(text)).isEmpty();
        assertThat(place("f:2:2-1:1").in(text)).isEmpty();
    }

    @Test
    void editsMoveIt() {
        String before = "int sum;\nint x = sum;";
        FileEdits edits = new FileEdits(
                "f",
                List.of(
                        new TextEdit(new Range(0, 0), "final\n"),
                        new TextEdit(new Range(4, 7), "total"),
                        new TextEdit(new Range(17, 20), "total")));
        OffsetMap offsets = OffsetMap.of(edits);
        String after = edits.apply(before);
        assertThat(place("f:1:6").moved("g", before, offsets, after)).hasToString("g:2:5");
        assertThat(place("f:2:9-2:12").moved("f", before, offsets, after)).hasToString("f:3:9-3:14");
        assertThat(place("f:9:9").moved("f", before, offsets, after))
                .as("what was never there stays")
                .hasToString("f:9:9");
    }
}
