package dev.refactory.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The shell launcher, in a copy of the project's root that holds nothing else, with a `java` that
/// writes down how it was called.
class LauncherTest {
    private static final Path PROJECT = projectRoot();

    @TempDir
    Path directory;

    private Path root;

    private static Path projectRoot() {
        Path at = Path.of("").toAbsolutePath();
        while (at != null && !Files.exists(at.resolve("refactory"))) {
            at = at.getParent();
        }
        return Stream.ofNullable(at).findFirst().orElseThrow();
    }

    @BeforeEach
    void copy() throws IOException {
        root = Files.createDirectories(directory.resolve("a root"));
        Files.copy(PROJECT.resolve("refactory"), root.resolve("refactory"));
        Files.createDirectories(root.resolve("bin"));
        script(root.resolve("bin/find-jdk"), "echo '" + directory.resolve("jdk") + "'");
        Files.createDirectories(directory.resolve("jdk/bin"));
        script(directory.resolve("jdk/bin/java"), "for word in \"$@\"; do echo \"[$word]\"; done");
        Files.createDirectories(root.resolve("standalone/target/app"));
        Path built = Files.createFile(root.resolve("standalone/target/app/built"));
        Files.setLastModifiedTime(built, FileTime.fromMillis(1_000_000_000_000L));
    }

    private static void script(Path file, String body) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + body + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private record Ran(int code, String output) {}

    private Ran run(Map<String, String> environment, Path workingDirectory, String... command)
            throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(workingDirectory.toFile()).redirectErrorStream(true);
        builder.environment().keySet().retainAll(List.of("PATH"));
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ran(process.waitFor(), output);
    }

    @Test
    void itIsAShellScript() throws Exception {
        assertThat(run(Map.of(), PROJECT, "sh", "-n", "refactory")).isEqualTo(new Ran(0, ""));
    }

    @Test
    void withoutAJdkItSaysHowToGetOne() throws Exception {
        Path tools = Files.createDirectories(directory.resolve("tools"));
        for (String tool : List.of("cat", "dirname", "readlink", "sed")) {
            Path real = Stream.of("/bin", "/usr/bin")
                    .map(bin -> Path.of(bin, tool))
                    .filter(Files::exists)
                    .findFirst()
                    .orElseThrow();
            script(tools.resolve(tool), "exec " + real + " \"$@\"");
        }
        String finder =
                Files.readString(PROJECT.resolve("bin/find-jdk")).replaceAll("/usr/lib/jvm/\\*.*", "/none \\\\");
        Files.writeString(root.resolve("bin/find-jdk"), finder);
        Ran ran = run(
                Map.of("PATH", tools.toString(), "HOME", "/none"),
                directory,
                root.resolve("refactory").toString(),
                "jobs");
        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.output()).contains("needs a JDK of version 25 or newer", "REFACTORY_JAVA_HOME=");
    }

    @Test
    void itWorksFromAnywhereThroughLinksAndHandsWordsOverAsTheyAre() throws Exception {
        Path links = Files.createDirectories(directory.resolve("links"));
        Files.createSymbolicLink(links.resolve("one"), Path.of("..", "a root", "refactory"));
        Files.createSymbolicLink(links.resolve("two"), links.resolve("one"));
        Ran ran = run(Map.of(), directory, links.resolve("two").toString(), "submit", "a b", "-p", "x=*");

        assertThat(ran.code()).isZero();
        assertThat(ran.output())
                .contains("[" + root.toRealPath() + "/standalone/target/app/lib/*]\n[dev.refactory.roles.Main]\n")
                .endsWith("[submit]\n[a b]\n[-p]\n[x=*]\n")
                .contains("[-Drefactory.terminals=]", "[-XX:TieredStopAtLevel=1]");
    }

    @Test
    void clientsStartFastAndServersGetTheirLimits() throws Exception {
        String command = root.resolve("refactory").toString();
        assertThat(run(Map.of(), directory, command, "--debug", "up").output())
                .contains("-Xmx", "[--sun-misc-unsafe-memory-access=allow]", "java.base/sun.nio.ch=ALL-UNNAMED")
                .doesNotContain("TieredStopAtLevel", "SharedArchiveFile");
        assertThat(run(Map.of("REFACTORY_JAVA_OPTS", "-Xmx3g -Da=b"), directory, command, "worker")
                        .output())
                .contains("MaxRAMPercentage", "[-Xmx3g]\n[-Da=b]\n");
        assertThat(run(Map.of(), directory, command, "jobs").output())
                .contains("client.jsa]", "AutoCreateSharedArchive");
    }

    @Test
    void itBuildsOnceAndAgainWhenASourceIsNewer() throws Exception {
        String command = root.resolve("refactory").toString();
        Files.createFile(root.resolve("pom.xml"));
        script(root.resolve("mvnw"), "echo built >>\"$(dirname \"$0\")/builds\"; mkdir -p standalone/target/app/lib");

        assertThat(run(Map.of(), directory, command, "jobs").output()).startsWith("Building Refactory, once");
        assertThat(run(Map.of(), directory, command, "jobs").output()).doesNotContain("Building");
        Path source = Files.createDirectories(root.resolve("worker/src/main")).resolve("New.java");
        Files.createFile(source);
        Files.setLastModifiedTime(source, FileTime.fromMillis(4_000_000_000_000L));
        assertThat(run(Map.of(), directory, command, "jobs").output()).startsWith("Building Refactory");
        assertThat(root.resolve("builds")).hasContent("built\nbuilt");
    }

    @Test
    void aBuildThatFailsShowsWhyAndStartsNothing() throws Exception {
        Files.createFile(root.resolve("pom.xml"));
        script(root.resolve("mvnw"), "echo '[ERROR] no such artifact'; exit 1");
        Ran ran = run(Map.of(), directory, root.resolve("refactory").toString(), "jobs");
        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.output())
                .contains("[ERROR] no such artifact", "could not be built", "target/build.log")
                .doesNotContain("dev.refactory.roles.Main");
    }
}
