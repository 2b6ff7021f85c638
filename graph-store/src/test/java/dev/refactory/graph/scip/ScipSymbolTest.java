package dev.refactory.graph.scip;

import static org.assertj.core.api.Assertions.assertThat;

import dev.refactory.graph.scip.ScipSymbol.Descriptor;
import dev.refactory.graph.scip.ScipSymbol.Suffix;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Symbols as SCIP spells them, and our spellings as such symbols.
class ScipSymbolTest {
    private static final Set<String> TYPES = Set.of(
            "Foo", "com.acme.Foo", "com.acme.Foo.Inner", "com.acme.Foo.local$1", "com.acme.Caf\u00e9", "a.b$c.D_E");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "scip-typescript npm acme 1.2.3 src/`a.ts`/Foo#bar().",
                "scip-python python snapshot-util 0.1 `snapshot_util.sub`/__init__:",
                "rust-analyzer cargo std v1.0.0 macros/println!",
                "scip-go gomod github.com/acme/x 0123abcd `github.com/acme/x`/Server#Serve().(ctx)",
                "semanticdb maven . . java/util/List#of(+11).",
                "semanticdb maven maven/com.acme/x 1 com/acme/Foo#[T]",
                "odd  scheme a  b . . `back``tick and space`#",
            })
    void whatIndexersWriteIsReadAndWrittenTheSame(String symbol) {
        assertThat(ScipSymbol.parse(symbol).orElseThrow()).hasToString(symbol);
        assertThat(ScipGrammar.accepts(symbol)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "local 1",
                "local",
                "a b c d",
                "a b c d ",
                "a b c Foo#",
                "a b c d Foo",
                "a b c d Foo#bar(",
                "a b c d Foo#bar()",
                "a b c d Foo#bar(+ 1).",
                "a b c d `Foo#",
                "a b c d ``#",
                "a b c d F\u00f6\u00f6#",
                "a b c d [T",
                "a b c d (x",
                "a b c d #",
                " b c d Foo#",
                "localize b c d Foo#",
            })
    void whatIsNoGlobalSymbolIsNotReadAsOne(String text) {
        assertThat(ScipSymbol.parse(text)).isEmpty();
    }

    @Test
    void whatIsAroundASymbolIsItsSymbolWithoutTheLastDescriptor() {
        ScipSymbol method = ScipSymbol.parse("s m p v a/B#c(+1).").orElseThrow();
        ScipSymbol type = Objects.requireNonNull(method.enclosing());
        assertThat(type).hasToString("s m p v a/B#");
        ScipSymbol namespace = Objects.requireNonNull(type.enclosing());
        assertThat(namespace).hasToString("s m p v a/");
        assertThat(namespace.enclosing()).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "com.acme | com/acme/",
                "Foo | Foo#",
                "com.acme.Foo.Inner | com/acme/Foo#Inner#",
                "com.acme.Foo.local$1 | com/acme/Foo#local$1#",
                "com.acme.Foo#size | com/acme/Foo#size.",
                "com.acme.Foo#size() | com/acme/Foo#size().",
                "com.acme.Foo#<init>(int) | com/acme/Foo#`<init>`(int).",
                "com.acme.Foo#of(int,java.lang.Long[],a.b$c.D_E) | com/acme/Foo#of(int+java-lang-Long--+a-b$c-D_E).",
                "com.acme.Foo#of(byte[][],long) | com/acme/Foo#of(byte----+long).",
                "com.acme.Foo#of(com.acme.Caf\u00e9) | com/acme/Foo#of(com-acme-Caf++00e9).",
                "com.acme.Foo#of(int,\u00c9) | com/acme/Foo#of(int+++00c9).",
                "com.acme.Caf\u00e9 | com/acme/`Caf\u00e9`#",
                "com.acme.Foo~T | com/acme/Foo#[T]",
                "com.acme.Foo#of()~T | com/acme/Foo#of().[T]",
            })
    void ourSpellingsAreSymbolsOfOurSchemeAndComeBack(String spelling, String descriptors) {
        ScipSymbol symbol = OwnSymbols.symbol(spelling, TYPES::contains);
        assertThat(symbol).hasToString("refactory . . . " + descriptors);
        assertThat(ScipGrammar.accepts(symbol.toString())).isTrue();
        assertThat(ScipSymbol.parse(symbol.toString()).flatMap(OwnSymbols::spelling))
                .hasValue(spelling);
    }

    @ParameterizedTest
    @ValueSource(strings = {"?Missing", "?a.b", "?odd name`s"})
    void unresolvedNamesAreAPackageOfTheirOwn(String spelling) {
        ScipSymbol symbol = OwnSymbols.symbol(spelling, TYPES::contains);
        assertThat(symbol.toString()).startsWith("refactory . unresolved . ");
        assertThat(ScipGrammar.accepts(symbol.toString())).isTrue();
        assertThat(ScipSymbol.parse(symbol.toString()).flatMap(OwnSymbols::spelling))
                .hasValue(spelling);
    }

    @Test
    void symbolsOfOtherSchemesAreNotOurs() {
        assertThat(ScipSymbol.parse("semanticdb maven . . com/acme/Foo#").flatMap(OwnSymbols::spelling))
                .isEmpty();
        assertThat(ScipSymbol.parse("refactory . . . Foo#a.(x)").flatMap(OwnSymbols::spelling))
                .isEmpty();
    }

    @Test
    void anySymbolIsReadBackAsItWasWritten() {
        Random random = new Random(1);
        for (int i = 0; i < 20_000; i++) {
            List<Descriptor> descriptors = new ArrayList<>();
            do {
                Suffix suffix = Suffix.values()[random.nextInt(Suffix.values().length)];
                String disambiguator = suffix == Suffix.METHOD && random.nextBoolean() ? "+" + random.nextInt(3) : "";
                descriptors.add(new Descriptor(text(random), disambiguator, suffix));
            } while (random.nextInt(3) > 0);
            ScipSymbol symbol =
                    new ScipSymbol("s" + part(random), part(random), part(random), part(random), descriptors);
            assertThat(ScipGrammar.accepts(symbol.toString()))
                    .as(symbol.toString())
                    .isTrue();
            assertThat(ScipSymbol.parse(symbol.toString()))
                    .as(symbol.toString())
                    .hasValue(symbol);
        }
    }

    @Test
    void differentParametersAreDifferentSymbols() {
        Random random = new Random(2);
        for (int i = 0; i < 20_000; i++) {
            String spelling = "Foo#m(" + parameters(random) + ")";
            ScipSymbol symbol = OwnSymbols.symbol(spelling, TYPES::contains);
            assertThat(OwnSymbols.spelling(symbol)).as(symbol.toString()).hasValue(spelling);
        }
    }

    private static String parameters(Random random) {
        List<String> types = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            StringBuilder type = new StringBuilder(identifier(random));
            for (int j = random.nextInt(3); j > 0; j--) {
                type.append('.').append(identifier(random));
            }
            types.add(type.append("[]".repeat(random.nextInt(3))).toString());
        }
        return String.join(",", types);
    }

    private static String identifier(Random random) {
        String letters = "aZ_$9\u00e9\u00df\u4e2d";
        StringBuilder name = new StringBuilder();
        do {
            name.append(letters.charAt(random.nextInt(letters.length())));
        } while (random.nextInt(3) > 0);
        return name.toString();
    }

    private static String text(Random random) {
        String letters = "a1_+-$ `.#/:!()[]<\u00e9\u4e2d";
        StringBuilder text = new StringBuilder();
        do {
            text.append(letters.charAt(random.nextInt(letters.length())));
        } while (random.nextInt(3) > 0);
        return text.toString();
    }

    /// A dot alone stands for nothing; a space at an end could be either neighbour's, in SCIP's own
    /// grammar.
    private static String part(Random random) {
        String text = random.nextInt(4) == 0 ? "" : text(random).strip();
        return text.equals(".") ? "" : text;
    }
}
