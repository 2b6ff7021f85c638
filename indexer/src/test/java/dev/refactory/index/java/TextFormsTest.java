package dev.refactory.index.java;

import static org.assertj.core.api.Assertions.assertThat;

import dev.refactory.graph.model.FileFacts;
import dev.refactory.graph.model.FileProblem;
import dev.refactory.graph.model.Occurrence;
import dev.refactory.graph.model.SourceText;
import dev.refactory.index.java.JavaAttributor.Source;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Offsets are those of the text as it stands, however it is written.
class TextFormsTest {
    private static final String FORM = "class A {\n\tint caf\u00e9; /* \u00e9\u00e9 */ int b = caf\u00e9;\n}\n";

    /// Every occurrence of `symbol` covers `written` in the file.
    private static FileFacts namesAre(byte[] bytes, String symbol, String written, int times) {
        FileFacts facts = Attribution.factsOf(Attribution.source("A.java", bytes));
        String text = SourceText.decode(bytes).text();
        List<Occurrence> found = facts.occurrences().stream()
                .filter(occurrence -> occurrence.symbol().equals(symbol))
                .toList();
        assertThat(found).hasSize(times);
        assertThat(found)
                .allSatisfy(occurrence -> assertThat(text.substring(
                                occurrence.range().start(), occurrence.range().end()))
                        .isEqualTo(written));
        assertThat(facts.diagnostics()).isEmpty();
        return facts;
    }

    @Test
    void utf8() {
        FileFacts facts = namesAre(FORM.getBytes(StandardCharsets.UTF_8), "A#caf\u00e9", "caf\u00e9", 2);
        assertThat(facts.problems()).isEmpty();
        assertThat(facts.lines()).isEqualTo(3);
    }

    @Test
    void latin1IsReadAndSaidToBeUncertain() {
        FileFacts facts = namesAre(FORM.getBytes(StandardCharsets.ISO_8859_1), "A#caf\u00e9", "caf\u00e9", 2);
        assertThat(facts.problems()).extracting(FileProblem::kind).containsExactly(FileProblem.Kind.NOT_UTF8);
    }

    @Test
    void aByteOrderMarkCountsAsACharacter() {
        namesAre(("\uFEFF" + FORM).getBytes(StandardCharsets.UTF_8), "A#caf\u00e9", "caf\u00e9", 2);
    }

    @Test
    void carriageReturns() {
        byte[] bytes = FORM.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
        assertThat(namesAre(bytes, "A#caf\u00e9", "caf\u00e9", 2).lines()).isEqualTo(3);
    }

    @Test
    void aNameInUnicodeEscapesIsCoveredAsWritten() {
        String text = "class A { int x = \\u0063ount; static int \\u0063ount; int y = A.\\u0063ount; }";
        namesAre(text.getBytes(StandardCharsets.UTF_8), "A#count", "\\u0063ount", 3);
    }

    @Test
    void syntaxErrorsKeepTheRest() {
        FileFacts facts = Attribution.factsOf(
                Attribution.source("A.java", "class A { int good; int bad = ; int m() { return good; } }"));
        assertThat(facts.problems()).extracting(FileProblem::kind).containsExactly(FileProblem.Kind.SYNTAX_ERROR);
        assertThat(facts.diagnostics()).isNotEmpty();
        assertThat(facts.occurrences().stream().filter(o -> o.symbol().equals("A#good")))
                .hasSize(2);
    }

    @Test
    void aTypeInTwoSourceRootsIsADiagnosticOfTheSecond() {
        Source first = Attribution.source("a/T.java", "class T { int a; }");
        Source second = Attribution.source("b/T.java", "class T { int b = 1; int c = b; }");
        List<FileFacts> facts = Attribution.attribute(25, first, second);
        assertThat(facts.get(0).diagnostics()).isEmpty();
        assertThat(facts.get(1).diagnostics())
                .extracting(diagnostic -> diagnostic.code())
                .containsExactly("compiler.err.duplicate.class");
        assertThat(facts.get(1).occurrences().stream().filter(o -> o.symbol().equals("T#b")))
                .hasSize(2);
    }

    @Test
    void filesOfMethodsAloneAreClassesNamedAfterThem() {
        Source first = Attribution.source("demo/First.java", "void main() { IO.println(1); }");
        Source second = Attribution.source("demo/Second.java", "void main() { main(); }");
        List<FileFacts> facts = Attribution.attribute(25, first, second);
        assertThat(facts).allSatisfy(file -> assertThat(file.problems()).isEmpty());
        assertThat(facts).allSatisfy(file -> assertThat(file.diagnostics()).isEmpty());
        assertThat(facts.getFirst().declared())
                .extracting(symbol -> symbol.symbol())
                .contains("First", "First#main()");
        assertThat(facts.getLast().declared())
                .extracting(symbol -> symbol.symbol())
                .contains("Second", "Second#main()");
    }

    @Test
    void eachLanguageLevelSeesItsOwnPlatform() {
        Source source = Attribution.source("A.java", "class A { boolean b = \"\".isBlank(); int record = 1; }");
        assertThat(Attribution.attribute(8, source).getFirst().diagnostics())
                .extracting(diagnostic -> diagnostic.code())
                .containsExactly("compiler.err.cant.resolve.location.args");
        assertThat(Attribution.attribute(11, source).getFirst().diagnostics()).isEmpty();
        assertThat(Attribution.attribute(25, source).getFirst().diagnostics()).isEmpty();
    }

    @Test
    void aCommentNamesTheMethodAndNotTheBridgeToIt() {
        FileFacts facts = Attribution.factsOf(Attribution.source("/** {@link StringBuilder#reverse()} */ class A {}"));
        assertThat(facts.declared())
                .filteredOn(symbol -> symbol.symbol().equals("java.lang.StringBuilder#reverse()"))
                .extracting(symbol -> symbol.signature())
                .containsExactly("public StringBuilder reverse()");
    }
}
