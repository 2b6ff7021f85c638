package dev.refactory.index.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// What Lombok makes of a file is something the file shows to others: a change of it reaches who uses it.
final class LombokIncrementalTest extends Edits {
    private static final String USER = "q/User.java";
    private static final String FAR = "far/Far.java";

    private void check(String before, String after, String user, boolean reached) {
        Map<String, String> tree = new TreeMap<>();
        tree.put("p/A.java", "package p; import lombok.*; import lombok.experimental.*; " + before);
        tree.put("p/Make.java", "package p; public class Make { public static A it() { return null; } }");
        tree.put(USER, "package q; class User { Object o(p.Make m) { " + user + " } }");
        tree.put(FAR, "package far; class Far { int own() { return 1; } }");
        Line line = line();
        line.index(tree);
        tree.put("p/A.java", "package p; import lombok.*; import lombok.experimental.*; " + after);
        var attributed = line.index(tree);
        line.assertAsIfAlone("after the edit", tree);
        if (reached) {
            assertThat(attributed).contains(USER);
        } else {
            assertThat(attributed).doesNotContain(USER);
        }
        assertThat(attributed).doesNotContain(FAR);
    }

    @Test
    void aFieldThatComesOrGoesReachesTheCallsOfItsGetter() {
        String use = "return p.Make.it().getName();";
        check("@Data public class A { }", "@Data public class A { String name; }", use, true);
        check("@Data public class A { String name; }", "@Data public class A { }", use, true);
    }

    @Test
    void aFieldOfAnotherTypeReachesTheCallsOfItsGetter() {
        check(
                "@Getter public class A { String name; }",
                "@Getter public class A { Integer name; }",
                "return p.Make.it().getName();",
                true);
    }

    @Test
    void aMethodThatIsWrittenTakesThePlaceOfTheOneThatWasMade() {
        check(
                "@Getter public class A { String name; }",
                "@Getter public class A { String name; public Object getName() { return 1; } }",
                "return p.Make.it().getName();",
                true);
    }

    @Test
    void anAnnotationOfAFieldReachesTheCalls() {
        check(
                "public class A { @Getter String name; }",
                "public class A { @Getter(AccessLevel.PRIVATE) String name; }",
                "return p.Make.it().getName();",
                true);
    }

    @Test
    void aBuilderOfMoreReachesWhoBuilds() {
        check(
                "@Builder public class A { String name; }",
                "@Builder public class A { String name; int size; }",
                "return p.A.builder().size(1).build();",
                true);
    }

    @Test
    void accessorsOfAnotherStyleReachTheCalls() {
        check(
                "@Data public class A { String name; }",
                "@Data @Accessors(fluent = true) public class A { String name; }",
                "return p.Make.it().getName();",
                true);
    }

    @Test
    void aFieldNobodyUsesReachesNobodyElse() {
        check(
                "@Getter public class A { String name; }",
                "@Getter public class A { String name; String other; }",
                "return p.Make.it().getName();",
                false);
    }

    @Test
    void aBodyReachesNobodyElse() {
        check(
                "@Data @Builder public class A { String name; void f() { } }",
                "@Data @Builder public class A { String name; void f() { int x; } }",
                "return p.A.builder().build().getName();",
                false);
    }
}
