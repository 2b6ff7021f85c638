package dev.refactory.refactor.recipe.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.refactory.graph.model.GraphView;
import dev.refactory.refactor.harness.TestFacts;
import dev.refactory.refactor.recipe.api.ApiFile.Effect;
import dev.refactory.refactor.recipe.scope.TypeHierarchy;
import dev.refactory.refactor.recipe.source.Expressions.Span;
import dev.refactory.refactor.rewrite.JavaTokens;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is known of an expression by its tokens and names.
class ApiFileTest {
    private static final String BEFORE = """
            package a;
            class A extends Base {
                enum Size { SMALL }
                static final int FIXED = f();
                final int once = f();
                static int shared;
                int changing;
                Object any;
                java.util.List<String> list;
                static int f() { return 1; }
                Object[] m(int parameter) {
                    int local = parameter;
                    return new Object[] {(""";
    private static final String AFTER = """
            )};
                }
            }
            class Base { int inherited; }
            """;

    private record Written(ApiFile file, Span span) {}

    private static Written written(String expression) {
        SortedMap<String, String> sources = new TreeMap<>();
        sources.put("a/A.java", BEFORE + expression + AFTER);
        GraphView graph = TestFacts.graph(TestFacts.of(sources));
        ApiFile file = new ApiFile(graph, TestFacts.sources(sources), new TypeHierarchy(graph), "a/A.java");
        int first = JavaTokens.of(BEFORE).count();
        return new Written(
                file, new Span(first, first + JavaTokens.of(expression).count() - 1));
    }

    private static Effect effect(String expression) {
        Written written = written(expression);
        return written.file.effect(written.span);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "1; CONSTANT",
                "'c'; CONSTANT",
                "\"text\"; CONSTANT",
                "true; CONSTANT",
                "null; CONSTANT",
                "this; CONSTANT",
                "-1; CONSTANT",
                "+ 1; CONSTANT",
                "((1)); CONSTANT",
                "~1; ANY",
                "-local; ANY",
                "- -1; ANY",
                "String.class; CONSTANT",
                "java.lang.String.class; CONSTANT",
                "Size.SMALL; CONSTANT",
                "A.Size.SMALL; CONSTANT",
                "a.A.Size.SMALL; CONSTANT",
                "FIXED; CONSTANT",
                "A.FIXED; CONSTANT",
                "a.A.FIXED; CONSTANT",
                "once; READ",
                "this.once; READ",
                "parameter; READ",
                "local; READ",
                "(local); READ",
                "(local) + (1); ANY",
                "shared; ANY",
                "A.shared; ANY",
                "changing; ANY",
                "this.changing; ANY",
                "inherited; ANY",
                "f(); ANY",
                "A.f(); ANY",
                "any.hashCode(); ANY",
                "list.size(); ANY",
                "local + 1; ANY",
                "local++; ANY",
                "(Object) local; ANY",
                "new Object(); ANY",
                "() -> 1; ANY",
                "A::f; ANY",
                "new A().once; ANY",
            })
    void whatEvaluatingItCanDoOrDependOn(String expression, Effect effect) {
        assertThat(effect(expression)).isEqualTo(effect);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "new Object(); java.lang.Object",
                "new StringBuilder(1); java.lang.StringBuilder",
                "any; java.lang.Object",
                "this.any; java.lang.Object",
                "list; java.util.List",
            })
    void theTypeItIsDeclaredWith(String expression, String type) {
        Written written = written(expression);
        assertThat(written.file.declaredType(written.span)).contains(type);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {"new Object() { }", "any.toString()", "A.shared", "inherited", "local", "1", "f()"})
    void noDeclarationIsAtHand(String expression) {
        Written written = written(expression);
        assertThat(written.file.declaredType(written.span)).isEmpty();
    }

    @Test
    void nothingStandsOutsideOfTheFile() {
        ApiFile file = written("1").file;
        assertThat(file.at(-1)).isEmpty();
        assertThat(file.at(file.scopes.tokens.count())).isEmpty();
    }
}
