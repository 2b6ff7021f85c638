package dev.refactory.refactor.recipe.rename;

import static org.assertj.core.api.Assertions.assertThat;

import dev.refactory.graph.model.SourceText;
import dev.refactory.refactor.edit.Changeset;
import dev.refactory.refactor.edit.FileEdits;
import dev.refactory.refactor.harness.TestFacts;
import dev.refactory.refactor.plan.Conflict;
import dev.refactory.refactor.plan.PlanOutcome;
import dev.refactory.refactor.plan.TransformTask;
import dev.refactory.refactor.recipe.Recipe;
import dev.refactory.refactor.recipe.model.ModelRequest;
import dev.refactory.refactor.recipe.model.ModelResponse;
import dev.refactory.refactor.recipe.model.RecipeModel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// Files that are not UTF-8.
class RenameTypeBytesTest {
    private static final String TEXT =
            "package a;\n/* \u00e9\u00e9 {@link Foo} */\nclass Foo { String s = \"\u00fc\"; Foo f; }\n";

    private static Map<String, byte[]> files() {
        return Map.of("a/Foo.java", TEXT.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static Recipe.Sources sources() {
        return path -> SourceText.decode(Objects.requireNonNull(files().get(path)));
    }

    private static PlanOutcome plan(String newName) {
        return new RenameType()
                .plan(
                        TestFacts.graph(TestFacts.ofBytes(files())),
                        sources(),
                        Map.of("type", "a.Foo", "newName", newName));
    }

    private static SortedMap<String, byte[]> renamed(String newName) {
        PlanOutcome.Planned planned = (PlanOutcome.Planned) plan(newName);
        List<Changeset> parts = new ArrayList<>();
        for (TransformTask task : planned.plan().tasks()) {
            ModelRequest request = ModelRequest.of(task, sources()::text);
            parts.add(
                    ModelResponse.read(new RecipeModel().infer(request.write())).changeset());
        }
        SortedMap<String, byte[]> bytes = new TreeMap<>();
        for (FileEdits file : Changeset.merge(parts).files()) {
            bytes.put(file.path(), file.apply(sources().text(file.path())));
        }
        return bytes;
    }

    @Test
    void everyByteOutsideOfTheNameStays() {
        String expected = TEXT.replace("class Foo", "class B\u00e4r").replace("Foo f", "B\u00e4r f");
        assertThat(renamed("B\u00e4r"))
                .containsOnlyKeys("a/Foo.java")
                .allSatisfy(
                        (path, bytes) -> assertThat(bytes).isEqualTo(expected.getBytes(StandardCharsets.ISO_8859_1)));
    }

    @Test
    void aNameTheFileCannotWriteIsRefusedWithTheWayOut() {
        assertThat(((PlanOutcome.Refused) plan("\u0411\u0430\u0440")).conflicts())
                .singleElement()
                .satisfies(conflict -> {
                    assertThat(conflict.kind()).isEqualTo("invalid-name");
                    assertThat(conflict.file()).isEqualTo("a/Foo.java");
                    assertThat(conflict.line()).isEqualTo(3);
                    assertThat(conflict.message()).contains("convert the file to UTF-8");
                })
                .isInstanceOf(Conflict.class);
    }
}
