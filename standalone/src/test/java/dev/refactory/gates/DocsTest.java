package dev.refactory.gates;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Every class and path that a document names exists.
class DocsTest {
    private static final Pattern CODE = Pattern.compile("`([^`\n]+)`");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)(#[^)]*)?\\)");
    private static final Pattern TYPE_NAME = Pattern.compile("[A-Z][a-z0-9]+(?:[A-Z][a-z0-9]*)+");
    private static final Pattern PATH =
            Pattern.compile("[a-z0-9_.-]+(?:/[A-Za-z0-9_.*-]+)+/?|[A-Z]+\\.md|[a-z-]+\\.(?:xml|yml|yaml)");

    /// Names of others that look like types of ours.
    private static final Set<String> FOREIGN =
            Set.of("KafkaShareConsumer", "GitHub", "GitLab", "SymbolRole", "JavaParser");

    @Test
    void everyTypeNamedInADocumentExists() throws IOException {
        Set<String> types = new HashSet<>();
        for (Path file : Project.javaFiles()) {
            Matcher declared = Pattern.compile("\\b(?:class|interface|record|enum|@interface) +([A-Z]\\w*)")
                    .matcher(Project.read(file));
            while (declared.find()) {
                types.add(declared.group(1));
            }
        }
        TreeSet<String> unknown = new TreeSet<>();
        for (Path document : documents()) {
            for (String code : codeSpans(document)) {
                String name = code.replaceAll("[#.(<].*", "");
                if (TYPE_NAME.matcher(name).matches() && !types.contains(name) && !FOREIGN.contains(name)) {
                    unknown.add(relative(document) + ": " + code);
                }
            }
        }
        assertThat(unknown).isEmpty();
    }

    @Test
    void everyPathNamedInADocumentExists() throws IOException {
        TreeSet<String> missing = new TreeSet<>();
        for (Path document : documents()) {
            List<String> paths = new ArrayList<>(codeSpans(document).stream()
                    .filter(code -> PATH.matcher(code).matches() && looksLikeOurs(code))
                    .toList());
            Matcher link = LINK.matcher(Project.read(document));
            while (link.find()) {
                paths.add(link.group(1));
            }
            for (String path : paths) {
                String fixed = path.replaceAll("/?\\*.*", "");
                boolean exists = Files.exists(Project.ROOT.resolve(fixed))
                        || Files.exists(document.resolveSibling(fixed))
                        || fixed.isEmpty();
                if (!exists) {
                    missing.add(relative(document) + ": " + path);
                }
            }
        }
        assertThat(missing).isEmpty();
    }

    @Test
    void everyModuleHasAReadmeThatNamesThreeClassesToReadFirst() {
        for (String module : Project.modules()) {
            Path readme = Project.ROOT.resolve(module).resolve("README.md");
            assertThat(Files.exists(readme)).as("%s/README.md exists", module).isTrue();
            assertThat(Project.read(readme)).as("%s/README.md", module).containsIgnoringCase("read first");
        }
    }

    @Test
    void theReadmeIsShortAndNamesTheTwoCommands() {
        List<String> readme = Project.lines(Project.ROOT.resolve("README.md"));
        assertThat(readme).hasSizeLessThanOrEqualTo(100);
        assertThat(String.join("\n", readme)).contains("./refactory demo").contains("./mvnw verify");
    }

    /// Paths are ours when their first part is a file or folder of the project's root; others belong to users'
    /// repositories.
    private static boolean looksLikeOurs(String code) {
        String first = code.split("/")[0];
        return Project.modules().contains(first)
                || first.equals("docs")
                || first.equals("benchmarks")
                || first.equals("bin")
                || first.endsWith(".md");
    }

    private static List<Path> documents() throws IOException {
        try (Stream<Path> walk = Files.walk(Project.ROOT)) {
            return walk.filter(file -> file.toString().endsWith(".md"))
                    .filter(file -> !file.toString().contains("/target/"))
                    .filter(file -> !file.toString().contains("/node_modules/"))
                    .sorted()
                    .toList();
        }
    }

    private static List<String> codeSpans(Path document) {
        List<String> spans = new ArrayList<>();
        String text = Project.read(document).replaceAll("(?s)```.*?```", "");
        Matcher code = CODE.matcher(text);
        while (code.find()) {
            spans.add(code.group(1).strip());
        }
        return spans;
    }

    private static String relative(Path document) {
        return Project.ROOT.relativize(document).toString();
    }
}
