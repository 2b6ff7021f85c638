package dev.refactory.refactor.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.refactory.graph.model.GraphView;
import dev.refactory.refactor.harness.TestFacts;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Texts on one long line, and with nothing closed: whatever grew with the square of their length would
/// run for days.
@Timeout(30)
class HostileTextTest {
    private static final int LENGTH = 1 << 19;

    private static final SortedMap<String, String> JAVA = new TreeMap<>(Map.of(
            "jakarta/persistence/Entity.java",
            "package jakarta.persistence;\npublic @interface Entity { }\n",
            "a/Foo.java",
            "package a;\n@jakarta.persistence.Entity public class Foo { int x; }\n"));

    private final GraphView graph = TestFacts.graph(TestFacts.of(JAVA));
    private final Members members = new Members(graph, TestFacts.sources(JAVA));
    private final Entities entities = Entities.of(graph, TestFacts.sources(JAVA), members);

    private static String repeated(String piece) {
        return piece.repeat(LENGTH / piece.length());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<%",
                "<%--",
                "<%= \"",
                "<a x=\"",
                "<a x='<%",
                "<a ",
                "${",
                "${'",
                "${{",
                "*{",
                "\\${",
                "<jsp:scriptlet>",
                "<%@ page import=\"a.Foo",
                "<% Foo.",
                "<% Foo %>",
                "${Foo.x}",
                "<a x=\"${T(a.Foo)",
                "a.Foo ",
                "\"a.Foo\" ",
                "<%@ page import='a.*' %>",
                "<jsp:useBean id='a' class='a.Foo'/>",
                "th:",
                "<p th:x='${T(",
                "[[${",
                "=",
                "<a = = ",
                "<%! class Foo "
            })
    void pages(String piece) {
        String text = repeated(piece);
        assertThat(ServerPage.of(text, members).names()).isNotNull();
        assertThat(TemplatePage.names("th:" + text, members)).isNotNull();
        assertThat(TagLibrary.names(text, members)).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "from Foo f ",
                "from ",
                "(",
                "(from ",
                "select x from (",
                "'",
                "''",
                "\"",
                "[",
                "[a ",
                "/*",
                "--",
                "$$",
                "$a$",
                ", ",
                "a.",
                "x.x",
                "with a as (",
                "with a(b,",
                "into a (",
                "create table a (",
                "references a(",
                "update ",
                "on ",
                "if ",
                "join ",
                "alter column ",
                "type(x) in (",
                "a, ",
                "treat(",
                "x ",
                "[[",
                "`",
                "; ",
                "in ("
            })
    void queries(String piece) {
        String text = repeated(piece);
        assertThat(SqlNames.of(text, Set.of("x")).tables()).isNotNull();
        assertThat(Jpql.names("select o from Foo o " + text, entities, members)).isNotNull();
        assertThat(QueryLiterals.of("x = \"select o " + text)).isNotNull();
        assertThat(QueryLiterals.of(repeated("f(\"select " + piece.replace("\"", "") + "\" + ")))
                .isNotNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a.Foo ",
                "\"a.Foo\",",
                "a.Foo=",
                "a.Foo,",
                "'a.Foo'",
                ">a.Foo</",
                "a/Foo ",
                "<!-- a.Foo ",
                "@x a.Foo",
                "#a.Foo"
            })
    void valuesOfEveryKind(String piece) {
        String text = repeated(piece).substring(0, LENGTH / 4);
        TextReferences.TypeName type = new TextReferences.TypeName("a.Foo", "a.Foo", "Bar", Set.of("a.Foo"));
        for (String path :
                List.of("x.properties", "x.xml", "x.yml", "x.json", "x.kt", "x.txt", "x.jsp", "x.html", "x.sql")) {
            SortedMap<String, String> texts = new TreeMap<>(Map.of(path, text));
            TextReferences references =
                    new TextReferences(TestFacts.graph(TestFacts.of(texts)), TestFacts.sources(texts));
            TextReferences.Found found = references.ofType(type);
            assertThat(found.places()).hasSizeLessThanOrEqualTo(FilePlaces.MAX_PLACES);
            assertThat(references.findings(found)).hasSizeLessThanOrEqualTo(TextReferences.MAX_FINDINGS + 2);
        }
    }
}
