package dev.refactory.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.refactory.client.Git;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoRepositoryTest {
    private static final DemoLibrary LIBRARY =
            new DemoLibrary("com.acme:acme:1.0", "Acme 1.0", List.of("org.slf4j:slf4j-api:2.0.17"), 17, 1_700_000_000L);

    @TempDir
    Path directory;

    private Path archive(Map<String, String> entries) throws IOException {
        Path archive = Files.createTempFile(directory, "acme", "-sources.jar");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(archive))) {
            for (Map.Entry<String, String> entry : new TreeMap<>(entries).entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue().getBytes(StandardCharsets.UTF_8));
            }
        }
        return archive;
    }

    private Path acme() throws IOException {
        return archive(Map.of(
                "com/acme/A.java", "package com.acme;\r\nclass A {}\n",
                "com/acme/a.properties", "a=b\n",
                "module-info.java", "module acme {}\n",
                "META-INF/MANIFEST.MF", "Manifest-Version: 1.0\n",
                "META-INF/LICENSE", "Free.\n"));
    }

    @Test
    void theSameLibraryIsTheSameCommitEverywhere() throws IOException {
        Path archive = acme();
        var first = new DemoRepository(coordinates -> archive).below(directory.resolve("one"), LIBRARY);
        var second = new DemoRepository(coordinates -> archive).below(directory.resolve("two"), LIBRARY);

        assertThat(second.commit()).isEqualTo(first.commit()).hasSize(40);
        assertThat(first.files()).isEqualTo(2);
        assertThat(first.lines()).isEqualTo(3);
        Git git = new Git(first.path());
        assertThat(git.must("ls-files").lines())
                .containsExactly(
                        "LICENSE",
                        "pom.xml",
                        "src/main/java/com/acme/A.java",
                        "src/main/java9/module-info.java",
                        "src/main/resources/com/acme/a.properties");
        assertThat(git.must("log", "-1", "--format=%an %at")).isEqualTo("Refactory demo 1700000000\n");
        assertThat(git.must("show", "HEAD:src/main/java/com/acme/A.java")).contains("acme;\r\n");
        assertThat(first.path().resolve("pom.xml"))
                .content()
                .contains("<artifactId>slf4j-api</artifactId>", "<maven.compiler.release>17<");
    }

    @Test
    void aWholeRepositoryIsUsedAgainAndABrokenOneMadeAnew() throws IOException {
        Path archive = acme();
        var made = new DemoRepository(coordinates -> archive).below(directory.resolve("one"), LIBRARY);
        var again = new DemoRepository(coordinates -> {
                    throw new IllegalStateException("fetched again");
                })
                .below(directory.resolve("one"), LIBRARY);
        assertThat(again).isEqualTo(made);

        Files.writeString(made.path().resolve("pom.xml"), "broken");
        assertThat(new DemoRepository(coordinates -> archive).below(directory.resolve("one"), LIBRARY))
                .isEqualTo(made);
        assertThat(made.path().resolve("pom.xml")).content().startsWith("<?xml");
        try (var left = Files.list(directory.resolve("one"))) {
            assertThat(left).containsExactly(made.path());
        }
    }

    @Test
    void anArchiveThatWouldWriteElsewhereIsNotUsed() throws IOException {
        Path archive = archive(Map.of("../../../../escaped.java", "class X {}"));
        assertThatThrownBy(() -> new DemoRepository(coordinates -> archive).below(directory.resolve("one"), LIBRARY))
                .isInstanceOf(UncheckedIOException.class)
                .hasRootCauseMessage("Not an archive of sources: " + archive);
        assertThat(directory.resolve("escaped.java")).doesNotExist();
    }
}
