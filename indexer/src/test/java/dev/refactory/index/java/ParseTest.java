package dev.refactory.index.java;

import static org.assertj.core.api.Assertions.assertThat;

import dev.refactory.graph.model.Diagnostic;
import dev.refactory.graph.model.FileFacts;
import dev.refactory.graph.model.FileProblem;
import dev.refactory.index.java.ChildJavaAttributor.Config;
import dev.refactory.index.java.JavaAttributor.Parsed;
import dev.refactory.index.java.JavaAttributor.Request;
import dev.refactory.index.java.JavaAttributor.Source;
import dev.refactory.kit.time.SystemTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ParseTest {
    private static final String VALID = """
            package a.b;

            import java.util.List;

            /** A type. */
            public final class Foo<T extends Comparable<T>> implements Runnable {
                private static final String TEXT = "x{y" + 'z';
                private final List<? extends T> list;

                Foo(List<? extends T> list) {
                    this.list = list;
                }

                @Override
                public void run() {
                    int[] numbers = {1, 2, 3};
                    for (int number : numbers) {
                        switch (number) {
                            case 1 -> System.out.println(TEXT);
                            default -> throw new IllegalStateException();
                        }
                    }
                    Runnable again = () -> list.forEach(element -> element.hashCode());
                    record Point(int x, int y) {}
                    again.run();
                }
            }
            """;

    private static List<Parsed> parse(int release, Source... sources) {
        return Attribution.shared().parse(List.of(sources), release, () -> false);
    }

    @Test
    void aFileThatParsesHasNothingToAnswerWhateverItsNamesMean() {
        Parsed parsed = parse(25, Attribution.source("a/b/Foo.java", "class Foo extends Nowhere { Nothing n; }"))
                .getFirst();
        assertThat(parsed).isEqualTo(new Parsed("a/b/Foo.java", List.of(), List.of()));
    }

    @Test
    void answersComeInTheOrderOfTheQuestion() {
        List<Parsed> parsed = parse(
                25,
                Attribution.source("B.java", "class B { int i = ; }"),
                Attribution.source("module-info.java", "module m {}"),
                Attribution.source("A.java", "class A {}"));
        assertThat(parsed).extracting(Parsed::path).containsExactly("B.java", "module-info.java", "A.java");
        assertThat(parsed.getFirst().errors())
                .containsExactly(new Diagnostic(
                        Diagnostic.Severity.ERROR,
                        "compiler.err.illegal.start.of.expr",
                        "illegal start of expression",
                        1,
                        18));
        assertThat(parsed.getFirst().problems())
                .extracting(FileProblem::kind)
                .containsExactly(FileProblem.Kind.SYNTAX_ERROR);
        assertThat(parsed.getLast().problems()).isEmpty();
    }

    @Test
    void anErrorStandsWhereItIsInTheTextAskedAboutWhateverThePathHeldBefore() {
        assertThat(parse(25, Attribution.source("A.java", "class A { int i = ; }"))
                        .getFirst()
                        .errors())
                .extracting(Diagnostic::line)
                .containsExactly(1);
        assertThat(parse(25, Attribution.source("A.java", "class A {\n\n    int i = ;\n}"))
                        .getFirst()
                        .errors())
                .extracting(Diagnostic::line)
                .containsExactly(3);
    }

    @Test
    void theLanguageLevelDecidesWhatIsSyntax() {
        Source source = Attribution.source("R.java", "record R(int i) {}");
        assertThat(parse(25, source).getFirst().errors()).isEmpty();
        assertThat(parse(11, source).getFirst().errors()).isNotEmpty();
    }

    @Test
    void bytesThatAreNotUtf8AndAByteOrderMarkAreReadAsWhenAttributed() {
        byte[] latin1 = {'c', 'l', 'a', 's', 's', ' ', 'L', ' ', '{', '/', '*', (byte) 0xe9, '*', '/', ';', '}', '}'};
        Source marked = Attribution.source("M.java", "\ufeffclass M { int i = ; }");
        for (Source source : List.of(Attribution.source("L.java", latin1), marked)) {
            FileFacts facts = Attribution.factsOf(source);
            Parsed parsed = parse(25, source).getFirst();
            assertThat(parsed.problems()).isEqualTo(facts.problems());
            assertThat(facts.diagnostics()).containsAll(parsed.errors());
        }
    }

    @Test
    void whatIsBrokenAnywhereIsFoundAsByTheWholeCompiler() {
        Random random = new Random(20_261_121);
        List<Source> sources = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            int at = random.nextInt(VALID.length());
            int length = random.nextInt(4);
            String instead = List.of("", "{", "}", ")", ";", "\"", "class ", "@", "\\u00zz", "#")
                    .get(random.nextInt(10));
            String text = VALID.substring(0, at) + instead + VALID.substring(Math.min(VALID.length(), at + length));
            sources.add(Attribution.source("p" + i + "/Foo.java", text.replace("a.b", "p" + i)));
        }
        List<FileFacts> facts =
                Attribution.shared().attribute(new Request(sources, List.of(), List.of(), 25), () -> false);
        List<Parsed> parsed = parse(25, sources.toArray(Source[]::new));
        int broken = 0;
        for (int i = 0; i < sources.size(); i++) {
            Parsed mine = parsed.get(i);
            assertThat(mine.problems())
                    .as(text(sources.get(i)))
                    .isEqualTo(facts.get(i).problems());
            assertThat(facts.get(i).diagnostics()).as(text(sources.get(i))).containsAll(mine.errors());
            assertThat(mine.errors().isEmpty()).isEqualTo(mine.problems().isEmpty());
            broken += mine.errors().isEmpty() ? 0 : 1;
        }
        assertThat(broken).isBetween(50, 290);
    }

    private static String text(Source source) {
        return new String(source.bytes(), java.nio.charset.StandardCharsets.UTF_8);
    }

    @Test
    void aFileTheParserDiesOnIsToldApartFromItsNeighbours() {
        String nested = "(".repeat(20_000) + "1" + ")".repeat(20_000);
        Config shallow = Config.defaults()
                .withChildren(1)
                .withThreads(1)
                .withHeapMib(256)
                .withStackMib(1);
        try (ChildJavaAttributor attributor = new ChildJavaAttributor(shallow, SystemTime.ticker())) {
            List<Parsed> parsed = attributor.parse(
                    List.of(
                            Attribution.source("A.java", "class A {}"),
                            Attribution.source("Deep.java", "class Deep { int i = " + nested + "; }"),
                            Attribution.source("B.java", "class B { int i = ; }")),
                    25,
                    () -> false);
            assertThat(parsed.get(0).problems()).isEmpty();
            assertThat(parsed.get(1).problems())
                    .extracting(FileProblem::kind)
                    .containsExactly(FileProblem.Kind.ANALYSIS_CRASHED);
            assertThat(parsed.get(2).errors()).hasSize(1);
        }
    }
}
