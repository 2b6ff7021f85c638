package dev.refactory.refactor.recipe.imports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.refactory.graph.model.FileFacts;
import dev.refactory.graph.model.GraphView;
import dev.refactory.graph.model.SymbolInfo;
import dev.refactory.refactor.edit.Changeset;
import dev.refactory.refactor.edit.FileEdits;
import dev.refactory.refactor.edit.TextEdit;
import dev.refactory.refactor.harness.TestFacts;
import dev.refactory.refactor.plan.Intent;
import dev.refactory.refactor.plan.PlannedEdit;
import dev.refactory.refactor.recipe.scope.FileScopes;
import dev.refactory.refactor.recipe.scope.TypeHierarchy;
import dev.refactory.refactor.verify.BindingJudge;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// Imports that recipes write and take away, as the judge sees them.
class ImportsTest {
    private static final String OTHERS = """
            package o;
            import java.util.*;
            class Others {
                List<Map.Entry<String, Set<String>>> l;
                java.util.concurrent.Future<java.io.File> f;
                int i = Math.max(1, 2) + b.B.x + b.B.y();
                b.B.In.Deep d;
                int deep = b.B.In.Deep.depth;
            }
            """;
    private static final String B = """
            package b;
            public class B {
                public static int x;
                public static int y() { return 1; }
                public static int y(int i) { return i; }
                public static class In { public static class Deep { public static int depth; } }
            }
            """;

    @Test
    void aNewImportComesWhereTheAlphabetHasIt() {
        assertThat(with("package a;\n\nimport java.io.File;\nimport java.util.Set;\n\nclass A {}\n", "java.util.List"))
                .isEqualTo("package a;\n\nimport java.io.File;\nimport java.util.List;\nimport java.util.Set;\n\n"
                        + "class A {}\n");
        assertThat(with("package a;\n\nimport java.io.File; // f\n\nclass A {}\n", "java.util.List"))
                .isEqualTo("package a;\n\nimport java.io.File; // f\nimport java.util.List;\n\nclass A {}\n");
    }

    @Test
    void aNewImportJoinsTheGroupOfThoseLikeIt() {
        assertThat(with(
                        "package a;\n\nimport java.io.File;\n\nimport b.B;\n\nimport static b.B.x;\n\nclass A {}\n",
                        "java.util.List"))
                .isEqualTo("package a;\n\nimport java.io.File;\nimport java.util.List;\n\nimport b.B;\n\n"
                        + "import static b.B.x;\n\nclass A {}\n");
    }

    @Test
    void aGroupThatIsNotSortedHasItBehindTheMostAlike() {
        assertThat(with(
                        "package a;\n\nimport java.util.Set;\nimport java.io.File;\nimport b.B;\n\nclass A {}\n",
                        "java.util.List"))
                .isEqualTo("package a;\n\nimport java.util.Set;\nimport java.util.List;\nimport java.io.File;\n"
                        + "import b.B;\n\nclass A {}\n");
    }

    @Test
    void theFirstImportComesBehindThePackage() {
        assertThat(with("package a;\n\nclass A {}\n", "java.util.List", "b.B#x"))
                .isEqualTo("package a;\n\nimport java.util.List;\n\nimport static b.B.x;\n\nclass A {}\n");
        assertThat(with("package a;\r\nclass A {}\r\n", "java.util.List"))
                .isEqualTo("package a;\r\n\r\nimport java.util.List;\r\n\r\nclass A {}\r\n");
        assertThat(with("package a; class A {}", "java.util.List"))
                .isEqualTo("package a;\n\nimport java.util.List;\n\n class A {}");
    }

    @Test
    void withoutAPackageTheLicenseStaysOnTop() {
        assertThat(with("/* License */\n\n/** A. */\nclass A {}\n", "java.util.List"))
                .isEqualTo("/* License */\n\nimport java.util.List;\n\n/** A. */\nclass A {}\n");
    }

    @Test
    void staticOnesHaveAGroupOfTheirOwn() {
        assertThat(with("package a;\n\nimport java.io.File;\n\nclass A {}\n", "b.B#y()", "b.B#y(int)"))
                .isEqualTo("package a;\n\nimport java.io.File;\n\nimport static b.B.y;\n\nclass A {}\n");
        assertThat(with("package a;\n\nimport static b.B.x;\n\nclass A {}\n", "b.B"))
                .isEqualTo("package a;\n\nimport b.B;\n\nimport static b.B.x;\n\nclass A {}\n");
    }

    @Test
    void nestedTypesAndTheirMembersAreSpelledInFull() {
        assertThat(with("package a;\n\nclass A {}\n", "b.B.In.Deep", "b.B.In.Deep#depth"))
                .isEqualTo("package a;\n\nimport b.B.In.Deep;\n\nimport static b.B.In.Deep.depth;\n\nclass A {}\n");
    }

    @Test
    void whatIsImportedAlreadyIsNotWrittenAgain() {
        String text = "package a;\n\nimport java.util.List;\n\nclass A {}\n";
        assertThat(with(text, "java.util.List")).isEqualTo(text);
    }

    @Test
    void whatIsTakenOutLeavesNoGap() {
        Case each = new Case("package a;\n\nimport java.util.List;\n\nclass A {}\n");
        List<PlannedEdit> edits = each.imports.remove(each.imports.section().imports());
        assertThat(each.judged(edits)).isEqualTo("package a;\n\nclass A {}\n");
    }

    @Test
    void aNameThatMeansSomethingElseIsNotFree() {
        assertThat(free("import java.util.List;\nclass A {}", "List")).isFalse();
        assertThat(free("import static b.B.y;\nclass A {}", "y")).isFalse();
        assertThat(free("class A { class List {} }", "List")).isFalse();
        assertThat(free("class A<List> {}", "List")).isFalse();
        assertThat(free("class A { String s; }", "String")).isFalse();
        assertThat(free("class A { int List; int i = List; }", "List")).isFalse();
        assertThat(free("/** {@link List} */ class A { }", "List")).isFalse();
        assertThat(free("class A extends b.B { }", "In")).isFalse();
        assertThat(free("class A { Object o = new Foo(); }", "Foo")).isFalse();
        assertThat(free("@Foo() class A { }", "Foo")).isFalse();
    }

    @Test
    void aNameNobodyWritesIsFree() {
        assertThat(free("import java.util.Set;\nclass A {}", "List")).isTrue();
        assertThat(free("class A { String s = \"List\"; /* List */ }", "List")).isTrue();
        assertThat(free("class A { void List() { List(); } java.util.List<String> l; }", "List"))
                .isTrue();
        assertThat(free("class A { b.B b; }", "In")).isTrue();
    }

    private static boolean free(String body, String name) {
        Case each = new Case("package a;\n" + body);
        return each.imports.canImport(name, each.graph.symbolsNamed(name));
    }

    private static String with(String text, String... symbols) {
        Case each = new Case(text);
        Map<String, SymbolInfo> known = each.graph.symbols(List.of(symbols));
        assertThat(known.keySet()).containsExactlyInAnyOrder(symbols);
        return each.judged(each.imports.add(known.values()));
    }

    /// A file among others, and its imports.
    private static final class Case {
        private static final String PATH = "a/A.java";
        private final SortedMap<String, String> sources;
        private final SortedMap<String, FileFacts> before;
        private final GraphView graph;
        private final Imports imports;

        Case(String text) {
            sources = new TreeMap<>(Map.of(PATH, text, "o/Others.java", OTHERS, "b/B.java", B));
            before = TestFacts.of(sources);
            graph = TestFacts.graph(before);
            TypeHierarchy types = new TypeHierarchy(graph);
            imports = new Imports(new FileScopes(graph, TestFacts.sources(sources), types, PATH), types);
        }

        /// The text with the edits made, which the judge must find as planned.
        String judged(List<PlannedEdit> planned) {
            if (planned.isEmpty()) {
                return String.valueOf(sources.get(PATH));
            }
            String text = String.valueOf(sources.get(PATH));
            FileEdits edits = new FileEdits(
                    PATH,
                    planned.stream()
                            .map(edit -> new TextEdit(edit.range(), edit.replacement(text)))
                            .toList());
            SortedMap<String, String> texts = new TreeMap<>(sources);
            texts.put(PATH, edits.apply(text));
            var verdict = new BindingJudge()
                    .judge(new BindingJudge.Case(
                            Map.of(PATH, Objects.requireNonNull(before.get(PATH))),
                            Map.of(
                                    PATH,
                                    Objects.requireNonNull(TestFacts.of(texts).get(PATH))),
                            new Changeset(List.of(edits)),
                            Map.of(),
                            Map.of(),
                            Intent.of(Map.of(PATH, planned), List.of()),
                            TestFacts.sources(sources)));
            assertThat(verdict.conflicts()).isEmpty();
            return String.valueOf(texts.get(PATH));
        }
    }
}
