package dev.refactory.refactor.recipe.annotation;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.util.JavacTask;
import dev.refactory.graph.model.GraphView;
import dev.refactory.refactor.harness.TestFacts;
import dev.refactory.refactor.plan.PlanOutcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.annotation.ElementType;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Where an annotation may stand by its `@Target`: what the recipe refuses is what the compiler refuses.
class AnnotationTargetsTest {
    /// A declaration of each kind, with the place of its annotation.
    private static final Map<String, String> DECLARATIONS = new TreeMap<>(Map.ofEntries(
            Map.entry("a.C", "package a; @N class C {}"),
            Map.entry("a.I", "package a; @N interface I {}"),
            Map.entry("a.E", "package a; @N enum E {}"),
            Map.entry("a.R", "package a; @N record R() {}"),
            Map.entry("a.A", "package a; @N @interface A {}"),
            Map.entry("a.M#m()", "package a; class M { @N int m() { return 1; } }"),
            Map.entry("a.K#<init>()", "package a; class K { @N K() {} }"),
            Map.entry("a.F#f", "package a; class F { @N int f; }"),
            Map.entry("a.O#ONE", "package a; enum O { @N ONE }"),
            Map.entry("a.P#p", "package a; record P(@N int p) {}"),
            Map.entry("a.Q#q(int)~x", "package a; class Q { void q(@N int x) {} }"),
            Map.entry("a", "@N package a;")));

    @ParameterizedTest
    @EnumSource(ElementType.class)
    void theRecipeRefusesWhatTheCompilerRefuses(ElementType target) {
        SortedMap<String, String> annotated = new TreeMap<>();
        annotated.put(
                "a/N.java",
                "package a; @java.lang.annotation.Target(java.lang.annotation.ElementType." + target
                        + ") @interface N {}");
        DECLARATIONS.forEach((symbol, text) -> annotated.put(path(symbol), text));
        Set<String> wrong = filesWithErrors(annotated);
        SortedMap<String, String> plain = new TreeMap<>(annotated);
        plain.replaceAll((path, text) -> text.replaceFirst("@N ", ""));
        GraphView graph = TestFacts.graph(TestFacts.of(plain));
        DECLARATIONS.keySet().forEach(symbol -> {
            PlanOutcome outcome = new AddAnnotation()
                    .plan(graph, TestFacts.sources(plain), Map.of("on", symbol, "annotation", "a.N"));
            if (wrong.contains(path(symbol))) {
                assertThat(outcome)
                        .isInstanceOfSatisfying(
                                PlanOutcome.Refused.class,
                                refused -> assertThat(refused.conflicts())
                                        .as("%s on %s", target, symbol)
                                        .allSatisfy(conflict -> assertThat(conflict.message())
                                                .endsWith("its @Target is " + target + ".")));
            } else {
                assertThat(outcome).as("%s on %s", target, symbol).isInstanceOf(PlanOutcome.Planned.class);
            }
        });
    }

    private static String path(String symbol) {
        return symbol.equals("a")
                ? "a/package-info.java"
                : symbol.replaceFirst("#.*", "").replace('.', '/') + ".java";
    }

    private static Set<String> filesWithErrors(Map<String, String> sources) {
        DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
        List<JavaFileObject> files = new ArrayList<>();
        sources.forEach((path, text) ->
                files.add(new SimpleJavaFileObject(URI.create("string:///" + path), JavaFileObject.Kind.SOURCE) {
                    @Override
                    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                        return text;
                    }
                }));
        JavacTask task = (JavacTask)
                ToolProvider.getSystemJavaCompiler().getTask(null, null, found, List.of("-proc:none"), null, files);
        try {
            task.analyze();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found.getDiagnostics().stream()
                .filter(each -> each.getKind() == Diagnostic.Kind.ERROR)
                .map(each -> each.getSource().getName().substring(1))
                .collect(Collectors.toSet());
    }
}
