package dev.refactory.graph.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.refactory.graph.store.SnapshotSummary.CompileContext;
import dev.refactory.kit.json.Json;
import java.util.List;
import org.junit.jupiter.api.Test;

class CompileContextTest {
    @Test
    void aRowWrittenBeforeThereWereModulesHasNone() {
        String old = """
                {"classpath":[{"coordinates":"g:a:1","sha256":"ab"}],"release":21,"source_roots":[""],
                "unresolved_dependencies":[]}""";
        CompileContext context = Json.read(old, CompileContext.class);
        assertThat(context)
                .isEqualTo(new CompileContext(
                        21, List.of(new CompileContext.Jar("g:a:1", "ab")), List.of(), List.of(""), List.of()));
        assertThat(context.modules()).isEmpty();
    }

    @Test
    void modulesAreReadAsTheyWereWrittenAndNameTheirJarsByNumber() {
        CompileContext context = Json.read(Json.write(Facts.CONTEXT), CompileContext.class);
        assertThat(context).isEqualTo(Facts.CONTEXT);
        assertThat(context.jars(context.modules().getFirst().testJars()))
                .extracting(CompileContext.Jar::coordinates)
                .containsExactly("g:a:1", "g:t:1");
    }
}
