package dev.refactory.index.java;

import static org.assertj.core.api.Assertions.assertThat;

import dev.refactory.graph.model.FileFacts;
import dev.refactory.index.java.ChildJavaAttributor.Config;
import dev.refactory.index.java.JavaAttributor.Request;
import dev.refactory.index.java.JavaAttributor.Source;
import dev.refactory.kit.time.SystemTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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

    private static List<FileFacts> indexed(List<Source> sources, int threads) {
        Map<String, FileFacts> facts = new TreeMap<>();
        try (ChildJavaAttributor attributor =
                new ChildJavaAttributor(Config.defaults().withChildren(threads), SystemTime.ticker())) {
            attributor.index(
                    new Request(sources, List.of(), List.of(), 25),
                    () -> false,
                    found -> facts.put(found.file().path(), found.packed().unpack()));
            assertThat(attributor.started()).as("processes").isEqualTo(1);
        }
        return sources.stream().map(source -> facts.get(source.path())).toList();
    }

    @Test
    void batchesOfOneGiveTheFactsOfOneBatch() {
        List<Source> sources = sources();
        List<FileFacts> together = attribute(sources, 1_000);
        assertThat(attribute(sources, 1)).isEqualTo(together);
        assertThat(attribute(sources.reversed(), 7)).isEqualTo(together.reversed());
    }

    @Test
    void threadsThatShareARequestGiveTheFactsOfOne() {
        List<Source> sources = sources();
        assertThat(indexed(sources, 2)).isEqualTo(indexed(sources, 1)).hasSizeGreaterThan(24);
    }

    private static List<Source> sources() {
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
        return sources;
    }
}
