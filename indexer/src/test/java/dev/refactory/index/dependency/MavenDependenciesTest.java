package dev.refactory.index.dependency;

import static dev.refactory.index.dependency.PublishedLibraries.dependency;
import static dev.refactory.index.dependency.PublishedLibraries.pom;
import static org.assertj.core.api.Assertions.assertThat;

import dev.refactory.graph.store.SnapshotSummary.CompileContext;
import dev.refactory.index.dependency.Dependencies.Jar;
import dev.refactory.index.dependency.Dependencies.Resolved;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MavenDependenciesTest {
    @TempDir
    Path folder;

    private MavenDependencies dependencies;

    @BeforeEach
    void aRepositoryOnDisk() {
        new PublishedLibraries(folder).library("org.lib:core:1.0").library("org.lib:extra:2.0", "org.lib:core:1.0");
        dependencies = new MavenDependencies(List.of(folder.resolve("remote").toUri()), folder.resolve("local"));
    }

    @Test
    void directAndTransitiveJarsAreFoundWithTheirHashes() {
        Resolved resolved = resolve(Map.of("pom.xml", app(dependency("org.lib:extra:2.0", ""))));
        assertThat(resolved.jars())
                .extracting(Jar::coordinates)
                .containsExactly("org.lib:extra:2.0", "org.lib:core:1.0");
        assertThat(resolved.jars()).allSatisfy(jar -> {
            assertThat(jar.sha256()).matches("[0-9a-f]{64}");
            assertThat(jar.path()).exists();
        });
        assertThat(resolved.unresolved()).isEmpty();
    }

    @Test
    void whatTakesTooLongIsLeftOutAndListed() {
        AtomicLong asked = new AtomicLong();
        MavenDependencies slow = new MavenDependencies(
                List.of(folder.resolve("remote").toUri()),
                folder.resolve("local"),
                () -> asked.incrementAndGet() * 1_000_000_000L,
                Duration.ofSeconds(2));
        Map<String, byte[]> poms =
                Map.of("pom.xml", app(dependency("org.lib:extra:2.0", "")).getBytes(StandardCharsets.UTF_8));
        Resolved resolved = slow.resolve(poms, () -> false);
        assertThat(resolved.jars()).isEmpty();
        assertThat(resolved.unresolved())
                .contains("dependencies: they took longer than 2 seconds, the rest were left out");
        assertThat(slow.resolve(poms, () -> true).unresolved()).isEmpty();
    }

    @Test
    void versionsComeFromParentsAndPropertiesInsideTheRepository() {
        String parent = """
                <project><modelVersion>4.0.0</modelVersion><groupId>g</groupId><artifactId>parent</artifactId>
                <version>1</version><packaging>pom</packaging><properties><core.version>1.0</core.version>
                <maven.compiler.release>17</maven.compiler.release></properties>
                <dependencyManagement><dependencies>%s</dependencies></dependencyManagement></project>
                """.formatted(dependency("org.lib:core:${core.version}", ""));
        String child = """
                <project><modelVersion>4.0.0</modelVersion><parent><groupId>g</groupId><artifactId>parent</artifactId>
                <version>1</version></parent><artifactId>child</artifactId><dependencies>
                <dependency><groupId>org.lib</groupId><artifactId>core</artifactId></dependency></dependencies></project>
                """;
        Resolved resolved = resolve(Map.of("pom.xml", parent, "child/pom.xml", child));
        assertThat(resolved.jars()).extracting(Jar::coordinates).containsExactly("org.lib:core:1.0");
        assertThat(resolved.release()).isEqualTo(17);
    }

    @Test
    void modulesOfTheRepositoryAreNotDependencies() {
        Resolved resolved = resolve(Map.of("a/pom.xml", app(dependency("g:b:1", "")), "b/pom.xml", pom("g:b:1", "")));
        assertThat(resolved.jars()).isEmpty();
        assertThat(resolved.unresolved()).isEmpty();
    }

    @Test
    void whatCannotBeHadIsListedAndTheRestIsFound() {
        Resolved resolved = resolve(Map.of(
                "pom.xml",
                app(dependency("no.such:thing:9", "") + dependency("org.lib:core:1.0", "")),
                "broken/pom.xml",
                "<project><modelVersion>4.0.0"));
        assertThat(resolved.jars()).extracting(Jar::coordinates).containsExactly("org.lib:core:1.0");
        assertThat(resolved.unresolved())
                .anyMatch(line -> line.contains("no.such:thing"))
                .anyMatch(line -> line.startsWith("broken/pom.xml"));
    }

    @Test
    void aBuildFileCannotMakeUsAskItsOwnRepositoriesOrReadThisMachine() {
        new PublishedLibraries(folder.resolve("theirs")).library("evil:jar:1");
        Path secret = folder.resolve("theirs/remote");
        String pom = """
                <project><modelVersion>4.0.0</modelVersion><groupId>g</groupId><artifactId>a</artifactId>
                <version>1</version>
                <repositories><repository><id>theirs</id><url>%s</url></repository></repositories>
                <build><extensions><extension><groupId>evil</groupId><artifactId>extension</artifactId>
                <version>1</version></extension></extensions></build>
                <profiles><profile><id>p</id><activation><file><exists>%s</exists></file></activation>
                <dependencies>%s</dependencies></profile></profiles>
                <dependencies>%s%s%s</dependencies></project>
                """.formatted(
                        secret.toUri(),
                        secret,
                        dependency("org.lib:core:1.0", ""),
                        dependency("evil:jar:1", ""),
                        dependency("x:y:${env.PATH}", ""),
                        dependency("s:t:1", "<scope>system</scope><systemPath>/etc/passwd</systemPath>"));
        Resolved resolved = resolve(Map.of("pom.xml", pom));
        assertThat(resolved.jars()).isEmpty();
        assertThat(resolved.unresolved())
                .anyMatch(line -> line.contains("theirs"))
                .anyMatch(line -> line.contains("evil:jar"))
                .anyMatch(line -> line.contains("extension"))
                .anyMatch(line -> line.contains("systemPath"))
                .anyMatch(line -> line.contains("x:y") && line.contains("${env.PATH}"));
    }

    @Test
    void aClassPathIsFoundAgainByAnotherProcessAndOnlyWithTheSameContent() {
        Resolved resolved = resolve(Map.of("pom.xml", app(dependency("org.lib:core:1.0", ""))));
        Jar jar = resolved.jars().getFirst();
        MavenDependencies elsewhere =
                new MavenDependencies(List.of(folder.resolve("remote").toUri()), folder.resolve("other"));
        assertThat(elsewhere.classPath(context(jar.coordinates(), jar.sha256())))
                .hasSize(1);
        assertThat(elsewhere.classPath(context(jar.coordinates(), "0".repeat(64))))
                .isEmpty();
    }

    @Test
    void theReleaseIsTheHighestAnyBuildFileNamesWithinBounds() {
        assertThat(resolve(Map.of("pom.xml", app(""))).release()).isEqualTo(25);
        assertThat(release("<maven.compiler.source>1.8</maven.compiler.source>"))
                .isEqualTo(8);
        assertThat(release("<maven.compiler.source>1.5</maven.compiler.source>"))
                .isEqualTo(8);
        assertThat(release("<maven.compiler.release>21</maven.compiler.release>"))
                .isEqualTo(21);
    }

    private int release(String properties) {
        return resolve(Map.of("pom.xml", """
                <project><modelVersion>4.0.0</modelVersion><groupId>g</groupId><artifactId>a</artifactId>
                <version>1</version><properties>%s</properties></project>
                """.formatted(properties))).release();
    }

    private Resolved resolve(Map<String, String> poms) {
        return dependencies.resolve(bytes(poms), () -> false);
    }

    private static Map<String, byte[]> bytes(Map<String, String> texts) {
        Map<String, byte[]> bytes = new TreeMap<>();
        texts.forEach((path, text) -> bytes.put(path, text.getBytes(StandardCharsets.UTF_8)));
        return bytes;
    }

    @Test
    void anAnswerIsKnownForAWhileAndAsLongAsItsJarsAreThere() throws IOException {
        AtomicLong now = new AtomicLong();
        MavenDependencies patient = new MavenDependencies(
                List.of(folder.resolve("remote").toUri()), folder.resolve("local"), now::get, Duration.ofDays(1));
        Map<String, byte[]> poms = bytes(Map.of("pom.xml", app(dependency("org.lib:core:1.0", ""))));
        Resolved first = patient.resolve(poms, () -> false);
        assertThat(patient.resolve(poms, () -> false)).isSameAs(first);
        assertThat(patient.resolve(bytes(Map.of("pom.xml", app(""))), () -> false)
                        .jars())
                .isEmpty();

        now.addAndGet(Duration.ofHours(2).toNanos());
        Resolved later = patient.resolve(poms, () -> false);
        assertThat(later).isNotSameAs(first).isEqualTo(first);

        Files.delete(later.jars().getFirst().path());
        assertThat(patient.resolve(poms, () -> false)).isNotSameAs(later);
    }

    @Test
    void anAnswerThatLacksSomethingIsSoonAskedForAnew() {
        AtomicLong now = new AtomicLong();
        MavenDependencies patient = new MavenDependencies(
                List.of(folder.resolve("remote").toUri()), folder.resolve("local"), now::get, Duration.ofDays(1));
        Map<String, byte[]> poms = bytes(Map.of("pom.xml", app(dependency("no.such:thing:1", ""))));
        Resolved first = patient.resolve(poms, () -> false);
        assertThat(patient.resolve(poms, () -> false)).isSameAs(first);
        now.addAndGet(Duration.ofMinutes(5).toNanos());
        assertThat(patient.resolve(poms, () -> false)).isNotSameAs(first);
    }

    private static String app(String dependencies) {
        return pom("g:app:1", "<dependencies>" + dependencies + "</dependencies>");
    }

    private static CompileContext context(String coordinates, String sha256) {
        return new CompileContext(25, List.of(new CompileContext.Jar(coordinates, sha256)), List.of(), List.of());
    }
}
