package dev.refactory.index.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.refactory.kit.json.Json;
import dev.refactory.kit.problem.ErrorCode;
import dev.refactory.kit.problem.RefactoryException;
import dev.refactory.testkit.Seeds;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class IgnoreRulesTest {
    private static final List<String> NAMES = List.of(
            "a",
            "b",
            "c",
            "A",
            "ab",
            "aB",
            "Foo.java",
            "foo.class",
            "build",
            "Build",
            ".hidden",
            ".a",
            "..a",
            "a.",
            "x y",
            "\u00e4",
            "a\u0308",
            "\u00c4",
            "\ud83d\ude00",
            "#c",
            "!d",
            "[e]",
            "f\\g",
            "h ",
            " i",
            "*",
            "?",
            "**",
            "-",
            "^",
            "]",
            "1",
            "z9",
            "tab\t",
            "cr\r",
            "~",
            "$x",
            "\\");
    private static final List<String> PARTS = List.of(
            "*",
            "**",
            "***",
            "?",
            "??",
            "/",
            "/",
            "/",
            "//",
            "**/",
            "/**",
            "/**/",
            "**/**",
            "*/",
            "/*",
            "a**",
            "**a",
            "**/*",
            ".*",
            "*.*",
            "..",
            ".",
            "a",
            "b",
            "ab",
            "A",
            "foo",
            "Foo",
            ".java",
            "*.class",
            "build",
            "[a-b]",
            "[a-z]",
            "[A-Z]",
            "[b-a]",
            "[!a]",
            "[!a-y]",
            "[^b]",
            "[^a-y]",
            "[[:alpha:]]",
            "[[:upper:]]",
            "[[:lower:]]",
            "[[:digit:]]",
            "[[:alnum:]]",
            "[[:space:]]",
            "[[:blank:]]",
            "[[:punct:]]",
            "[[:cntrl:]]",
            "[[:graph:]]",
            "[[:print:]]",
            "[[:xdigit:]]",
            "[![:alpha:]]",
            "[[:alpha:]-z]",
            "[a-[:digit:]]",
            "[[:nonsense:]]",
            "[[:alpha]",
            "[[:]",
            "[[:]]",
            "[[a]",
            "[]e]",
            "[!]]",
            "[^]e]",
            "[]-a]",
            "[e",
            "[",
            "]",
            "[]",
            "[!]",
            "[^]",
            "[a-]",
            "[-a]",
            "[--0]",
            "[a\\-z]",
            "[\\]e]",
            "[\\a-\\c]",
            "[\\\\]",
            "[a/b]",
            "[!/]",
            "[.-0]",
            "[*]",
            "[?]",
            "[\u00e4]",
            "[\u00e0-\u00ff]",
            "\\",
            "\\\\",
            "\\#",
            "\\!",
            "\\ ",
            "\\*",
            "\\?",
            "\\[",
            "\\a",
            "\\/",
            "\\\u00e4",
            "!",
            "!!",
            "#",
            " ",
            "  ",
            "\t",
            "\r",
            "\f",
            "\u00e4",
            "a\u0308",
            "x y",
            "-",
            "^",
            "\ufeff",
            "\u0000");
    private static final List<String> ENDS = List.of(
            "\n", "\n", "\n", "\n", "\r\n", "\r\n", " \n", "  \r\n", "\\ \n", "\\\n", "\t\n", "\r\r\n", "/\n", "/ \n",
            "/\r\n", "\n\n", "\n#a\n", "");

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
    void aLineLongerThanAnyPathIsRefused() {
        assertThat(ignored("a".repeat(4_096), "a")).isFalse();
        assertThatThrownBy(() -> ignored("b\n" + "*".repeat(4_097), "a"))
                .isInstanceOfSatisfying(RefactoryException.class, e -> {
                    assertThat(e.code()).isEqualTo(ErrorCode.LIMIT_EXCEEDED);
                    assertThat(e.subject()).isEqualTo(".sparkignore");
                });
    }

    @Test
    void verdictsEqualThoseOfGitCheckIgnore() throws IOException {
        GitFixture git = GitFixture.init(temp.resolve("git"));
        int[] asked = new int[2];
        int ran = Seeds.forEach(200, seed -> {
            try {
                compareWithGit(git, seed, asked);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        assertThat(asked[1])
                .as("ignored of %d paths under %d seeds: rules that say something", asked[0], ran)
                .isBetween(asked[0] / 20, asked[0] * 19 / 20);
    }

    /// Only ignore files are there: what Git is asked about need not be.
    /// @param counts of paths, and of ignored ones
    private void compareWithGit(GitFixture git, long seed, int[] counts) throws IOException {
        RandomGenerator random = Seeds.random(seed);
        Path tree = Files.createDirectories(temp.resolve("tree" + seed));
        Set<String> paths = new TreeSet<>();
        Set<String> directories = new TreeSet<>(Set.of(""));
        for (int i = 0; i < 150; i++) {
            StringBuilder path = new StringBuilder();
            for (int depth = random.nextInt(5); depth > 0; depth--) {
                path.append(name(random)).append('/');
                directories.add(path.toString());
            }
            paths.add(path + name(random));
        }
        Map<String, byte[]> files = new TreeMap<>();
        for (String directory : directories) {
            if (directory.isEmpty() || random.nextInt(12) == 0) {
                byte[] rules = rules(random, paths);
                Files.createDirectories(tree.resolve(directory));
                Files.write(tree.resolve(directory + ".gitignore"), rules);
                files.put(directory, rules);
            }
        }
        // A directory is no file.
        paths.removeIf(path -> directories.contains(path + "/"));
        byte[] asked = String.join("\0", paths).getBytes(StandardCharsets.UTF_8);
        GitFixture.Result answer =
                git.tryGit(asked, "--work-tree=" + tree, "check-ignore", "--no-index", "-z", "--stdin");
        assertThat(answer.exitCode())
                .as(new String(answer.errors(), StandardCharsets.UTF_8))
                .isIn(0, 1);
        Set<String> expected =
                new TreeSet<>(Arrays.asList(new String(answer.output(), StandardCharsets.UTF_8).split("\0")));
        expected.remove("");

        counts[0] += paths.size();
        counts[1] += expected.size();
        IgnoreRules ours = new IgnoreRules(files);
        Set<String> actual = new TreeSet<>(paths);
        actual.removeIf(path -> !ours.ignored(path));
        if (!actual.equals(expected)) {
            throw new AssertionError(difference(expected, actual, files));
        }
        try (Stream<Path> all = Files.walk(tree)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }

    private static String difference(Set<String> git, Set<String> ours, Map<String, byte[]> files) {
        Set<String> onlyGit = new TreeSet<>(git);
        onlyGit.removeAll(ours);
        Set<String> onlyOurs = new TreeSet<>(ours);
        onlyOurs.removeAll(git);
        StringBuilder shown =
                new StringBuilder("git alone ignores " + onlyGit + ", we alone ignore " + onlyOurs + " under");
        files.forEach((directory, rules) -> shown.append("\n")
                .append(directory)
                .append(": ")
                .append(Json.write(Json.object().put("rules", new String(rules, StandardCharsets.UTF_8)))));
        return shown.toString();
    }

    private static String name(RandomGenerator random) {
        return NAMES.get(random.nextInt(NAMES.size()));
    }

    private static byte[] rules(RandomGenerator random, Set<String> paths) {
        List<String> known = List.copyOf(paths);
        StringBuilder rules = new StringBuilder(random.nextInt(20) == 0 ? "\ufeff" : "");
        int lines = 1 + random.nextInt(8);
        for (int i = 0; i < lines; i++) {
            if (random.nextInt(4) == 0) {
                rules.append('!');
            }
            if (random.nextInt(5) == 0) {
                rules.append('/');
            }
            rules.append(
                    random.nextInt(3) == 0 ? mutated(known.get(random.nextInt(known.size())), random) : made(random));
            rules.append(ENDS.get(random.nextInt(ENDS.size())));
        }
        return rules.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String made(RandomGenerator random) {
        StringBuilder pattern = new StringBuilder();
        for (int parts = 1 + random.nextInt(5); parts > 0; parts--) {
            pattern.append(random.nextInt(3) == 0 ? name(random) : PARTS.get(random.nextInt(PARTS.size())));
        }
        return pattern.toString();
    }

    /// A pattern that nearly is a path: some characters are replaced by what may stand for them, or
    /// by something else.
    private static String mutated(String path, RandomGenerator random) {
        StringBuilder pattern = new StringBuilder();
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            pattern.append(
                    switch (random.nextInt(12)) {
                        case 0 -> PARTS.get(random.nextInt(PARTS.size()));
                        case 1 -> "*";
                        case 2 -> "?";
                        case 3 -> "\\" + c;
                        case 4 -> "[" + c + "]";
                        default -> String.valueOf(c);
                    });
        }
        return pattern.toString();
    }
}
