package dev.refactory.refactor.recipe.move;

import static org.assertj.core.api.Assertions.assertThat;

import dev.refactory.graph.model.SourceText;
import dev.refactory.refactor.harness.TestFacts;
import dev.refactory.refactor.plan.PlanOutcome;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// A package's name comes into files that are not UTF-8 only where they can write it.
class MoveTypeCharsetTest {
    private static PlanOutcome moved(String targetPackage) {
        Map<String, byte[]> files = Map.of(
                "a/Foo.java", "package a;\n/* \u00e9 */\npublic class Foo { }\n".getBytes(StandardCharsets.ISO_8859_1));
        return new MoveType()
                .plan(
                        TestFacts.graph(TestFacts.ofBytes(files)),
                        path -> SourceText.decode(Objects.requireNonNull(files.get(path))),
                        Map.of("type", "a.Foo", "targetPackage", targetPackage));
    }

    @Test
    void aNameTheFileCannotWriteIsRefusedWithTheWayOut() {
        assertThat(((PlanOutcome.Refused) moved("\u0431")).conflicts())
                .singleElement()
                .satisfies(conflict -> {
                    assertThat(conflict.kind()).isEqualTo("invalid-name");
                    assertThat(conflict.file()).isEqualTo("a/Foo.java");
                    assertThat(conflict.message()).contains("convert the file to UTF-8");
                });
    }

    @Test
    void aNameTheFileCanWriteIsWritten() {
        assertThat(moved("b\u00e4r")).isInstanceOf(PlanOutcome.Planned.class);
        assertThat(moved("b")).isInstanceOf(PlanOutcome.Planned.class);
    }
}
