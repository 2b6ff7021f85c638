package dev.refactory.refactor.recipe.find;

import static org.assertj.core.api.Assertions.assertThat;

import dev.refactory.refactor.harness.RecipeCase;
import dev.refactory.refactor.harness.RecipeCheck;
import dev.refactory.refactor.plan.Finding;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.tools.Diagnostic;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What is found is what the compiler warns of, but for the table `find-deprecated-uses-unwarned`.
class FindDeprecatedUsesTest {
    static List<RecipeCase> cases() {
        return RecipeCase.read(Path.of("src/test/resources/cases/find-deprecated-uses.txt")).stream()
                .filter(each -> !each.title().contains("does not parse"))
                .toList();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void theCompilerWarnsOnTheSameLines(RecipeCase example) {
        assertThat(found(example.before())).isEqualTo(warned(example.before()));
    }

    /// Every kind of declaration, deprecated in three ways, used from everywhere in every way.
    @Test
    void theCompilerWarnsOnTheSameLinesOfACrossProductOfUses() {
        SortedMap<String, String> sources = new TreeMap<>();
        for (String how : List.of("", "@Deprecated ", "@Deprecated(forRemoval = true) ")) {
            String name = how.isEmpty() ? "Live" : how.contains("Removal") ? "Gone" : "Old";
            sources.put("a/" + name + ".java", """
                    package a;
                    HOW public class NAME<T> implements java.io.Serializable {
                        HOW public static int field;
                        HOW public NAME() {}
                        public NAME(int x) {}
                        HOW public void method() { field++; }
                        HOW public static class Nested {}
                        HOW public interface Face { default void face() {} }
                        HOW public enum Constants { HOW ONE, TWO }
                        HOW public @interface Mark { HOW int value() default 1; }
                        HOW public static <X> X generic(X x) { return x; }
                    }
                    """.replace("HOW ", how).replace("NAME", name));
        }
        for (String name : List.of("Live", "Old", "Gone")) {
            for (String how : List.of("", "@Deprecated ", "@Deprecated(forRemoval = true) ")) {
                String user = "Use" + name + Math.abs(how.hashCode() % 1000);
                sources.put(
                        "b/" + user + ".java",
                        USER.replace("HOW", how.strip()).replace("NAME", name).replace("USER", user));
            }
        }
        TreeSet<String> warned = warned(sources);
        // The compiler is not of one mind about the types around what an import names.
        warned.removeIf(line -> line.matches("b/.*:[2345]( .*)?"));
        TreeSet<String> found = found(sources);
        // It says nothing of constants in case labels.
        found.removeIf(line -> line.matches("b/.*:34( .*)?"));
        assertThat(warned).hasSizeGreaterThan(100);
        assertThat(minus(warned, found) + " / " + minus(found, warned))
                .as("missed / too many")
                .isEqualTo("[] / []");
    }

    private static TreeSet<String> minus(TreeSet<String> all, TreeSet<String> some) {
        TreeSet<String> rest = new TreeSet<>(all);
        rest.removeAll(some);
        return rest;
    }

    private static final String USER = """
            package b;
            import a.NAME;
            import a.NAME.Nested;
            import static a.NAME.field;
            import static a.NAME.*;
            class USER
                    extends NAME<String>
                    implements NAME.Face {
                HOW USER() {
                    super(1);
                }
                HOW int x =
                        NAME.field;
                HOW
                NAME<Integer> y;
                HOW public void method() {
                    super.method();
                }
                HOW Object local(
                        NAME<?> parameter)
                        throws RuntimeException {
                    int a = field;
                    field = 2;
                    new NAME<>();
                    new NAME<String>(1) {};
                    new Nested();
                    Runnable r = parameter::method;
                    Runnable s = () -> parameter.method();
                    java.util.function.Supplier<Object> t = NAME<Object>::new;
                    Object c =
                            NAME.Constants.ONE;
                    switch (NAME.Constants.TWO) {
                        case
                            ONE: break;
                        default:
                    }
                    NAME.<Nested>generic(null);
                    Object cast = (
                            NAME<?>) null;
                    if (cast instanceof
                            Nested n) {}
                    return
                            Nested.class;
                }
                HOW
                @NAME.Mark(
                        value = 2)
                static class Inner {
                    void u(NAME<?> it) {
                        it.method();
                    }
                    NAME<?>[] many = {
                        null };
                    int last = NAME.field;
                }
                int after = NAME.field;
                HOW int one =
                        field, two =
                        field;
                int three = field;
            }
            """;

    private static TreeSet<String> found(SortedMap<String, String> sources) {
        TreeSet<String> lines = new TreeSet<>();
        for (Finding finding :
                RecipeCheck.run("find-deprecated-uses", Map.of(), sources).findings()) {
            lines.add(finding.file() + ":" + finding.line()
                    + (finding.level().equals("warning") ? " to be removed" : ""));
        }
        return lines;
    }

    private static TreeSet<String> warned(SortedMap<String, String> sources) {
        TreeSet<String> lines = new TreeSet<>();
        List<JavaFileObject> files = new ArrayList<>();
        sources.forEach((path, text) ->
                files.add(new SimpleJavaFileObject(URI.create("string:///" + path), JavaFileObject.Kind.SOURCE) {
                    @Override
                    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                        return text;
                    }
                }));
        var compiler = ToolProvider.getSystemJavaCompiler();
        var manager = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8);
        var options = List.of(
                "-Xlint:deprecation,removal",
                "-Xmaxwarns",
                "10000",
                "-proc:none",
                "-implicit:none",
                "-d",
                System.getProperty("java.io.tmpdir") + "/found-"
                        + ProcessHandle.current().pid());
        try {
            java.nio.file.Files.createDirectories(Path.of(options.getLast()));
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        compiler.getTask(null, manager, diagnostic -> line(lines, diagnostic), options, null, files)
                .call();
        return lines;
    }

    private static void line(TreeSet<String> lines, Diagnostic<? extends JavaFileObject> diagnostic) {
        String code = diagnostic.getCode();
        if (code.contains("has.been.deprecated")) {
            lines.add(diagnostic.getSource().toUri().getPath().substring(1) + ":" + diagnostic.getLineNumber()
                    + (code.contains("removal") ? " to be removed" : ""));
        }
        assertThat(diagnostic.getKind()).as(diagnostic.toString()).isNotEqualTo(Diagnostic.Kind.ERROR);
    }
}
