package dev.refactory.index.java.child;

import static org.assertj.core.api.Assertions.assertThat;

import dev.refactory.index.java.ParsedTexts;
import dev.refactory.index.java.SourcesJar;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommentsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "int/* a */i; | int i;",
                "int i; // a | ^int i; ^",
                "int i = 1 / 2 /**/ / 3; | int i = 1 / 2   / 3;",
                "String s = \"/* no */\"; | String s = \"/* no */\";",
                "String s = \"\\\"/*\"; /* \" */ char c = '\"'; | ^String s = \"\\\"/*\";   char c = '\"';^",
                "char c = '\\''; // ' | ^char c = '\\''; ^",
                "String s = \"\"\" \" /* \\\"\"\" \"\"\"; //x | ^String s = \"\"\" \" /* \\\"\"\" \"\"\"; ^"
            })
    void whatIsNoCodeGoes(String text, String code) {
        assertThat(Comments.drop(text)).isEqualTo(code);
    }

    @Test
    void aLineEndsWhereItsCommentDid() {
        assertThat(Comments.drop("int //a\ni//b\r\n;/// c\r")).isEqualTo("int \ni\r\n;\r");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/** @deprecated */ int i;",
                "/* \\u002a/ int i; // a",
                "/// a\n  /// @deprecated\n/// b\nint i;",
                "String s = \"",
                "char c = '"
            })
    void whereItMeansSomethingNothingGoes(String text) {
        assertThat(Comments.drop(text)).isEqualTo(text);
    }

    @Test
    void oneThatMeansSomethingStaysAlone() {
        assertThat(Comments.drop("/** a */ int i; /** b\n @deprecated c */ int j; // d\n/** e */ int k;"))
                .isEqualTo("  int i; /** b\n @deprecated c */ int j; \n  int k;");
    }

    @Test
    void realLibrariesParseAsBefore() {
        List<String> texts = SourcesJar.commonsLang().stream()
                .map(source -> new String(source.bytes(), StandardCharsets.UTF_8))
                .toList();
        List<String> codes = texts.stream().map(Comments::drop).toList();
        int shorter = 0;
        for (int i = 0; i < texts.size(); i++) {
            shorter += codes.get(i).length() < texts.get(i).length() ? 1 : 0;
        }
        List<String> trees = new ArrayList<>();
        ParsedTexts.each(texts, (_, parsed) -> trees.add(tree(parsed)));
        ParsedTexts.each(codes, (number, parsed) -> assertThat(tree(parsed)).isEqualTo(trees.get(number)));
        assertThat(shorter).isGreaterThan(100);
    }

    /// The tree as text, without documentation, which is printed with it.
    private static String tree(ParsedTexts.Parsed parsed) {
        assertThat(parsed.diagnostics()).isEmpty();
        return Objects.toString(parsed.unit())
                .replaceAll("(?s)\\s*/\\*\\*.*?\\*/", "")
                .replaceAll("\\s+", " ")
                .strip();
    }
}
