package dev.refactory.index.java;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.refactory.graph.model.FileFacts;
import dev.refactory.graph.model.FileProblem;
import dev.refactory.index.java.ChildJavaAttributor.Config;
import dev.refactory.index.java.JavaAttributor.Request;
import dev.refactory.index.java.JavaAttributor.Source;
import dev.refactory.kit.time.SystemTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ChildFailuresTest {
    private static final Config SMALL =
            Config.defaults().withChildren(1).withThreads(1).withHeapMib(256);

    private static List<Source> sources(int count) {
        List<Source> sources = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String text = "class C%d { int m() { return new C%d().m(); } }\n".formatted(i, (i + 1) % count);
            sources.add(Attribution.source("C" + i + ".java", text));
        }
        return sources;
    }

    private static Request request(List<Source> sources) {
        return new Request(sources, List.of(), List.of(), 25);
    }

    @Test
    void aChildKilledInARequestIsReplacedAndTheAnswerIsTheSame() {
        List<Source> sources = sources(40);
        try (ChildJavaAttributor attributor = new ChildJavaAttributor(SMALL, SystemTime.ticker())) {
            List<FileFacts> undisturbed = attributor.attribute(request(sources), () -> false);
            long first = attributor.pids().getFirst();
            AtomicInteger asked = new AtomicInteger();
            List<FileFacts> disturbed = attributor.attribute(request(sources), () -> {
                if (asked.incrementAndGet() == 10) {
                    ProcessHandle.of(first).orElseThrow().destroyForcibly();
                }
                return false;
            });
            assertThat(disturbed).isEqualTo(undisturbed);
            assertThat(attributor.pids()).doesNotContain(first).hasSize(1);
        }
    }

    /// As when its own classes are replaced under it: the thread that answers is gone, and so must the process be.
    @Test
    void aChildThatLacksItsOwnClassesEndsInsteadOfLeavingItsCallerWaiting() {
        String withoutTheModel = SMALL.classpath().split(java.io.File.pathSeparator)[0];
        Config lame = SMALL.withClasspath(withoutTheModel).withStackMib(64);
        try (ChildJavaAttributor attributor = new ChildJavaAttributor(lame, SystemTime.ticker())) {
            FileFacts facts =
                    attributor.attribute(request(sources(1)), () -> false).getFirst();
            assertThat(facts.problems().getFirst().detail()).contains("exit status 2");
        }
    }

    @Test
    void aFileTheCompilerDiesOnIsListedAndItsNeighboursKeepTheirFacts() {
        String nested = "(".repeat(20_000) + "1" + ")".repeat(20_000);
        Source deep = Attribution.source("Deep.java", "class Deep { int i = " + nested + "; }");
        List<Source> sources = new ArrayList<>(sources(6));
        sources.add(3, deep);
        Config shallow = SMALL.withStackMib(1);
        try (ChildJavaAttributor attributor = new ChildJavaAttributor(shallow, SystemTime.ticker())) {
            List<FileFacts> facts = attributor.attribute(request(sources), () -> false);
            assertThat(facts)
                    .extracting(FileFacts::path)
                    .containsExactly(sources.stream().map(Source::path).toArray(String[]::new));
            for (FileFacts file : facts) {
                if (file.path().equals("Deep.java")) {
                    assertThat(file.problems())
                            .extracting(FileProblem::kind)
                            .containsExactly(FileProblem.Kind.ANALYSIS_CRASHED);
                } else {
                    assertThat(file.problems()).isEmpty();
                    assertThat(file.occurrences()).isNotEmpty();
                }
            }
        }
    }

    @Test
    void aFileOneOfTwoThreadsDiesOnIsListedAndAllOthersKeepTheirFacts() {
        String nested = "(".repeat(20_000) + "1" + ")".repeat(20_000);
        List<Source> sources = new ArrayList<>(sources(40));
        sources.add(30, Attribution.source("Deep.java", "class Deep { int i = " + nested + "; }"));
        Config shallow = SMALL.withStackMib(1).withThreads(2);
        Map<String, FileFacts> facts = new TreeMap<>();
        try (ChildJavaAttributor attributor = new ChildJavaAttributor(shallow, SystemTime.ticker())) {
            attributor.index(
                    request(sources),
                    () -> false,
                    found -> facts.put(found.file().path(), found.packed().unpack()));
        }
        assertThat(facts).hasSize(41);
        facts.values()
                .forEach(file -> assertThat(file.problems())
                        .as(file.path())
                        .hasSize(file.path().equals("Deep.java") ? 1 : 0));
    }

    /// What is read of other files on the way is not to blame, and stays known to those after it.
    @Test
    void aFileTheCompilerDiesOnTakesNothingFromTheOthers() {
        Source header = Attribution.source("H.java", "class H { int v; H m() { return this; } }");
        String chain = ".m()".repeat(1500);
        Source deep = Attribution.source("Deep.java", "class Deep { void m() { H h = new H(); h" + chain + "; } }");
        Source user = Attribution.source("User.java", "class User { int x = new H().v; }");
        Config shallow = SMALL.withStackMib(1);
        try (ChildJavaAttributor attributor = new ChildJavaAttributor(shallow, SystemTime.ticker())) {
            Request request = new Request(List.of(deep, user), List.of(header), List.of(), 25);
            List<FileFacts> facts = attributor.attribute(request, () -> false);
            assertThat(facts.getFirst().problems())
                    .extracting(FileProblem::kind)
                    .containsExactly(FileProblem.Kind.ANALYSIS_CRASHED);
            assertThat(facts.getLast().diagnostics()).isEmpty();
            assertThat(facts.getLast().occurrences())
                    .anyMatch(use -> use.symbol().equals("H#v"));
        }
    }

    @Test
    void aFileTheCompilerDiesOnTakesNothingFromOtherGroups() {
        String chain = ".append(1)".repeat(1500);
        Source deep = Attribution.source("Deep.java", "class Deep { void m() { new StringBuilder()" + chain + "; } }");
        List<Source> small = sources(3);
        Source user = Attribution.source("User.java", "class User { C0 x = new C1().m(); Deep y; }");
        Config shallow = SMALL.withStackMib(1).withThreads(2);
        try (ChildJavaAttributor attributor = new ChildJavaAttributor(shallow, SystemTime.ticker())) {
            Request request = new Request(List.of(
                    new Request.Group(List.of(user), List.of(small.get(0), small.get(1), deep), List.of(), 25),
                    new Request.Group(List.of(small.get(0), deep, small.get(1)), List.of(), List.of(), 25),
                    new Request.Group(List.of(small.get(2)), List.of(small.get(0)), List.of(), 25)));
            List<FileFacts> facts = attributor.attribute(request, () -> false);
            assertThat(facts)
                    .extracting(FileFacts::path)
                    .isEqualTo(List.of("User.java", "C0.java", "Deep.java", "C1.java", "C2.java"));
            facts.forEach(file -> assertThat(file.problems())
                    .as(file.path())
                    .extracting(FileProblem::kind)
                    .isEqualTo(
                            file.path().equals("Deep.java") ? List.of(FileProblem.Kind.ANALYSIS_CRASHED) : List.of()));
            assertThat(facts.getFirst().diagnostics()).hasSize(1);
        }
    }

    @Test
    void theUsualStackReadsTwentyThousandParentheses() {
        String nested = "(".repeat(20_000) + "1" + ")".repeat(20_000);
        FileFacts facts =
                Attribution.factsOf(Attribution.source("Deep.java", "class Deep { int i = " + nested + "; }"));
        assertThat(facts.problems()).isEmpty();
    }

    @Test
    void aFileThatOverstaysIsListedWithTheReason() {
        try (ChildJavaAttributor attributor =
                new ChildJavaAttributor(SMALL.withDeadline(Duration.ofMillis(1)), SystemTime.ticker())) {
            FileFacts facts =
                    attributor.attribute(request(sources(1)), () -> false).getFirst();
            assertThat(facts.problems())
                    .extracting(FileProblem::kind)
                    .containsExactly(FileProblem.Kind.ANALYSIS_CRASHED);
            assertThat(facts.problems().getFirst().detail()).contains("took longer");
            assertThat(attributor.pids()).isEmpty();
        }
    }

    @Test
    void cancellingStopsTheChild() {
        try (ChildJavaAttributor attributor = new ChildJavaAttributor(SMALL, SystemTime.ticker())) {
            attributor.attribute(request(sources(1)), () -> false);
            long child = attributor.pids().getFirst();
            AtomicInteger asked = new AtomicInteger();
            assertThatThrownBy(() -> attributor.attribute(request(sources(40)), () -> asked.incrementAndGet() > 5))
                    .isInstanceOf(CancellationException.class);
            ProcessHandle.of(child).ifPresent(handle -> handle.onExit().join());
            assertThat(attributor.pids()).isEmpty();
            assertThat(attributor.attribute(request(sources(2)), () -> false))
                    .allSatisfy(facts -> assertThat(facts.problems()).isEmpty());
        }
    }

    @Test
    void aFileBeyondTheLimitIsTooLarge() {
        Config config = SMALL.withLimits(new Config.Limits(400, 1 << 20, 100));
        Source large = Attribution.source("Large.java", "class Large { /* " + "x".repeat(200) + " */ }");
        try (ChildJavaAttributor attributor = new ChildJavaAttributor(config, SystemTime.ticker())) {
            FileFacts facts =
                    attributor.attribute(request(List.of(large)), () -> false).getFirst();
            assertThat(facts.problems()).extracting(FileProblem::kind).containsExactly(FileProblem.Kind.TOO_LARGE);
        }
    }

    @Test
    void howeverManyFilesOverstayTheRequestEndsSoon() {
        List<Source> hostile = sources(64);
        try (ChildJavaAttributor attributor =
                new ChildJavaAttributor(SMALL.withDeadline(Duration.ofMillis(1)), SystemTime.ticker())) {
            List<FileFacts> facts = attributor.attribute(request(hostile), () -> false);
            assertThat(facts)
                    .hasSize(64)
                    .allSatisfy(file -> assertThat(file.problems())
                            .extracting(FileProblem::kind)
                            .containsExactly(FileProblem.Kind.ANALYSIS_CRASHED));
            assertThat(attributor.started()).isLessThan(10);
        }
    }

    @Test
    void triesAfterTheFirstShareOneAllowance() {
        Patience patience = new Patience(Duration.ofSeconds(120));
        assertThat(patience.nanos(false)).isEqualTo(Duration.ofSeconds(120).toNanos());
        long spent = 0;
        while (patience.nanos(true) > 0) {
            spent += patience.nanos(true);
            patience.spent(patience.nanos(true));
        }
        assertThat(spent).isEqualTo(Duration.ofSeconds(240).toNanos());
        assertThat(patience.nanos(false)).isEqualTo(Duration.ofSeconds(120).toNanos());
    }

    @Test
    void aChildNobodyUsesEndsAndTheNextUseStartsAnother() {
        Config fleeting = SMALL.withIdle(Duration.ofMillis(300));
        try (ChildJavaAttributor attributor = new ChildJavaAttributor(fleeting, SystemTime.ticker())) {
            List<FileFacts> first = attributor.attribute(request(sources(3)), () -> false);
            ProcessHandle.of(attributor.pids().getFirst())
                    .ifPresent(child -> child.onExit().join());
            assertThat(attributor.pids()).isEmpty();
            assertThat(attributor.attribute(request(sources(3)), () -> false)).isEqualTo(first);
            assertThat(attributor.started()).isEqualTo(2);
        }
    }

    /// What is left of an answer nobody wants is not taken for the next one.
    @Test
    void aReaderThatFailsLeavesNothingBehind() {
        for (int files : new int[] {3, 40}) {
            try (ChildJavaAttributor attributor = new ChildJavaAttributor(SMALL, SystemTime.ticker())) {
                assertThatThrownBy(() -> attributor.index(request(sources(files)), () -> false, _ -> {
                            throw new IllegalStateException("no room");
                        }))
                        .hasMessage("no room");
                assertThat(attributor.attribute(request(sources(2)), () -> false))
                        .extracting(FileFacts::path)
                        .containsExactly(sources(2).stream().map(Source::path).toArray(String[]::new));
            }
        }
    }

    /// A repository that cannot be read any more does not keep a child waiting.
    @Test
    void aSourceThatCannotBeReadEndsTheRequest() {
        Source gone = new Source("Gone.java", "0".repeat(40), 10, () -> {
            throw new IllegalStateException("gone");
        });
        try (ChildJavaAttributor attributor = new ChildJavaAttributor(SMALL, SystemTime.ticker())) {
            assertThatThrownBy(() ->
                            attributor.attribute(new Request(List.of(gone), sources(2), List.of(), 25), () -> false))
                    .hasMessage("gone");
            assertThat(attributor.attribute(request(sources(2)), () -> false))
                    .allSatisfy(facts -> assertThat(facts.problems()).isEmpty());
        }
    }
}
