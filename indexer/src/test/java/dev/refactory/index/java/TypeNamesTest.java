package dev.refactory.index.java;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import dev.refactory.index.java.JavaAttributor.Source;
import dev.refactory.index.java.wire.TypeNames;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a file is listed under, read without the compiler's parser, is what the parser finds, or is left to it.
final class TypeNamesTest {
    @Test
    void everyFileOfRealLibrariesIsReadAsTheParserReadsIt() {
        List<Source> sources = new ArrayList<>(SourcesJar.commonsLang());
        sources.addAll(SourcesJar.guava());
        List<String> texts = sources.stream()
                .map(source -> new String(source.bytes(), StandardCharsets.UTF_8))
                .toList();
        int left = 0;
        for (String text : texts) {
            left += TypeNames.scan(text) == null ? 1 : 0;
        }
        ParsedTexts.each(texts, (number, parsed) -> {
            String path = sources.get(number).path();
            TypeNames names = TypeNames.scan(texts.get(number));
            if (names != null && !TypeNames.ofModule(path)) {
                assertThat(names).as(path).isEqualTo(names(parsed));
            }
        });
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
        List<String> texts = new ArrayList<>();
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
            texts.add(text.toString());
        }
        AtomicInteger judged = new AtomicInteger();
        AtomicInteger broken = new AtomicInteger();
        ParsedTexts.each(texts, (number, parsed) -> {
            TypeNames names = TypeNames.scan(texts.get(number));
            broken.addAndGet(parsed.broken() ? 1 : 0);
            if (!parsed.broken() && names != null) {
                assertThat(names).as(texts.get(number)).isEqualTo(names(parsed));
                judged.incrementAndGet();
            }
        });
        assertThat(judged).hasPositiveValue();
        assertThat(broken).hasPositiveValue();
    }

    private static TypeNames parsed(String text) {
        List<TypeNames> names = new ArrayList<>();
        ParsedTexts.each(List.of(text), (_, parsed) -> names.add(names(parsed)));
        return names.getFirst();
    }

    private static TypeNames names(ParsedTexts.Parsed parsed) {
        assertThat(parsed.broken()).as("broken: %s", parsed.diagnostics()).isFalse();
        CompilationUnitTree unit = parsed.unit();
        List<String> types = new ArrayList<>();
        unit.getTypeDecls().forEach(type -> {
            if (type instanceof ClassTree declared) {
                types.add(declared.getSimpleName().toString());
            }
        });
        return new TypeNames(
                unit.getPackageName() == null ? "" : unit.getPackageName().toString(), types);
    }
}
