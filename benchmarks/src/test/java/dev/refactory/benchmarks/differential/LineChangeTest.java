package dev.refactory.benchmarks.differential;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LineChangeTest {
    private static final List<String> NAMES = List.of("foo", "bar");

    @Test
    void linesWithTheNamesAreNeeded() {
        LineChange change = between("a();\nfoo();\nb();\n", "a();\nbar();\nb();\n");
        assertThat(change).isEqualTo(new LineChange(2, 0, ""));
    }

    @Test
    void linesWithoutThemAreBeyondNeed() {
        LineChange change = between("foo();\nb();\nc();\n", "bar();\n  b();\nc();\n");
        assertThat(change).isEqualTo(new LineChange(4, 2, "-b();"));
    }

    @Test
    void aNameWithinAnotherWordDoesNotCount() {
        assertThat(between("x();\n", "x();\nfoolish();\n").beyond()).isEqualTo(1);
    }

    @Test
    void aLineInThePlaceOfANeededOneIsNeeded() {
        assertThat(between("foo(); // remark\n", "// remark\n")).isEqualTo(new LineChange(2, 0, ""));
    }

    @Test
    void aFileThatMovesCountsForWhatIsDifferentInIt() {
        LineChange change = LineChange.between(
                Map.of("old/A.java", "package foo;\nclass A {}\n", "other/A.java", "class A {}\n"),
                Map.of("new/A.java", "package bar;\nclass A {}\n", "other/A.java", "class A {}\n"),
                NAMES);
        assertThat(change).isEqualTo(new LineChange(2, 0, ""));
    }

    @Test
    void aFileThatIsGoneCountsWithAllItsLines() {
        LineChange change = LineChange.between(Map.of("A.java", "foo\nx\n"), Map.of(), NAMES);
        assertThat(change).isEqualTo(new LineChange(2, 1, "-x"));
    }

    @Test
    void whereNothingIsNeededEverythingIsBeyondNeed() {
        LineChange change = LineChange.between(Map.of("A.java", "import a.B;\n"), Map.of("A.java", ""), List.of());
        assertThat(change).isEqualTo(new LineChange(1, 1, "-import a.B;"));
    }

    private static LineChange between(String before, String after) {
        return LineChange.between(Map.of("A.java", before), Map.of("A.java", after), NAMES);
    }
}
