package dev.refactory.graph.algorithm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.refactory.graph.algorithm.Neighbourhood.Edge;
import dev.refactory.graph.algorithm.Neighbourhood.Node;
import dev.refactory.graph.algorithm.Neighbourhood.View;
import dev.refactory.graph.model.GraphView;
import dev.refactory.graph.model.Relation;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ViewWalkTest {
    /// `B extends A` overrides its `foo`, which implements a library's; `C` calls one through the
    /// other.
    private static final GraphView GRAPH = new Sketch()
            .file(
                    "p/A.java",
                    "def p.A",
                    "def p.A#<init>()",
                    "def p.A#foo()",
                    "CALL p.A#bar()",
                    "CALL p.A#bar()",
                    "CALL java.util.List#of()",
                    "def p.A#bar()",
                    "READ p.A#count",
                    "def p.A#count")
            .file("p/B.java", "def p.B", "EXTENDS p.A", "def p.B#foo()", "INSTANTIATION p.A#<init>()")
            .file("p/C.java", "def p.C", "def p.C#run()", "TYPE_REFERENCE p.A", "CALL p.A#foo()", "def p.C#go()")
            .file(
                    "p/D.java",
                    "def p.D",
                    "def p.D#main()",
                    "CALL p.C#run()",
                    "CALL lib.I#foo()",
                    "DOCUMENTATION p.A",
                    "DOCUMENTATION java.lang.Object#bar()")
            .file("p/E.java", "IMPORT p.D", "def p.E", "def p.E#x", "READ p.D#main()")
            .relation("p.B", Relation.Kind.EXTENDS, "p.A")
            .relation("p.A", Relation.Kind.IMPLEMENTS, "lib.I")
            .relation("p.B#foo()", Relation.Kind.OVERRIDES, "p.A#foo()")
            .relation("p.A#foo()", Relation.Kind.OVERRIDES, "lib.I#foo()")
            .relation("p.A#bar()", Relation.Kind.OVERRIDES, "java.lang.Object#bar()")
            .graph();

    private static Neighbourhood of(String subject, View view, int depth) {
        return ViewWalk.of(GRAPH, subject, view, depth, 100).orElseThrow();
    }

    private static List<String> edges(Neighbourhood found) {
        return found.edges().stream()
                .map(edge -> edge.from() + " " + edge.kind() + " " + edge.to()
                        + (edge.occurrences() > 1 ? " ×" + edge.occurrences() : ""))
                .toList();
    }

    private static List<String> nodes(Neighbourhood found) {
        return found.nodes().stream()
                .map(node -> node.distance() + " " + node.id())
                .toList();
    }

    @Test
    void callersAreTheDeclarationsThatCall() {
        assertThat(edges(of("p.A#bar()", View.CALLERS, 1))).containsExactly("p.A#foo() CALLS p.A#bar() ×2");
        assertThat(edges(of("p.A#count", View.CALLERS, 1))).containsExactly("p.A#bar() USES p.A#count");
    }

    @Test
    void aCallOfWhatAMethodOverridesMayCallIt() {
        Neighbourhood found = of("p.B#foo()", View.CALLERS, 1);
        assertThat(edges(found))
                .containsExactlyInAnyOrder(
                        "p.B#foo() OVERRIDES p.A#foo()",
                        "p.A#foo() OVERRIDES lib.I#foo()",
                        "p.C#run() CALLS p.A#foo()",
                        "p.D#main() CALLS lib.I#foo()");
        assertThat(nodes(found))
                .containsExactly("0 p.B#foo()", "0 lib.I#foo()", "0 p.A#foo()", "1 p.C#run()", "1 p.D#main()");
        assertThat(nodes(of("p.A#bar()", View.CALLERS, 1)))
                .as("every class has a method of Object's")
                .doesNotContain("0 java.lang.Object#bar()");
    }

    @Test
    void anImportedIndexNamesMethodsWithoutSayingThatTheyAreCalled() {
        GraphView graph = new Sketch()
                .file(
                        "A.java",
                        "IMPORT A#run()",
                        "def A",
                        "def A#run()",
                        "def A#go()",
                        "READ A#run()",
                        "def A#x",
                        "READ A#y")
                .graph();
        assertThat(edges(ViewWalk.of(graph, "A#run()", View.CALLERS, 3, 10).orElseThrow()))
                .containsExactly("A#go() CALLS A#run()");
        assertThat(edges(ViewWalk.of(graph, "A#y", View.CALLERS, 3, 10).orElseThrow()))
                .containsExactly("A#x USES A#y");
    }

    @Test
    void anOverriddenMethodIsShownForTheCallsThroughIt() {
        GraphView graph = new Sketch()
                .file("A.java", "def A", "def A#run()", "def A#go()", "CALL A#run()")
                .relation("A#run()", Relation.Kind.OVERRIDES, "lib.Task#run()")
                .relation("A#go()", Relation.Kind.OVERRIDES, "lib.Task#go()")
                .graph();
        assertThat(edges(ViewWalk.of(graph, "A#run()", View.CALLERS, 3, 10).orElseThrow()))
                .containsExactly("A#go() CALLS A#run()");
    }

    @Test
    void callersOfCallersAreOneStepFurther() {
        assertThat(nodes(of("p.A#foo()", View.CALLERS, 3)))
                .contains("1 p.C#run()", "1 p.D#main()", "2 p.E#x")
                .doesNotContain("2 p.D#main()");
    }

    @Test
    void aTypeIsCalledByItsConstructors() {
        assertThat(edges(of("p.A", View.CALLERS, 1)))
                .containsExactlyInAnyOrder("p.A CONTAINS p.A#<init>()", "p.B#foo() CALLS p.A#<init>()");
    }

    @Test
    void calleesAreWhatABodyCallsLibrariesIncluded() {
        assertThat(edges(of("p.A#foo()", View.CALLEES, 2)))
                .containsExactly("p.A#foo() CALLS java.util.List#of()", "p.A#foo() CALLS p.A#bar() ×2");
        assertThat(edges(of("p.D", View.CALLEES, 2)))
                .containsExactly(
                        "p.D CONTAINS p.D#main()",
                        "p.D#main() CALLS lib.I#foo()",
                        "p.D#main() CALLS p.C#run()",
                        "p.C#run() CALLS p.A#foo()");
    }

    @Test
    void theHierarchyGoesUpAndDownOverLibraryTypes() {
        assertThat(edges(of("p.A", View.HIERARCHY, 5))).containsExactly("p.A IMPLEMENTS lib.I", "p.B EXTENDS p.A");
        assertThat(nodes(of("p.B", View.HIERARCHY, 5))).containsExactly("0 p.B", "1 p.A", "2 lib.I");
        assertThat(nodes(of("p.A#bar()", View.HIERARCHY, 5)))
                .containsExactly("0 p.A#bar()", "1 lib.I", "1 p.A", "1 p.B");
    }

    @Test
    void overridesAreTheWholeFamily() {
        assertThat(nodes(of("p.B#foo()", View.OVERRIDES, 5)))
                .containsExactly("0 p.B#foo()", "1 p.A#foo()", "2 lib.I#foo()");
        assertThat(nodes(of("lib.I#foo()", View.OVERRIDES, 5)))
                .containsExactly("0 lib.I#foo()", "1 p.A#foo()", "2 p.B#foo()");
        assertThat(edges(of("p.A", View.OVERRIDES, 5)))
                .contains("p.B#foo() OVERRIDES p.A#foo()", "p.A#bar() OVERRIDES java.lang.Object#bar()")
                .doesNotContain("p.A CONTAINS p.A#count");
        assertThat(nodes(of("p.A#bar()", View.OVERRIDES, 5)))
                .containsExactly("0 p.A#bar()", "1 java.lang.Object#bar()");
        assertThat(nodes(of("java.lang.Object#bar()", View.OVERRIDES, 5)))
                .as("asked about itself")
                .containsExactly("0 java.lang.Object#bar()", "1 p.A#bar()");
    }

    @Test
    void aChangeReachesUsersSubtypesAndOverriders() {
        assertThat(nodes(of("p.A", View.IMPACT, 1)))
                .containsExactly("0 p.A", "0 p.A#<init>()", "0 p.A#foo()", "1 p.B", "1 p.B#foo()", "1 p.C#run()");
        assertThat(nodes(of("p.A", View.IMPACT, 3)))
                .contains("2 p.D#main()", "3 p.E#x")
                .doesNotContain("1 p.D#main()");
        assertThat(edges(of("p.A", View.IMPACT, 1)))
                .contains("p.A CONTAINS p.A#foo()", "p.B#foo() OVERRIDES p.A#foo()");
    }

    @Test
    void aFileHasAnImpactToo() {
        assertThat(nodes(of("p/C.java", View.IMPACT, 5)))
                .containsExactly("0 p/C.java", "0 p.C#run()", "1 p.D#main()", "2 p.E#x");
        assertThat(edges(of("p/C.java", View.IMPACT, 1)))
                .containsExactly("p.C#run() DECLARED_IN p/C.java", "p.D#main() CALLS p.C#run()");
        assertThat(ViewWalk.of(GRAPH, "p/C.java", View.CALLERS, 1, 10)).isEmpty();
        assertThat(ViewWalk.of(GRAPH, "p/Z.java", View.IMPACT, 1, 10)).isEmpty();
    }

    @Test
    void aCircleOfCallsEnds() {
        GraphView circle = new Sketch()
                .file("A.java", "def A", "def A#a()", "CALL A#b()", "CALL A#a()", "def A#b()", "CALL A#a()")
                .graph();
        Neighbourhood callers =
                ViewWalk.of(circle, "A#a()", View.CALLERS, 9, 10).orElseThrow();
        assertThat(edges(callers)).contains("A#b() CALLS A#a()", "A#a() CALLS A#a()", "A#a() CALLS A#b()");
        assertThat(ViewWalk.of(circle, "A#a()", View.CALLEES, 9, 10)
                        .orElseThrow()
                        .nodes())
                .hasSize(2);
        assertThat(nodes(ViewWalk.of(circle, "A#a()", View.IMPACT, 9, 10).orElseThrow()))
                .containsExactly("0 A#a()", "1 A#b()");
    }

    @Test
    void everyViewKeepsToItsLimitAndSaysThatThereIsMore() {
        Sketch many = new Sketch().file("M.java", "def M", "def M#m()");
        IntStream.range(10, 90).forEach(i -> {
            many.file("U" + i + ".java", "def U" + i, "EXTENDS M", "def U" + i + "#m()", "CALL M#m()")
                    .file("M.java", "CALL U" + i + "#m()")
                    .relation("U" + i, Relation.Kind.EXTENDS, "M")
                    .relation("U" + i + "#m()", Relation.Kind.OVERRIDES, "M#m()");
        });
        GraphView graph = many.graph();
        for (View view : View.values()) {
            String subject = view == View.HIERARCHY ? "M" : "M#m()";
            Neighbourhood cut = ViewWalk.of(graph, subject, view, 5, 7).orElseThrow();
            assertThat(cut.nodes())
                    .as(view.name())
                    .hasSizeLessThanOrEqualTo(7)
                    .extracting(Node::id)
                    .contains(subject);
            assertThat(cut.truncated()).as(view.name()).isTrue();
            Set<String> ids = Set.copyOf(cut.nodes().stream().map(Node::id).toList());
            assertThat(cut.edges()).extracting(Edge::from).allMatch(ids::contains);
            assertThat(cut.edges()).extracting(Edge::to).allMatch(ids::contains);
            Neighbourhood whole = ViewWalk.of(graph, subject, view, 5, 1_000).orElseThrow();
            assertThat(whole.truncated()).as(view.name()).isFalse();
        }
    }
}
