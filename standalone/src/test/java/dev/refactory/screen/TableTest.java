package dev.refactory.screen;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class TableTest {
    private static String printed(Table table, int columns) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        table.print(new PrintStream(bytes, true, StandardCharsets.UTF_8), new Style(false, true), columns);
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    void whatFitsIsLeftAsItIs() {
        Table table = new Table("NAME~", "N>", "SAYS+").row("a", "10", "some words");
        assertThat(printed(table, 80)).isEqualTo("""
                NAME   N  SAYS
                a     10  some words
                """);
    }

    @Test
    void onANarrowScreenPathsLoseTheirBeginningAndProseIsFolded() {
        Table table = new Table("REPOSITORY~", "N>", "SAYS+")
                .row("https://git.example/group/acme.git", "1", "several words that do not fit there");
        assertThat(printed(table, 40)).isEqualTo("""
                REPOSITORY         N  SAYS
                …e/group/acme.git  1  several words that
                                      do not fit there
                """);
    }

    @Test
    void aColumnNeverGivesWayBeyondUseAndWhatIsForProgramsIsWhole() {
        Table table = new Table("A~", "B~").row("x".repeat(50), "y".repeat(50));
        assertThat(printed(table, 5).lines())
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(18));
        assertThat(printed(table, Integer.MAX_VALUE)).contains("x".repeat(50) + "  " + "y".repeat(50));
    }

    @Test
    void wordsAreBrokenInsideOnlyWhereTheyAreLongerThanALine() {
        assertThat(Words.fold("ab cd efghijkl m", 5)).isEqualTo(List.of("ab cd", "efghi", "jkl m"));
        assertThat(Words.fold("", 5)).containsExactly("");
    }
}
