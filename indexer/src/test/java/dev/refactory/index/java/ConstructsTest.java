package dev.refactory.index.java;

import static org.assertj.core.api.Assertions.assertThat;

import dev.refactory.index.java.JavaAttributor.Source;
import dev.refactory.index.java.oracle.Forms;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the language can say, each told as the compiler tells it, however it is written.
class ConstructsTest {
    private static final Pattern FILE = Pattern.compile("^// file (\\S+)\\n", Pattern.MULTILINE);
    private static final Pattern RELEASE = Pattern.compile("^// release (\\d+)\\n");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "annotations",
                "classes",
                "comments",
                "escapes",
                "generics",
                "headers",
                "implicit",
                "imports",
                "lambdas",
                "modules",
                "obscuring",
                "old",
                "older",
                "patterns",
                "records",
                "relations",
                "statements"
            })
    void everyNameIsBoundAsThePlainCompilerBindsIt(String name) throws IOException {
        String text;
        try (InputStream in =
                Objects.requireNonNull(ConstructsTest.class.getResourceAsStream("constructs/" + name + ".txt"))) {
            text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        Matcher release = RELEASE.matcher(text);
        int level = release.lookingAt() ? Integer.parseInt(release.group(1)) : 25;
        check(sources(text, UnaryOperator.identity()), level);
        check(sources(text, Forms::escaped), level);
        check(sources(text, Forms::marked), level);
        Agreement apart =
                Agreement.of(Attribution.oneByOne(), sources(text, UnaryOperator.identity()), List.of(), level);
        assertThat(apart.errors()).isEmpty();
        assertThat(apart.differences()).as("of all others the headers").isEmpty();
    }

    private static void check(List<Source> sources, int release) {
        Agreement agreement = Agreement.of(Attribution.shared(), sources, List.of(), release);
        assertThat(agreement.errors()).isEmpty();
        assertThat(agreement.differences()).isEmpty();
        assertThat(agreement.compared()).isGreaterThan(10);
    }

    private static List<Source> sources(String text, UnaryOperator<String> form) {
        List<Source> sources = new ArrayList<>();
        Matcher file = FILE.matcher(text);
        int start = file.find() ? file.end() : text.length();
        while (start < text.length()) {
            String path = file.group(1);
            int end = file.find() ? file.start() : text.length();
            sources.add(Attribution.source(path, form.apply(text.substring(start, end))));
            start = end == text.length() ? end : file.end();
        }
        return sources;
    }
}
