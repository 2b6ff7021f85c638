package dev.refactory.index.java;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.util.JavacTask;
import dev.refactory.index.java.JavaAttributor.Source;
import dev.refactory.index.java.wire.TypeNames;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a file is listed under, read without the compiler's parser, is what the parser finds, or is left to it.
final class TypeNamesTest {
    @Test
    void everyFileOfRealLibrariesIsReadAsTheParserReadsIt() {
        List<Source> sources = new ArrayList<>(SourcesJar.commonsLang());
        sources.addAll(SourcesJar.guava());
        int left = 0;
        for (Source source : sources) {
            String text = new String(source.bytes(), StandardCharsets.UTF_8);
            TypeNames names = TypeNames.scan(text);
            left += names == null ? 1 : 0;
            if (names != null && !TypeNames.ofModule(source.path())) {
                assertThat(names).as(source.path()).isEqualTo(parsed(text));
            }
        }
        assertThat(left).as("left to the parser, of %s", sources.size()).isLessThan(sources.size() / 50);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "package a.b ; class A {}",
                "/* class X */ package /* p */ a . /* b */ b; import static c.D.*; // class Y {\n;;final class A{}",
                "@interface A { Class<?> value() default B.class; } interface B<T extends A & C> {}",
                "@A({\"}\", '}', \"\"\"\n } \\\"\"\" { \"\"\"}) public enum E implements I<int[]> { X { }, Y; }",
                "record R(@A(\")\") int x, String... y) implements I { record S() {} } record T<U>() {}",
                "public sealed abstract class A permits B, C {} non-sealed class B extends A {}",
                "final class C extends A {}",
                "class A { char c = '\"'; String s = \"'\\\"{\"; } class Ä {} class $B_1 {}",
                "@A @b.c.B(x = @A) package a; ",
                "/// class X {\nstrictfp class A extends @B Outer.@C Inner<D> {}",
                "class A { // \\u00e4 }\n }",
                "package record; class open {} ",
                "import module java.base; class A {}"
            })
    void declarationsAreToldFromWhatOnlyLooksLikeThem(String text) {
        assertThat(TypeNames.scan(text)).isEqualTo(parsed(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "void main() { }",
                "int x; class A {}",
                "String s = \"\"; void main() {}",
                "class A { \\u007d class B {} ",
                "cl\\u0061ss A {}",
                "class A { String s = \"\\u0022; class B {} \"; }",
                "class A {",
                "class A { ' }",
                "class A; class B {}",
                "class",
                "}",
                "<xml/>",
                "class A { /* } "
            })
    void whatOnlyTheParserCanTellIsLeftToIt(String text) {
        assertThat(TypeNames.scan(text)).isNull();
    }

    @Test
    void damagedFilesAreReadAsTheParserReadsThemOrLeftToIt() {
        Random random = new Random(Long.getLong("seed", 1));
        List<Source> sources = SourcesJar.commonsLang();
        String[] pieces = {
            "{", "}", "(", ")", "\"", "'", "\\", "//", "/*", "*/", "\"\"\"", "\n", ";", "@", "class ", "record ", "<"
        };
        int judged = 0;
        for (int i = 0; i < Integer.getInteger("rounds", 150); i++) {
            StringBuilder text = new StringBuilder(
                    new String(sources.get(random.nextInt(sources.size())).bytes(), StandardCharsets.UTF_8));
            if (text.length() > 20_000) {
                continue;
            }
            for (int j = random.nextInt(4); j >= 0; j--) {
                int at = random.nextInt(text.length());
                if (random.nextBoolean()) {
                    text.insert(at, pieces[random.nextInt(pieces.length)]);
                } else {
                    text.delete(at, Math.min(text.length(), at + 1 + random.nextInt(3)));
                }
            }
            TypeNames parsed = parsedWithoutErrors(text.toString());
            TypeNames names = TypeNames.scan(text.toString());
            if (parsed != null && names != null) {
                assertThat(names).as(text.toString()).isEqualTo(parsed);
                judged++;
            }
        }
        assertThat(judged).isPositive();
    }

    private static TypeNames parsed(String text) {
        TypeNames names = parsedWithoutErrors(text);
        assertThat(names).as("parses: %s", text).isNotNull();
        return java.util.Objects.requireNonNull(names);
    }

    private static @Nullable TypeNames parsedWithoutErrors(String text) {
        DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
        JavaFileObject file = new SimpleJavaFileObject(URI.create("memory:///A.java"), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return text;
            }
        };
        JavacTask task = (JavacTask) ToolProvider.getSystemJavaCompiler()
                .getTask(null, null, diagnostics, List.of("-proc:none"), null, List.of(file));
        try {
            CompilationUnitTree unit = task.parse().iterator().next();
            boolean broken = diagnostics.getDiagnostics().stream()
                    .anyMatch(each -> each.getKind() == javax.tools.Diagnostic.Kind.ERROR);
            List<String> types = new ArrayList<>();
            unit.getTypeDecls().forEach(type -> {
                if (type instanceof ClassTree declared) {
                    types.add(declared.getSimpleName().toString());
                }
            });
            String packageName =
                    unit.getPackageName() == null ? "" : unit.getPackageName().toString();
            return broken ? null : new TypeNames(packageName, types);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
