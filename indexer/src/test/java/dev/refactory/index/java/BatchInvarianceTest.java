package dev.refactory.index.java;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.refactory.graph.model.FileFacts;
import dev.refactory.index.java.ChildJavaAttributor.Config;
import dev.refactory.index.java.JavaAttributor.Request;
import dev.refactory.index.java.JavaAttributor.Request.Group;
import dev.refactory.index.java.JavaAttributor.Source;
import dev.refactory.kit.time.SystemTime;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// Facts of a file do not depend on which files it was attributed with: a neighbour's body or only its header, broken
/// or whole, is all the same.
class BatchInvarianceTest {
    private static List<FileFacts> attribute(List<Source> sources, int batch) {
        Config config = Config.defaults()
                .withChildren(1)
                .withThreads(1)
                .withLimits(new Config.Limits(batch, 64 << 20, 2 << 20));
        try (ChildJavaAttributor attributor = new ChildJavaAttributor(config, SystemTime.ticker())) {
            return attributor.attribute(new Request(sources, List.of(), List.of(), 25), () -> false);
        }
    }

    private static List<FileFacts> indexed(List<Source> sources, int threads) {
        Map<String, FileFacts> facts = new TreeMap<>();
        try (ChildJavaAttributor attributor =
                new ChildJavaAttributor(Config.defaults().withChildren(1).withThreads(threads), SystemTime.ticker())) {
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

    /// At their own language level each, and one with a type the other has as well.
    @Test
    void groupsOfOneRequestHaveTheFactsOfEachAlone() {
        List<Source> old = new ArrayList<>(sources());
        List<Source> young = List.of(
                Attribution.source(
                        "new/Rec.java", "package n; record Rec(s.Same same) { int a() { return same.hashCode(); } }"),
                Attribution.source("new/Same.java", "package s; public class Same { long a; }"));
        Group first = new Group(old, List.of(), List.of(), 11);
        Group second = new Group(young, old, List.of(), 21);
        List<FileFacts> together;
        List<FileFacts> alone = new ArrayList<>();
        try (ChildJavaAttributor attributor =
                new ChildJavaAttributor(Config.defaults().withChildren(2), SystemTime.ticker())) {
            together = attributor.attribute(new Request(List.of(second, first)), () -> false);
            for (Group group : List.of(second, first)) {
                alone.addAll(attributor.attribute(new Request(List.of(group)), () -> false));
            }
            assertThat(attributor.started()).as("processes").isEqualTo(1);
        }
        assertThat(together).isEqualTo(alone).hasSize(old.size() + young.size());
        assertThat(together.getFirst().diagnostics()).isEmpty();
    }

    /// Without the libraries they need, so that much of them is wrong.
    @Test
    void fewFilesAtATimeGiveTheFactsOfAllOfTheLibrariesNamed() {
        String libraries = System.getProperty("libraries", "");
        assumeFalse(libraries.isEmpty(), "-Dlibraries names the jars of sources to compare");
        for (String library : libraries.split(File.pathSeparator)) {
            List<Source> sources = SourcesJar.read(Path.of(library));
            List<FileFacts> together = attribute(sources, sources.size());
            List<FileFacts> apart = attribute(sources, Integer.getInteger("batch", 5));
            List<String> differences = new ArrayList<>();
            for (int i = 0; i < sources.size(); i++) {
                differences.addAll(differences(apart.get(i), together.get(i)));
            }
            assertThat(differences).as(library).isEmpty();
        }
    }

    private static List<String> differences(FileFacts apart, FileFacts together) {
        List<String> differences = new ArrayList<>();
        Set<Object> all = everything(together);
        Set<Object> some = everything(apart);
        some.stream().filter(fact -> !all.contains(fact)).forEach(fact -> differences.add("only apart: " + fact));
        all.stream().filter(fact -> !some.contains(fact)).forEach(fact -> differences.add("only together: " + fact));
        if (differences.isEmpty() && !apart.equals(together)) {
            differences.add("in another order");
        }
        return differences.stream().map(text -> apart.path() + " " + text).toList();
    }

    private static Set<Object> everything(FileFacts facts) {
        Set<Object> all = new LinkedHashSet<>(facts.declared());
        all.addAll(facts.occurrences());
        all.addAll(facts.relations());
        all.addAll(facts.diagnostics());
        all.addAll(facts.problems());
        return all;
    }

    private static List<Source> sources() {
        List<Source> sources = new ArrayList<>(SourcesJar.commonsLang().stream()
                .filter(source -> source.path().matches(".*lang3/(tuple|builder|concurrent|mutable)/.*"))
                .toList());
        sources.add(Attribution.source("a/Same.java", "package s; public class Same { int a; Missing m; }"));
        sources.add(Attribution.source("b/Same.java", "package s; public class Same { int b; }"));
        sources.add(Attribution.source("a/Broken.java", "package s; class Broken { int x = ; void m() { x = 1 } }"));
        sources.add(Attribution.source("a/User.java", "package s; class User { int i = new Same().a + Broken.K; }"));
        sources.add(Attribution.source(
                "a/Mark.java",
                "package s; @java.lang.annotation.Target("
                        + "java.lang.annotation.ElementType.TYPE_USE) @interface Mark {}"));
        sources.add(Attribution.source("a/Marked.java", "package s; class Marked { @Mark Number n() { return 1; } }"));
        sources.add(Attribution.source("a/Wrong.java", "package s; class Wrong { int i = new Marked().n(); }"));
        sources.add(Attribution.source(
                "a/Several.java", "package s; interface Several { int c = 1; void a(); void b(); void c(); }"));
        sources.add(Attribution.source(
                "a/Lacks.java", "package s; import static s.Several.c; class Lacks implements Several { int i = c; }"));
        sources.add(Attribution.source(
                "a/Ones.java", "package s; import static s.Several.c; class Ones { static final int TWO = c + 1; }"));
        sources.add(Attribution.source(
                "a/Cases.java",
                "package s; class Cases {"
                        + " int f(int i) { return switch (i) { case Ones.TWO -> 1; default -> 0; }; } }"));
        sources.add(Attribution.source("a/package-info.java", "/** {@link Same} */ package s;"));
        sources.add(Attribution.source("b/package-info.java", "/** Again. */ package s;"));
        sources.add(Attribution.source("a/module-info.java", "module s { exports s; }"));
        return sources;
    }
}
