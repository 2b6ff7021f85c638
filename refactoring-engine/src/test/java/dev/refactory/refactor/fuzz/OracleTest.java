package dev.refactory.refactor.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.refactory.refactor.fuzz.Promise.Renaming;
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

    /// The second one's body is `lambda$run$1` before, and `lambda$run$0` after.
    @Test
    void theNumbersOfLambdasMeanNothing() throws IOException {
        String two = CLOCK.replace(
                "static int minute",
                "static Runnable run(int i) { return () -> read(); }"
                        + " static Runnable run(long l) { return () -> wind(\"\"); }"
                        + " static int minute");
        try (Library library = Library.of("two", texts(two, WALL), List.of())) {
            Renaming renaming = new Renaming("run", "walk", true, Map.of());
            String walks = two.replace("run(int", "walk(int");
            assertThat(new Oracle(library, false)
                            .faults(Set.of("a/Clock.java"), Map.of(), texts(walks, WALL), renaming))
                    .isEmpty();
            String swapped = walks.replace("return () -> read()", "return () -> wind(\"\")");
            assertThat(new Oracle(library, false)
                            .faults(Set.of("a/Clock.java"), Map.of(), texts(swapped, WALL), renaming))
                    .anySatisfy(fault -> assertThat(fault).startsWith("class a.Clock is not the same"));
        }
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

    private List<String> otherwise(Promise promise, String clock) {
        return new Oracle(clocks, false).faults(Set.of("a/Clock.java"), Map.of(), texts(clock, WALL), promise);
    }

    @Test
    void anImportThatGivesANameAnotherMeaningIsAnotherClass() {
        Promise imports = new Promise.ImportsOnly(true, new TreeMap<>());
        String unused = CLOCK.replace("package a;", "package a; import java.util.List;");
        assertThat(otherwise(imports, unused)).isEmpty();
        String shadowing = CLOCK.replace("package a;", "package a; import java.lang.Number;")
                .replace("Object", "Number");
        assertThat(otherwise(imports, shadowing))
                .anySatisfy(fault -> assertThat(fault).startsWith("class a.Clock is not the same"));
    }

    @Test
    void aCallOfTheOtherMethodMayBeDifferentAndNothingElse() throws IOException {
        Promise calls = new Promise.CallsOnly("read", "tell");
        String both = CLOCK.replace("static int minute", "static int tell() { return 6; } static int minute");
        try (Library two = Library.of("two", texts(both, WALL), List.of())) {
            Oracle oracle = new Oracle(two, false);
            String right = both.replace("() -> read()", "() -> tell()");
            assertThat(oracle.faults(Set.of("a/Clock.java"), Map.of(), texts(right, WALL), calls))
                    .isEmpty();
            String wrong = both.replace("() -> read()", "() -> wind(null, 1)")
                    .replace("wind(Object any)", "wind(Object any, int i)");
            assertThat(oracle.faults(Set.of("a/Clock.java"), Map.of(), texts(wrong, WALL), calls))
                    .singleElement()
                    .asString()
                    .startsWith("class a.Clock is not the same");
        }
    }

    @Test
    void lambdasThatBecomeAlikeStayTwo() throws IOException {
        String two = CLOCK.replace("static int minute", "static int tell() { return 6; } static int minute")
                .replace("() -> read();", "() -> read(), other = () -> tell();");
        try (Library library = Library.of("two", texts(two, WALL), List.of())) {
            String alike = two.replace("() -> read()", "() -> tell()");
            assertThat(new Oracle(library, false)
                            .faults(
                                    Set.of("a/Clock.java"),
                                    Map.of(),
                                    texts(alike, WALL),
                                    new Promise.CallsOnly("read", "tell")))
                    .isEmpty();
        }
    }

    @Test
    void anAnnotationMayBeDifferentAndNothingElse() {
        String deprecated = CLOCK.replace("public static int read", "@Deprecated public static int read");
        assertThat(otherwise(new Promise.AnnotationOnly("java.lang.Deprecated"), deprecated))
                .isEmpty();
        assertThat(otherwise(new Promise.AnnotationOnly("java.lang.SuppressWarnings"), deprecated))
                .singleElement()
                .asString()
                .contains("is not the same");
        assertThat(otherwise(
                        new Promise.AnnotationOnly("java.lang.Deprecated"), deprecated.replace("hour = 1", "hour = 5")))
                .singleElement()
                .asString()
                .contains("ICONST_1");
    }

    @Test
    void aPackageThatIsLeftBehindSomewhereDoesNotCompileOrIsAnotherClass() {
        Promise.PackageRenaming renaming = new Promise.PackageRenaming("a", "tower", Map.of());
        Map<String, String> moved = Map.of("a/Clock.java", "tower/Clock.java");
        String clock = CLOCK.replace("package a", "package tower");
        SortedMap<String, String> right = new TreeMap<>(Map.of(
                "tower/Clock.java", clock,
                "b/Wall.java", WALL.replace("a.Clock", "tower.Clock"),
                "c/Below.java", BELOW.replace("a.Clock", "tower.Clock")));
        Oracle oracle = new Oracle(clocks, false);
        assertThat(oracle.faults(moved.keySet(), moved, right, renaming)).isEmpty();
        SortedMap<String, String> other = new TreeMap<>(right);
        other.put("tower/Clock.java", clock.replace("return 4", "return 5"));
        assertThat(oracle.faults(moved.keySet(), moved, other, renaming))
                .singleElement()
                .asString()
                .startsWith("class a.Clock is not the same");
        right.put("b/Wall.java", WALL);
        assertThat(oracle.faults(moved.keySet(), moved, right, renaming))
                .anySatisfy(fault -> assertThat(fault).startsWith("does not compile: b/Wall.java:2"));
    }
}
