package dev.refactory.index.dependency;

import static org.assertj.core.api.Assertions.assertThat;

import dev.refactory.graph.store.SnapshotSummary.CompileContext;
import dev.refactory.index.dependency.Dependencies.Jar;
import dev.refactory.index.dependency.Dependencies.Resolved;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MavenDependenciesTest {
    @TempDir
    Path folder;

    private MavenDependencies dependencies;

    @BeforeEach
    void aRepositoryOnDisk() throws IOException {
        publish("org.lib", "core", "1.0", "");
        publish("org.lib", "extra", "2.0", dependency("org.lib", "core", "1.0", ""));
        dependencies = new MavenDependencies(List.of(folder.resolve("remote").toUri()), folder.resolve("local"));
    }

    @Test
    void directAndTransitiveJarsAreFoundWithTheirHashes() {
        Resolved resolved = resolve(Map.of("pom.xml", pom("app", dependency("org.lib", "extra", "2.0", ""))));
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
        Map<String, byte[]> poms = Map.of(
                "pom.xml", pom("app", dependency("org.lib", "extra", "2.0", "")).getBytes(StandardCharsets.UTF_8));
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
                """.formatted(dependency("org.lib", "core", "${core.version}", ""));
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
        Resolved resolved =
                resolve(Map.of("a/pom.xml", pom("a", dependency("g", "b", "1", "")), "b/pom.xml", pom("b", "")));
        assertThat(resolved.jars()).isEmpty();
        assertThat(resolved.unresolved()).isEmpty();
    }

    @Test
    void whatCannotBeHadIsListedAndTheRestIsFound() {
        Resolved resolved = resolve(Map.of(
                "pom.xml",
                pom("app", dependency("no.such", "thing", "9", "") + dependency("org.lib", "core", "1.0", "")),
                "broken/pom.xml",
                "<project><modelVersion>4.0.0"));
        assertThat(resolved.jars()).extracting(Jar::coordinates).containsExactly("org.lib:core:1.0");
        assertThat(resolved.unresolved())
                .anyMatch(line -> line.contains("no.such:thing"))
                .anyMatch(line -> line.startsWith("broken/pom.xml"));
    }

    @Test
    void aBuildFileCannotMakeUsAskItsOwnRepositoriesOrReadThisMachine() throws IOException {
        Path secret = Files.createDirectories(folder.resolve("theirs"));
        publishTo(secret, "evil", "jar", "1", "");
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
                        dependency("org.lib", "core", "1.0", ""),
                        dependency("evil", "jar", "1", ""),
                        dependency("x", "y", "${env.PATH}", ""),
                        dependency("s", "t", "1", "<scope>system</scope><systemPath>/etc/passwd</systemPath>"));
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
        Resolved resolved = resolve(Map.of("pom.xml", pom("app", dependency("org.lib", "core", "1.0", ""))));
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
        assertThat(resolve(Map.of("pom.xml", pom("a", ""))).release()).isEqualTo(25);
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
        Map<String, byte[]> bytes = new java.util.TreeMap<>();
        poms.forEach((path, text) -> bytes.put(path, text.getBytes(StandardCharsets.UTF_8)));
        return dependencies.resolve(bytes, () -> false);
    }

    private static CompileContext context(String coordinates, String sha256) {
        return new CompileContext(25, List.of(new CompileContext.Jar(coordinates, sha256)), List.of(), List.of());
    }

    private static String pom(String artifact, String dependencies) {
        return """
                <project><modelVersion>4.0.0</modelVersion><groupId>g</groupId><artifactId>%s</artifactId>
                <version>1</version><dependencies>%s</dependencies></project>
                """.formatted(artifact, dependencies);
    }

    private static String dependency(String group, String artifact, String version, String more) {
        return "<dependency><groupId>%s</groupId><artifactId>%s</artifactId><version>%s</version>%s</dependency>"
                .formatted(group, artifact, version, more);
    }

    private void publish(String group, String artifact, String version, String dependencies) throws IOException {
        publishTo(folder.resolve("remote"), group, artifact, version, dependencies);
    }

    private static void publishTo(Path remote, String group, String artifact, String version, String dependencies)
            throws IOException {
        Path place = Files.createDirectories(
                remote.resolve(group.replace('.', '/')).resolve(artifact).resolve(version));
        write(place.resolve(artifact + "-" + version + ".jar"), "content of " + artifact);
        write(place.resolve(artifact + "-" + version + ".pom"), """
                <project><modelVersion>4.0.0</modelVersion><groupId>%s</groupId><artifactId>%s</artifactId>
                <version>%s</version><dependencies>%s</dependencies></project>
                """.formatted(group, artifact, version, dependencies));
    }

    /// A file with its checksum beside it, without which nothing is accepted.
    private static void write(Path file, String text) throws IOException {
        Files.writeString(file, text);
        try {
            byte[] sha1 = MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.UTF_8));
            Files.writeString(Path.of(file + ".sha1"), HexFormat.of().formatHex(sha1));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
