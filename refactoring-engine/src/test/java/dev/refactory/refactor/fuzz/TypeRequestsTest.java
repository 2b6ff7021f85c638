package dev.refactory.refactor.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.refactory.graph.model.FileFacts;
import dev.refactory.graph.model.Role;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// What types could stand elsewhere, and what tells whether they can.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TypeRequestsTest {
    private static final String SHELF = """
            package a;
            import java.util.*;
            public class Shelf<T> extends Box implements Iterable<List<T>> {
                public String label = "old";
                public ArrayList<Map.Entry<String, T>> rows = new ArrayList<>();
                public int[] sizes(int count, T... last) { Box box = this; box.open(); return null; }
                public Iterator<List<T>> iterator() { return null; }
                static void say(Object any) { }
                static void say(String text) { }
            }
            """;
    private static final String BOX = "package a; class Box { void open() { } }\n";
    private static final String READER = """
            package a;
            class Reader {
                Shelf<Long> shelf = new Shelf<>();
                int length() { return shelf.label.length(); }
                void open() { shelf.open(); }
            }
            """;
    private final Library library = Library.of("shelves", texts(SHELF, READER), List.of());

    @AfterAll
    void close() throws IOException {
        library.close();
    }

    private static SortedMap<String, String> texts(String shelf, String reader) {
        return new TreeMap<>(Map.of("a/Shelf.java", shelf, "a/Reader.java", reader, "a/Box.java", BOX));
    }

    private WrittenType written(String path, String symbol) {
        FileFacts facts = Objects.requireNonNull(library.facts().get(path));
        return facts.occurrences().stream()
                .filter(place -> place.symbol().contains(symbol) && place.has(Role.DEFINITION))
                .findFirst()
                .flatMap(place -> WrittenType.before(
                        Objects.requireNonNull(library.texts().get(path)),
                        place.range().start(),
                        facts))
                .orElseThrow();
    }

    @Test
    void aTypeIsReadWithThePackagesOfAllItNames() {
        WrittenType rows = written("a/Shelf.java", "#rows");
        assertThat(WrittenType.text(rows.main(), rows.arguments()))
                .isEqualTo("java.util.ArrayList<java.util.Map.Entry<java.lang.String, T>>");
        assertThat(rows.variables()).isTrue();
        assertThat(written("a/Shelf.java", "#sizes").brackets()).isEqualTo("[]");
        assertThat(written("a/Shelf.java", "~last").brackets()).isEqualTo("...");
        assertThat(written("a/Shelf.java", "~count").main()).isEqualTo("int");
    }

    @Test
    void whatTakesAllItsValuesIsAboveItOrWider() {
        assertThat(WiderTypes.of(library, written("a/Reader.java", "#shelf")))
                .contains("a.Box", "java.lang.Iterable<java.util.List<java.lang.Long>>", "java.lang.Object")
                .doesNotContain("a.Shelf<java.lang.Long>");
        assertThat(WiderTypes.of(library, written("a/Shelf.java", "#rows")))
                .contains("java.util.List<java.util.Map.Entry<java.lang.String, T>>");
        assertThat(WiderTypes.of(library, written("a/Shelf.java", "~count"))).contains("long", "java.lang.Integer");
        assertThat(WiderTypes.of(library, written("a/Shelf.java", "#sizes")))
                .contains("java.lang.Object")
                .doesNotContain("long[]");
    }

    private boolean succeeds(Promise promise, String path, String was, String is) {
        String text = Objects.requireNonNull(library.texts().get(path));
        assertThat(text).contains(was);
        return Attempt.succeeds(library, Map.of(path, text.replace(was, is)), promise);
    }

    @Test
    void anAttemptSucceedsWhenTheSameIsCalledByTheOtherType() {
        Promise label = new Promise.Retyped("label", Set.of(), true);
        assertThat(succeeds(label, "a/Shelf.java", "String label", "CharSequence label"))
                .isTrue();
        assertThat(succeeds(
                        new Promise.Retyped("shelf", Set.of(), true),
                        "a/Reader.java",
                        "Shelf<Long> shelf",
                        "Box shelf"))
                .as("the label is not a box's")
                .isFalse();
        assertThat(succeeds(label, "a/Shelf.java", "\"old\"", "\"new\""))
                .as("another value")
                .isFalse();
    }

    @Test
    void anAttemptFailsWhenAnotherMethodIsCalled() throws IOException {
        String calling = SHELF.replace("box.open();", "say(label);");
        SortedMap<String, String> texts = texts(calling, READER);
        for (boolean exact : List.of(true, false)) {
            Promise promise = new Promise.Retyped("label", Set.of(), exact);
            texts.put("a/Shelf.java", calling.replace("String label", "CharSequence label"));
            try (Library other = Library.of("calls", texts(calling, READER), List.of())) {
                assertThat(Attempt.succeeds(other, Map.of("a/Shelf.java", texts.get("a/Shelf.java")), promise))
                        .isFalse();
            }
        }
    }

    @Test
    void aNumberMayBeComputedOtherwiseAndNothingElseCalled() {
        Promise count = new Promise.Retyped(
                "sizes",
                Set.of("int,java.lang.Object[]", "long,java.lang.Object[]", "java.lang.Integer,java.lang.Object[]"),
                false);
        assertThat(succeeds(count, "a/Shelf.java", "int count", "Integer count"))
                .isTrue();
        assertThat(succeeds(
                        count,
                        "a/Shelf.java",
                        "int count, T... last) { Box box = this; box.open();",
                        "long count, T... last) {"))
                .isFalse();
    }

    @Test
    void anotherOverloadOfWhatHasTheTypeIsAnotherMethod() throws IOException {
        String calling = SHELF.replace("box.open();", "say(label);");
        String changed = calling.replace("say(String text)", "say(Integer text)");
        Promise text = new Promise.Retyped("say", Set.of("java.lang.String", "java.lang.Integer"), true);
        try (Library other = Library.of("overloads", texts(calling, READER), List.of())) {
            assertThat(Attempt.succeeds(other, Map.of("a/Shelf.java", changed), text))
                    .isFalse();
        }
    }

    @Test
    void aTypeIsReplacedByOneThatHasWhatIsUsed() {
        Promise replaced = new Promise.TypeReplaced("a.Shelf", "a.Box");
        assertThat(Attempt.succeeds(
                        library,
                        Map.of(
                                "a/Reader.java",
                                READER.replace("Shelf<Long>", "Box").replace("Shelf<>", "Box")),
                        replaced))
                .as("a box has no label")
                .isFalse();
        Promise raw = new Promise.TypeReplaced("java.util.Iterator", "java.util.ListIterator");
        assertThat(succeeds(raw, "a/Shelf.java", "Iterator<List<T>>", "ListIterator<List<T>>"))
                .isTrue();
        assertThat(succeeds(raw, "a/Shelf.java", "box.open()", "box.hashCode()"))
                .isFalse();
    }
}
