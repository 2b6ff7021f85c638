package dev.refactory.refactor.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.refactory.refactor.fuzz.Request.Renaming;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// The oracle notices what it is there for.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OracleTest {
    private static final String CLOCK = """
            package a;
            public class Clock {
                static int hour = 1;
                static int minute = 2;
                public static int read() { return hour; }
                public static int wind(String text) { Runnable done = () -> read(); return 3; }
                public static int wind(Object any) { return 4; }
            }
            """;
    private static final String WALL = """
            package b;
            import a.Clock;
            class Wall {
                int time = Clock.read() + Clock.wind("spring");
            }
            """;
    private static final String BELOW = "package c; class Below extends a.Clock { int unused = 1; }\n";

    private final Library clocks = Library.of("clocks", texts(CLOCK, WALL), List.of());

    @AfterAll
    void close() throws IOException {
        clocks.close();
    }

    private static SortedMap<String, String> texts(String clock, String wall) {
        return new TreeMap<>(Map.of("a/Clock.java", clock, "b/Wall.java", wall, "c/Below.java", BELOW));
    }

    private List<String> faults(String clock, String wall, String oldName, String newName) {
        Renaming renaming = new Renaming(oldName, newName, true, Map.of());
        return new Oracle(clocks, false).faults(Set.of("a/Clock.java"), Map.of(), texts(clock, wall), renaming);
    }

    @Test
    void aNameThatChangesEverywhereIsNoFault() {
        assertThat(faults(CLOCK.replace("read(", "tell("), WALL.replace("read(", "tell("), "read", "tell"))
                .isEmpty();
    }

    @Test
    void aUseThatIsLeftBehindInAFileNobodyTouchedDoesNotCompile() {
        assertThat(faults(CLOCK.replace("read(", "tell("), WALL, "read", "tell"))
                .singleElement()
                .asString()
                .startsWith("does not compile: b/Wall.java:4");
    }

    @Test
    void aSubtypeThatCannotBeAnyMoreDoesNotCompile() {
        assertThat(faults(CLOCK.replace("class Clock", "final class Clock"), WALL, "hour", "hours"))
                .singleElement()
                .asString()
                .startsWith("does not compile: c/Below.java:1");
    }

    @Test
    void aUseThatMeansSomethingElseIsAnotherClass() {
        assertThat(faults(CLOCK.replace("return hour", "return minute"), WALL, "hour", "hours"))
                .singleElement()
                .asString()
                .contains("\"GETSTATIC a/Clock.hour I\" became \"GETSTATIC a/Clock.minute I\"");
    }

    @Test
    void aCallThatFindsAnotherOverloadIsAnotherClass() {
        String lost = CLOCK.replace("wind(String", "turn(String");
        assertThat(faults(lost, WALL, "wind", "turn"))
                .anySatisfy(fault -> assertThat(fault).startsWith("class b.Wall is not the same"));
    }

    @Test
    void aConstantOfAnotherValueIsAnotherClass() {
        assertThat(faults(CLOCK.replace("hour = 1", "hour = 5"), WALL, "hour", "hours"))
                .singleElement()
                .asString()
                .contains("ICONST_1");
    }
}
