package dev.refactory.index.dependency.gradle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whatever a build file holds, it is read to its end, in bounded time.
class GradleFuzzTest {
    private static final int SEEDS = Integer.getInteger("seeds", 300);
    /// As large as a file may be that the indexer reads: `-Dlong=1048576`.
    private static final int LONG = Integer.getInteger("long", 200_000);

    private static final List<String> PIECES = List.of(
            "dependencies",
            "{",
            "}",
            "(",
            ")",
            "[",
            "]",
            "\n",
            ";",
            "'",
            "\"",
            "\"\"\"",
            "$",
            "${",
            "implementation ",
            "'lib:core:1.0'",
            "\"lib:core:$v\"",
            "def v = ",
            "val ",
            "by extra(",
            "ext",
            ".",
            ",",
            "=",
            "+",
            "+=",
            ":",
            "project(':a')",
            "subprojects",
            "allprojects",
            "configure",
            "include ",
            "plugins",
            "id 'java'",
            "apply plugin: ",
            "apply from: 'build.gradle'",
            "sourceSets",
            "main",
            "java",
            "srcDirs",
            "libs.a.b",
            "/*",
            "*/",
            "//",
            "/",
            "\\",
            "<",
            ">",
            "?",
            "?:",
            "if (x)",
            "as String",
            "configurations",
            "extendsFrom",
            "exclude group: ",
            "testing",
            "suites",
            "options.release",
            "17",
            "1.8",
            "tasks",
            "platform",
            "constraints",
            "buildscript",
            "\0",
            "\u00e9",
            "`",
            "new File(",
            "rootProject",
            "ext['",
            "repositories",
            "maven",
            "url ",
            "->",
            "it",
            "all",
            "*");

    @Test
    void anyBytesAreReadToTheirEnd() {
        for (int seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            byte[] bytes = new byte[random.nextInt(2_000)];
            random.nextBytes(bytes);
            read(seed, bytes);
        }
    }

    @Test
    void anyOrderOfKnownPiecesIsReadToItsEnd() {
        for (int seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(400); i > 0; i--) {
                text.append(PIECES.get(random.nextInt(PIECES.size()))).append(random.nextBoolean() ? " " : "");
            }
            read(seed, text.toString().getBytes(StandardCharsets.UTF_8));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "}",
                "(",
                "[",
                "{}",
                "dependencies{",
                "subprojects{",
                "allprojects{a=1\n",
                "'",
                "\"",
                "\"${",
                "${\"",
                "/",
                "//",
                "/*",
                "a.",
                "a+",
                "\"a\"+",
                "a?:",
                "`",
                "a<",
                "=",
                ",",
                "def a=1\n",
                "ext{",
                "\"\"\"",
                "$a",
                "\\\n",
                "implementation ",
                "implementation 'a:b:1'\n",
                "include ':a'\n",
                "project(':a').",
                "sourceSets{a{java{",
                "if(",
                "a[",
                "a['b']=1\n",
                "[a:",
                "(a=(",
                "x.y{",
                "exclude group:'a'\n",
                "\"$a$a\"+"
            })
    void muchOfAnythingIsRead(String piece) {
        byte[] bytes = piece.repeat(LONG / piece.length()).getBytes(StandardCharsets.UTF_8);
        assertTimeoutPreemptively(Duration.ofSeconds(30), () -> read(0, bytes));
        byte[] inside = ("dependencies {\n" + piece.repeat(LONG / piece.length())).getBytes(StandardCharsets.UTF_8);
        assertTimeoutPreemptively(Duration.ofSeconds(30), () -> read(0, inside));
    }

    @Test
    void whatIsNestedWithoutEndIsListedAndTheProjectIncomplete() {
        String text = "dependencies { implementation 'a:b:1' }\n" + "x {".repeat(200_000) + "}".repeat(200_000)
                + "\ndependencies { implementation 'c:d:1' }\n";
        GradleBuilds.Read read =
                GradleBuilds.read(Map.of("build.gradle", text.getBytes(StandardCharsets.UTF_8)), () -> false);
        assertThat(read.projects()).singleElement().satisfies(project -> {
            assertThat(project.wanted()).as("what is around it is read").hasSize(2);
            assertThat(project.complete()).isFalse();
        });
        assertThat(read.problems()).anyMatch(line -> line.startsWith("build.gradle: it is nested too deeply"));
    }

    @Test
    void textThatGrowsByItselfStaysSmall() {
        StringBuilder text = new StringBuilder("def a0 = 'lib:core:1.0'\n");
        for (int i = 1; i < 100; i++) {
            text.append("def a")
                    .append(i)
                    .append(" = \"$a")
                    .append(i - 1)
                    .append("$a")
                    .append(i - 1)
                    .append("\"\n");
        }
        text.append("dependencies { implementation a99 }");
        GradleBuilds.Read read = GradleBuilds.read(
                Map.of("build.gradle", text.toString().getBytes(StandardCharsets.UTF_8)), () -> false);
        assertThat(read.problems())
                .containsExactly("build.gradle:101: the dependency of implementation is not literal: a99");
    }

    @Test
    void aScriptThatAppliesItselfEnds() {
        GradleBuilds.Read read = GradleBuilds.read(
                Map.of("build.gradle", "apply from: 'build.gradle'".getBytes(StandardCharsets.UTF_8)), () -> false);
        assertThat(read.problems()).containsExactly("build.gradle: scripts apply each other without end");
    }

    @Test
    void aRootThatSpeaksForManyProjectsIsFollowedOnlySoFar() {
        StringBuilder settings = new StringBuilder();
        for (int i = 0; i < 2_000; i++) {
            settings.append("include 'p").append(i).append("'\n");
        }
        String root = "allprojects { allprojects { allprojects {\n"
                + "dependencies { implementation 'a:b:1' }\n".repeat(20_000) + "} } }";
        Map<String, byte[]> files = new TreeMap<>();
        files.put("settings.gradle", settings.toString().getBytes(StandardCharsets.UTF_8));
        files.put("build.gradle", root.getBytes(StandardCharsets.UTF_8));
        assertTimeoutPreemptively(Duration.ofSeconds(60), () -> {
            GradleBuilds.Read read = GradleBuilds.read(files, () -> false);
            assertThat(read.problems()).anyMatch(line -> line.contains("too much to follow"));
        });
    }

    private static void read(int seed, byte[] bytes) {
        Map<String, byte[]> files = new TreeMap<>();
        files.put("settings.gradle", bytes);
        files.put("build.gradle", bytes);
        files.put("a/build.gradle.kts", bytes);
        files.put("gradle.properties", bytes);
        files.put("gradle/libs.versions.toml", bytes);
        files.put("gradle.lockfile", bytes);
        try {
            GradleBuilds.read(files, () -> false);
        } catch (RuntimeException | StackOverflowError e) {
            throw new AssertionError("seed " + seed, e);
        }
    }
}
