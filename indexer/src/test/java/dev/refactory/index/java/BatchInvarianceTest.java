package dev.refactory.index.java;

import static org.assertj.core.api.Assertions.assertThat;

import dev.refactory.graph.model.FileFacts;
import dev.refactory.index.java.ChildJavaAttributor.Config;
import dev.refactory.index.java.JavaAttributor.Request;
import dev.refactory.index.java.JavaAttributor.Source;
import dev.refactory.kit.time.SystemTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Facts of a file do not depend on which files it was attributed with: a neighbour's body or only its header, broken
/// or whole, is all the same.
class BatchInvarianceTest {
    private static List<FileFacts> attribute(List<Source> sources, int batch) {
        Config config = Config.defaults().withChildren(1).withLimits(new Config.Limits(batch, 6 << 20, 2 << 20));
        try (ChildJavaAttributor attributor = new ChildJavaAttributor(config, SystemTime.ticker())) {
            return attributor.attribute(new Request(sources, List.of(), List.of(), 25), () -> false);
        }
    }

    @Test
    void batchesOfOneGiveTheFactsOfOneBatch() {
        List<Source> sources = new ArrayList<>(SourcesJar.commonsLang().stream()
                .filter(source -> source.path().matches(".*lang3/(tuple|builder|concurrent|mutable)/.*"))
                .toList());
        sources.add(Attribution.source("a/Same.java", "package s; public class Same { int a; Missing m; }"));
        sources.add(Attribution.source("b/Same.java", "package s; public class Same { int b; }"));
        sources.add(Attribution.source("a/Broken.java", "package s; class Broken { int x = ; void m() { x = 1 } }"));
        sources.add(Attribution.source("a/User.java", "package s; class User { int i = new Same().a + Broken.K; }"));
        sources.add(Attribution.source("a/package-info.java", "/** {@link Same} */ package s;"));
        sources.add(Attribution.source("b/package-info.java", "/** Again. */ package s;"));
        sources.add(Attribution.source("a/module-info.java", "module s { exports s; }"));
        List<FileFacts> together = attribute(sources, 1_000);
        assertThat(attribute(sources, 1)).isEqualTo(together);
        assertThat(attribute(sources.reversed(), 7)).isEqualTo(together.reversed());
    }
}
