package dev.refactory.index.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.refactory.graph.model.FileFacts;
import dev.refactory.graph.model.FileInfo;
import dev.refactory.graph.model.FileProblem;
import dev.refactory.graph.model.Occurrence;
import dev.refactory.graph.model.Range;
import dev.refactory.graph.model.Role;
import dev.refactory.graph.store.MemoryGraphStore;
import dev.refactory.graph.store.SnapshotSummary;
import dev.refactory.graph.store.SnapshotSummary.CompileContext;
import dev.refactory.index.dependency.Dependencies;
import dev.refactory.index.git.GitConfig;
import dev.refactory.index.git.GitFixture;
import dev.refactory.index.git.JGitRepositories;
import dev.refactory.index.git.Repositories.ResolvedCommit;
import dev.refactory.index.git.RepositorySource.Remote;
import dev.refactory.index.java.JavaAttributor;
import dev.refactory.kit.tenant.TenantId;
import dev.refactory.kit.time.SystemTime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SnapshotBuilderTest {
    private static final TenantId TENANT = TenantId.DEFAULT;

    @TempDir
    Path temp;

    private final MemoryGraphStore graph = new MemoryGraphStore();
    private final List<JavaAttributor.Request> requests = new ArrayList<>();
    private final Map<String, byte[]> pomsSeen = new java.util.TreeMap<>();
    private final List<String> unresolved = new ArrayList<>();
    private GitFixture origin;
    private JGitRepositories repositories;
    private SnapshotBuilder builder;

    @BeforeEach
    void makeOrigin() throws IOException {
        origin = GitFixture.init(temp.resolve("origin"));
        GitConfig config = GitConfig.strict(temp.resolve("data")).allowingPaths(List.of(temp));
        repositories = new JGitRepositories(config, SystemTime.ticker());
        builder = new SnapshotBuilder(repositories, graph, new OneOccurrenceEach(), new NoDependencies());
    }

    private Remote source() {
        return new Remote(origin.directory().toString(), "main", null);
    }

    private SnapshotSummary build(BooleanSupplier cancelled) {
        ResolvedCommit commit = repositories.resolve(TENANT, source(), () -> false);
        return builder.build(TENANT, source(), commit, cancelled, (_, _) -> {});
    }

    @Test
    void everyFileIsThereWithFactsOrWithTheReason() throws IOException {
        origin.file("src/A.java", "class A {}\n")
                .file("src/B.JAVA", "class B {}")
                .file("gen/C.java", "class C {}\n")
                .file("lost/D.java", "class D {}\n")
                .file(".sparkignore", "gen/\n")
                .file("pom.xml", "<project/>\n")
                .file("README", "one\ntwo")
                .file("logo.png", "PNG\0")
                .file("Nul.java", "class\0")
                .file("Big.java", "x".repeat((1 << 20) + 1));
        Files.createSymbolicLink(origin.directory().resolve("Link.java"), Path.of("src/A.java"));
        origin.commit("one");

        SnapshotSummary summary = build(() -> false);

        Map<String, String> kinds = new java.util.TreeMap<>();
        for (FileInfo file : graph.view(TENANT, summary.snapshotId()).files()) {
            kinds.put(
                    file.path(),
                    file.language() + ":" + file.lines() + ":"
                            + file.problems().stream().map(FileProblem::kind).toList());
        }
        assertThat(kinds)
                .containsExactlyInAnyOrderEntriesOf(Map.ofEntries(
                        Map.entry("src/A.java", "java:1:[]"),
                        Map.entry("src/B.JAVA", "java:1:[]"),
                        Map.entry("gen/C.java", "java:0:[IGNORED]"),
                        Map.entry("lost/D.java", "java:1:[ANALYSIS_CRASHED]"),
                        Map.entry(".sparkignore", ":1:[OTHER_LANGUAGE]"),
                        Map.entry("pom.xml", "xml:1:[OTHER_LANGUAGE]"),
                        Map.entry("README", ":2:[OTHER_LANGUAGE]"),
                        Map.entry("logo.png", "png:0:[BINARY]"),
                        Map.entry("Nul.java", "java:0:[BINARY]"),
                        Map.entry("Big.java", "java:0:[TOO_LARGE]"),
                        Map.entry("Link.java", "java:0:[NOT_A_REGULAR_FILE]")));
        assertThat(summary.files()).isEqualTo(11);
        assertThat(summary.indexedFiles()).isEqualTo(2);
        assertThat(pomsSeen).containsOnlyKeys("pom.xml");
        assertThat(summary.compileContext().release()).isEqualTo(21);
        assertThat(summary.compileContext().classpath())
                .containsExactly(new CompileContext.Jar("g:a:1", "ab".repeat(32)));
        assertThat(requests.getFirst().groups().getFirst().classpath()).containsExactly(Path.of("/jars/a.jar"));
    }

    @Test
    void whatCouldNotBeHadIsAskedForAgainWithTheNextCommit() throws IOException {
        unresolved.add("g:b:1: the network was away");
        origin.file("pom.xml", "<project/>\n")
                .file("src/A.java", "class A {}\n")
                .commit("one");
        assertThat(build(() -> false).compileContext().unresolvedDependencies()).isNotEmpty();

        unresolved.clear();
        pomsSeen.clear();
        origin.file("src/B.java", "class B {}\n").commit("two");
        assertThat(build(() -> false).compileContext().unresolvedDependencies()).isEmpty();
        assertThat(pomsSeen).containsOnlyKeys("pom.xml");
        assertThat(requests.getLast().attribute()).as("attributed anew").hasSize(2);

        pomsSeen.clear();
        origin.file("src/C.java", "class C {}\n").commit("three");
        build(() -> false);
        assertThat(pomsSeen).as("nothing is missing").isEmpty();
        assertThat(requests.getLast().attribute()).hasSize(1);
    }

    @Test
    void theDependenciesAreAskedWithEveryBuildFileAndTheModulesAreKept() throws IOException {
        origin.file("app/build.gradle.kts", "")
                .file("gradle/libs.versions.toml", "[versions]\n")
                .file("src/A.java", "class A {}\n")
                .commit("one");

        SnapshotSummary summary = build(() -> false);

        assertThat(pomsSeen).containsOnlyKeys("app/build.gradle.kts", "gradle/libs.versions.toml");
        assertThat(summary.compileContext().modules()).singleElement().satisfies(module -> {
            assertThat(module.name()).isEqualTo(":app");
            assertThat(summary.compileContext().jars(module.jars()))
                    .containsExactly(new CompileContext.Jar("g:a:1", "ab".repeat(32)));
        });
    }

    @Test
    void allFilesAreAskedForTogetherAndProgressIsTold() throws IOException {
        int files = SnapshotBuilder.REPORTED_EVERY + 50;
        for (int i = 0; i < files; i++) {
            origin.file("src/C" + i + ".java", "class C" + i + " {}\n");
        }
        origin.commit("one");
        List<Integer> told = new ArrayList<>();
        ResolvedCommit commit = repositories.resolve(TENANT, source(), () -> false);
        SnapshotSummary summary = builder.build(TENANT, source(), commit, () -> false, (done, _) -> told.add(done));

        assertThat(summary.indexedFiles()).isEqualTo(files);
        assertThat(requests).extracting(request -> request.attribute().size()).containsExactly(files);
        assertThat(told).containsExactly(0, SnapshotBuilder.REPORTED_EVERY, files);
        assertThat(build(() -> false)).as("the same tree is the same snapshot").isEqualTo(summary);
    }

    @Test
    void aCancelledBuildLeavesNothing() throws IOException {
        origin.file("src/A.java", "class A {}\n").commit("one");
        AtomicInteger asked = new AtomicInteger();
        build(() -> asked.incrementAndGet() < 0);
        int questions = asked.get();
        ResolvedCommit commit = repositories.resolve(TENANT, source(), () -> false);
        graph.find(SnapshotBuilder.key(TENANT, commit)).ifPresent(s -> graph.delete(TENANT, s.snapshotId()));

        for (int i = 1; i <= questions; i++) {
            int last = i;
            AtomicInteger count = new AtomicInteger();
            assertThatThrownBy(() -> build(() -> count.incrementAndGet() >= last))
                    .as("cancelled at question " + i)
                    .isInstanceOf(CancellationException.class);
            assertThat(graph.find(SnapshotBuilder.key(TENANT, commit))).isEmpty();
        }
    }

    /// Gives every file one occurrence, but none to files that are lost.
    private final class OneOccurrenceEach implements JavaAttributor {
        @Override
        public List<FileFacts> attribute(Request request, BooleanSupplier cancelled) {
            if (cancelled.getAsBoolean()) {
                throw new CancellationException();
            }
            requests.add(request);
            return request.attribute().stream()
                    .filter(source -> !source.path().startsWith("lost/"))
                    .map(source -> new FileFacts(
                            source.path(),
                            source.blobId(),
                            "java",
                            1,
                            List.of(),
                            List.of(new Occurrence(new Range(0, 5), "T", Set.of(Role.DEFINITION))),
                            List.of(),
                            List.of(),
                            List.of()))
                    .toList();
        }

        @Override
        public List<Partial> reattribute(Request request, Focus focus, BooleanSupplier cancelled) {
            throw new UnsupportedOperationException("An index wants all facts");
        }

        @Override
        public void index(Request request, BooleanSupplier cancelled, Consumer<Indexed> reader) {
            attribute(request, cancelled).forEach(facts -> reader.accept(Indexed.of(facts)));
        }

        @Override
        public List<Parsed> parse(List<Source> sources, int release, BooleanSupplier cancelled) {
            throw new UnsupportedOperationException("An index wants facts");
        }

        @Override
        public void close() {
            // Holds nothing.
        }
    }

    private final class NoDependencies implements Dependencies {
        @Override
        public Resolved resolve(Map<String, byte[]> poms, BooleanSupplier cancelled) {
            pomsSeen.putAll(poms);
            List<Jar> jars = List.of(new Jar("g:a:1", "ab".repeat(32), Path.of("/jars/a.jar")));
            List<String> none = List.of();
            Module app = new Module("app", ":app", 21, 21, jars, jars, none, none, none, none, none, none, true);
            return new Resolved(21, jars, unresolved, List.of(app));
        }

        @Override
        public List<Path> classPath(CompileContext context) {
            return context.classpath().stream().map(_ -> Path.of("/jars/a.jar")).toList();
        }
    }
}
