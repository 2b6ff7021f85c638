package dev.refactory.refactor.recipe.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.refactory.graph.model.Occurrence;
import dev.refactory.graph.model.Range;
import dev.refactory.graph.model.Role;
import dev.refactory.graph.model.SourceText;
import dev.refactory.kit.json.Json;
import dev.refactory.kit.problem.ErrorCode;
import dev.refactory.kit.problem.RefactoryException;
import dev.refactory.refactor.plan.TransformTask;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class RecipeModelTest {
    private static final Occurrence FOO = new Occurrence(new Range(8, 11), "a.A#foo()", Set.of(Role.CALL));

    private static ModelRequest rename(String text, String newName, Occurrence... facts) {
        return request("rename-occurrences", Map.of("oldName", "foo", "newName", newName), text, "UTF-8", facts);
    }

    private static ModelRequest request(
            String operation, Map<String, String> arguments, String text, String charset, Occurrence... facts) {
        return new ModelRequest(
                TransformTask.VERSION,
                operation,
                arguments,
                List.of(new ModelRequest.File(
                        "a/A.java", "0".repeat(40), charset, text, List.of(facts), List.of(), List.of())));
    }

    private static void refused(ThrowingCallable call, String word) {
        assertThatThrownBy(call).isInstanceOfSatisfying(RefactoryException.class, error -> {
            assertThat(error.code()).isEqualTo(ErrorCode.INVALID_REQUEST);
            assertThat(error.sentence()).contains(word);
        });
    }

    @Test
    void theAnswerIsAFunctionOfTheRequest() {
        byte[] request = rename("a = new foo()", "bar", FOO).write();
        byte[] first = new RecipeModel().infer(request);
        assertThat(new RecipeModel().infer(request)).isEqualTo(first);
        assertThat(ModelResponse.read(first)
                        .changeset()
                        .of("a/A.java")
                        .orElseThrow()
                        .apply("a = new foo()"))
                .isEqualTo("a = new bar()");
    }

    @Test
    void aFactOfAnotherVersionOfTheFileIsAnErrorAndNoEdit() {
        refused(
                () -> new RecipeModel()
                        .infer(rename("a = neu fop()", "bar", FOO).write()),
                "another version");
        refused(() -> new RecipeModel().infer(rename("a =", "bar", FOO).write()), "another version");
    }

    @Test
    void aNameTheFilesCharsetCannotWriteIsAnError() {
        Map<String, String> arguments = Map.of("oldName", "foo", "newName", "\u03b1");
        refused(
                () -> new RecipeModel()
                        .infer(request("rename-occurrences", arguments, "a = new foo()", "ISO-8859-1", FOO)
                                .write()),
                "ISO-8859-1");
    }

    @Test
    void malformedInputIsATypedError() {
        refused(() -> new RecipeModel().infer("{".getBytes(StandardCharsets.UTF_8)), "cannot be read");
        refused(() -> new RecipeModel().infer("{}".getBytes(StandardCharsets.UTF_8)), "cannot be read");
        refused(() -> new RecipeModel().infer("null".getBytes(StandardCharsets.UTF_8)), "cannot be read");
        refused(
                () -> new RecipeModel()
                        .infer(request("nope", Map.of(), "", "UTF-8").write()),
                "nope");
        refused(
                () -> new RecipeModel()
                        .infer(request("rename-occurrences", Map.of(), "", "UTF-8")
                                .write()),
                "oldName");
        ModelRequest other = new ModelRequest(99, "rename-occurrences", Map.of(), List.of());
        refused(() -> new RecipeModel().infer(other.write()), "version");
        refused(
                () -> new RecipeModel()
                        .infer(request("report-occurrences", Map.of("rule", "x"), "abc", "no-such-charset", FOO)
                                .write()),
                "another version");
    }

    @Test
    void findingsHavePlaceAndExcerptInCharacters() {
        String text = "x\r\n\tfoo \uD83D\uDE00" + "y".repeat(300) + "\nfoo";
        Occurrence first = new Occurrence(new Range(4, 7), "a.A#foo()", Set.of(Role.CALL));
        byte[] answer = new RecipeModel()
                .infer(request(
                                "report-occurrences",
                                Map.of("rule", "find-usages", "overrides", "a.A#foo()"),
                                text,
                                "UTF-8",
                                first)
                        .write());
        assertThat(ModelResponse.read(answer).findings()).singleElement().satisfies(finding -> {
            assertThat(finding.line()).isEqualTo(2);
            assertThat(finding.column()).isEqualTo(2);
            assertThat(finding.endColumn()).isEqualTo(5);
            assertThat(finding.excerpt()).startsWith("\tfoo ").hasSize(200);
            assertThat(finding.message()).contains("call of a.A#foo()").contains("override");
        });
    }

    @Test
    void tasksSurviveJson() {
        TransformTask task = new TransformTask(
                TransformTask.VERSION,
                "rename-occurrences",
                Map.of("oldName", "foo"),
                List.of(new TransformTask.FileWork(
                        "a/A.java", "0".repeat(40), List.of(FOO), List.of(new Range(1, 2)))));
        assertThat(Json.read(Json.write(task), TransformTask.class)).isEqualTo(task);
        ModelRequest request = ModelRequest.of(task, path -> new SourceText("text of " + path, StandardCharsets.UTF_8));
        assertThat(Json.read(Json.write(request), ModelRequest.class)).isEqualTo(request);
        assertThat(request.files().getFirst().text()).isEqualTo("text of a/A.java");
    }

    @Test
    void anAnswerThatCannotBeReadIsATypedError() {
        assertThatThrownBy(() -> ModelResponse.read(new byte[] {'x'}))
                .isInstanceOfSatisfying(
                        RefactoryException.class,
                        error -> assertThat(error.code()).isEqualTo(ErrorCode.INTERNAL));
    }
}
