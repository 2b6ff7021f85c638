package dev.refactory.index.java.child;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.util.JavacTask;
import dev.refactory.index.java.JavaAttributor.Source;
import dev.refactory.index.java.SourcesJar;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
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
                "/** @deprecated */ int i; // a",
                "/* \\u002a/ int i; // a",
                "/// @deprecated\nint i;",
                "String s = \"",
                "char c = '"
            })
    void whereItMeansSomethingNothingGoes(String text) {
        assertThat(Comments.drop(text)).isEqualTo(text);
    }

    @Test
    void realLibrariesParseAsBefore() throws IOException {
        int shorter = 0;
        for (Source source : SourcesJar.commonsLang()) {
            String text = new String(source.bytes(), StandardCharsets.UTF_8);
            String code = Comments.drop(text);
            shorter += code.length() < text.length() ? 1 : 0;
            assertThat(parsed(code)).isEqualTo(parsed(text));
        }
        assertThat(shorter).isGreaterThan(100);
    }

    /// The tree as text, without documentation, which is printed with it.
    private static String parsed(String text) throws IOException {
        DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
        JavaFileObject file = new SimpleJavaFileObject(URI.create("memory:///A.java"), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return text;
            }
        };
        JavacTask task = (JavacTask) ToolProvider.getSystemJavaCompiler()
                .getTask(null, null, diagnostics, List.of("-proc:none"), null, List.of(file));
        CompilationUnitTree unit = task.parse().iterator().next();
        assertThat(diagnostics.getDiagnostics()).isEmpty();
        return Objects.toString(unit)
                .replaceAll("(?s)\\s*/\\*\\*.*?\\*/", "")
                .replaceAll("\\s+", " ")
                .strip();
    }
}
