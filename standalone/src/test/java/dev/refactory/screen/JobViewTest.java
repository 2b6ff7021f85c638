package dev.refactory.screen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.refactory.kit.json.Json;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JobViewTest {
    private static final String COMPILED = """
            {"level": "compile", "applies": true, "reverses": true, "git_agrees": true, "parses": true,
             "bindings_preserved": true, "new_compile_errors": 0, "idempotent": true, "files_rechecked": 20}
            """;

    @Test
    void whatWasCheckedIsTicked() {
        assertThat(proof(COMPILED))
                .contains("✓ git agrees", "✓ every name still means the same", "✓ no new compile error")
                .contains("20 files attributed again")
                .doesNotContain("not checked", "✗");
    }

    @Test
    void whatWasNotCheckedIsNeverTicked() {
        String parsed = COMPILED.replace("\"level\": \"compile\"", "\"level\": \"parse\"")
                .replace("\"bindings_preserved\": true", "\"bindings_preserved\": null")
                .replace("\"new_compile_errors\": 0", "\"new_compile_errors\": null")
                .replace("\"git_agrees\": true", "\"git_agrees\": null");
        assertThat(proof(parsed))
                .contains("✓ parses", "20 files checked again")
                .contains("not checked: every name still means the same", "not checked: new compile error")
                .contains("not checked: git agrees")
                .doesNotContain("no new compile error", "attributed", "✓ git", "✓ every", "✗");
    }

    @Test
    void whatFailedIsCrossed() {
        assertThat(proof(COMPILED.replace("\"new_compile_errors\": 0", "\"new_compile_errors\": 2")))
                .contains("✗ 2 new compile errors");
    }

    /// On one line.
    private static String proof(String verification) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        Map<String, String> environment = Map.of("LC_ALL", "C.UTF-8");
        new JobView(new Surroundings(
                        out, out, InputStream.nullInputStream(), false, false, false, 100, environment, Path.of(".")))
                .proof(Json.tree(verification));
        return bytes.toString(StandardCharsets.UTF_8).replaceAll("\\s+", " ");
    }
}
