package dev.refactory.index.git;

import static org.assertj.core.api.Assertions.assertThat;

import dev.refactory.testkit.Seeds;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class IgnoreRulesTest {
    private static final List<String> NAMES =
            List.of("a", "b", "ab", "Foo.java", "foo.class", "build", "x y", "\u00e4", "#c", "!d", "[e]", "f\\g", "h ");
    private static final List<String> PARTS = List.of(
            "*",
            "**",
            "?",
            "/",
            "/",
            "a",
            "b",
            "ab",
            "foo",
            ".java",
            "*.class",
            "build",
            "[a-b]",
            "[!a]",
            "[^b]",
            "[[:alpha:]]",
            "[]e]",
            "\\",
            "!",
            "#",
            " ",
            "\\ ",
            "\u00e4",
            "x y",
            "[",
            "]",
            "[e",
            "[\\]e]",
            "**/",
            "/**",
            "/**/",
            ".");

    @TempDir
    Path temp;

    private static boolean ignored(String rules, String path) {
        return new IgnoreRules(Map.of("", rules.getBytes(StandardCharsets.UTF_8))).ignored(path);
    }

    @Test
    void theUsualLinesMeanWhatTheyMeanToGit() {
        assertThat(ignored("*.class\n", "a/b/C.class")).isTrue();
        assertThat(ignored("/build/\n", "build/x")).isTrue();
        assertThat(ignored("/build/\n", "a/build/x")).isFalse();
        assertThat(ignored("build/\n", "build")).isFalse();
        assertThat(ignored("*\n!keep\n", "keep")).isFalse();
        assertThat(ignored("dir/\n!dir/keep\n", "dir/keep")).isTrue();
        assertThat(ignored("**/gen/**\n", "a/gen/b/c")).isTrue();
        assertThat(ignored("# not a rule\r\n\r\nx\r\n", "x")).isTrue();
        assertThat(ignored("\ufeffx\n", "x")).isTrue();
    }

    @Test
    void aDeeperFileOverrulesAHigherOne() {
        IgnoreRules rules = new IgnoreRules(Map.of(
                "", "*.gen\n".getBytes(StandardCharsets.UTF_8), "a/", "!*.gen\n".getBytes(StandardCharsets.UTF_8)));
        assertThat(rules.ignored("x.gen")).isTrue();
        assertThat(rules.ignored("a/x.gen")).isFalse();
    }

    @Test
    void aPatternMadeToBacktrackEndsSoon() {
        String pattern = "*a".repeat(200) + "*b";
        assertThat(ignored(pattern, "a".repeat(3_000))).isFalse();
        assertThat(ignored("**/".repeat(200) + "b", "a/".repeat(400) + "c")).isFalse();
    }

    @Test
    void verdictsEqualThoseOfGitCheckIgnore() {
        int ran = Seeds.forEach(40, seed -> {
            try {
                compareWithGit(seed);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        assertThat(ran).isPositive();
    }

    private void compareWithGit(long seed) throws IOException {
        RandomGenerator random = Seeds.random(seed);
        GitFixture work = GitFixture.init(temp.resolve("w" + seed));
        Set<String> paths = new TreeSet<>();
        for (int i = 0; i < 60; i++) {
            String path = name(random);
            for (int depth = random.nextInt(4); depth > 0; depth--) {
                path = name(random) + "/" + path;
            }
            Path file = work.directory().resolve(path);
            if (Files.exists(file) || Files.isRegularFile(file.getParent()) || blocked(work.directory(), file)) {
                continue;
            }
            work.file(path, "");
            paths.add(path);
        }
        Map<String, byte[]> files = new HashMap<>();
        for (String directory : List.of("", "a/", "build/")) {
            if (directory.isEmpty() || Files.isDirectory(work.directory().resolve(directory))) {
                byte[] rules = rules(random);
                work.file(directory + ".gitignore", rules);
                files.put(directory, rules);
            }
        }
        byte[] asked = String.join("\0", paths).getBytes(StandardCharsets.UTF_8);
        GitFixture.Result answer = work.tryGit(asked, "check-ignore", "--no-index", "-z", "--stdin");
        assertThat(answer.exitCode())
                .as(new String(answer.errors(), StandardCharsets.UTF_8))
                .isIn(0, 1);
        Set<String> expected =
                new TreeSet<>(Arrays.asList(new String(answer.output(), StandardCharsets.UTF_8).split("\0")));
        expected.remove("");

        IgnoreRules ours = new IgnoreRules(files);
        Set<String> actual = new TreeSet<>(paths);
        actual.removeIf(path -> !ours.ignored(path));
        String shown = files.entrySet().stream()
                .map(file -> file.getKey() + ": " + new String(file.getValue(), StandardCharsets.UTF_8))
                .toList()
                .toString();
        assertThat(actual).as(shown).isEqualTo(expected);
    }

    private static boolean blocked(Path root, Path file) {
        for (Path parent = file.getParent(); parent != null && !parent.equals(root); parent = parent.getParent()) {
            if (Files.isRegularFile(parent)) {
                return true;
            }
        }
        return false;
    }

    private static String name(RandomGenerator random) {
        return NAMES.get(random.nextInt(NAMES.size()));
    }

    private static byte[] rules(RandomGenerator random) {
        StringBuilder rules = new StringBuilder();
        int lines = 1 + random.nextInt(6);
        for (int i = 0; i < lines; i++) {
            int parts = 1 + random.nextInt(5);
            if (random.nextInt(4) == 0) {
                rules.append('!');
            }
            for (int j = 0; j < parts; j++) {
                rules.append(random.nextInt(3) == 0 ? name(random) : PARTS.get(random.nextInt(PARTS.size())));
            }
            rules.append(random.nextInt(4) == 0 ? " " : "").append(random.nextInt(4) == 0 ? "\r\n" : "\n");
        }
        return rules.toString().getBytes(StandardCharsets.UTF_8);
    }
}
