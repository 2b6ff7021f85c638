package dev.refactory.refactor.harness;

import dev.refactory.refactor.edit.LineIndex;
import dev.refactory.refactor.recipe.Dependencies;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A case as a text file holds it: a title after `#`, lines `name: value` with the recipe's
/// parameters and what to `expect`, then each file after `== path`, or `== path → new path` when it is
/// to be renamed, with `[crlf]` or `[bom]` behind it when it has Windows line ends or starts with a
/// byte order mark. In the files `«foo»` is a place that is to become the new name, and `«a→b»` one
/// that is to become `b`.
///
/// @param expect `changed`, `no-change`, `found` (nothing changes, the marks are all the findings and
///     `«a→b»` says that the message is `b`), `refused KIND` (by the plan), `verdict KIND` (by the
///     judge, after the edit), or `invalid PARAMETER` (before any plan); the middle two may name `path:line` too
/// @param warned `path:line` of every finding of a change, as the line `findings: …` gives them,
///     separated by commas
/// @param allowUnresolved from the line `allow_unresolved: true`
/// @param dependencies as the lines say that [TestDependencies] reads
/// @param marks `path:line:column message`, the message left out where the mark gives none
public record RecipeCase(
        String title,
        Map<String, String> parameters,
        String expect,
        SortedMap<String, String> before,
        SortedMap<String, String> after,
        SortedMap<String, String> fileRenames,
        List<String> marks,
        List<String> warned,
        boolean allowUnresolved,
        Dependencies dependencies) {
    private static final Path FOLDER = Path.of("src/test/resources/cases");
    private static final Pattern HEADER = Pattern.compile("== (\\S+)(?: → (\\S+))?(?: \\[crlf])?(?: \\[bom])?\\s*");
    private static final Pattern MARK = Pattern.compile("«([^«»→]*)(→[^«»]*)?»", Pattern.DOTALL);

    /// The tables of cases of a recipe: files named after it, or after it with a dash and a word.
    /// @param recipes the names of all, so that `a-b.txt` is not taken for a table of `a` when there
    ///     is an `a-b`
    public static List<Path> tables(String recipe, Collection<String> recipes) {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.filter(file -> recipe.equals(recipeOf(file, recipes)))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Tables that are nobody's.
    public static List<Path> strays(Collection<String> recipes) {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.filter(file -> recipeOf(file, recipes).isEmpty()).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String recipeOf(Path table, Collection<String> recipes) {
        String name = String.valueOf(table.getFileName());
        return recipes.stream()
                .filter(recipe -> name.equals(recipe + ".txt") || name.startsWith(recipe + "-"))
                .max(Comparator.comparingInt(String::length))
                .orElse("");
    }

    /// Every case of a file, in order. Cases are separated by lines of `----`.
    public static List<RecipeCase> read(Path file) {
        try {
            List<RecipeCase> cases = new ArrayList<>();
            for (String text : Files.readString(file).split("(?m)^----+\n", -1)) {
                if (!text.isBlank()) {
                    cases.add(parse(text));
                }
            }
            return cases;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static RecipeCase parse(String text) {
        String title = "";
        Map<String, String> parameters = new TreeMap<>();
        SortedMap<String, StringBuilder> files = new TreeMap<>();
        SortedMap<String, String> fileRenames = new TreeMap<>();
        TestDependencies dependencies = new TestDependencies();
        StringBuilder open = null;
        String newline = "\n";
        for (String line : text.split("\n", -1)) {
            Matcher header = HEADER.matcher(line);
            if (header.matches()) {
                open = new StringBuilder(line.contains("[bom]") ? "\uFEFF" : "");
                newline = line.contains("[crlf]") ? "\r\n" : "\n";
                files.put(header.group(1), open);
                if (header.group(2) != null) {
                    fileRenames.put(header.group(1), header.group(2));
                }
            } else if (open != null) {
                open.append(line).append(newline);
            } else if (line.startsWith("#")) {
                title = line.substring(1).strip();
            } else if (!dependencies.read(line) && line.contains(": ")) {
                parameters.put(
                        line.substring(0, line.indexOf(": ")),
                        line.substring(line.indexOf(": ") + 2).strip());
            }
        }
        String expect = String.valueOf(parameters.remove("expect"));
        String findings = parameters.remove("findings");
        boolean allowUnresolved = Boolean.parseBoolean(parameters.remove("allow_unresolved"));
        List<String> warned = findings == null ? List.of() : List.of(findings.split(", *"));
        String newName = parameters.getOrDefault("newName", "");
        SortedMap<String, String> before = new TreeMap<>();
        SortedMap<String, String> after = new TreeMap<>();
        files.forEach((path, marked) -> {
            before.put(path, MARK.matcher(marked).replaceAll(m -> Matcher.quoteReplacement(m.group(1))));
            after.put(fileRenames.getOrDefault(path, path), MARK.matcher(marked).replaceAll(m -> {
                String to = m.group(2);
                return Matcher.quoteReplacement(to == null ? newName : to.substring(1));
            }));
        });
        List<String> marks = new ArrayList<>();
        files.forEach((path, marked) -> marks(marks, path, marked.toString()));
        return new RecipeCase(
                title,
                parameters,
                expect,
                before,
                after,
                fileRenames,
                List.copyOf(marks),
                warned,
                allowUnresolved,
                dependencies);
    }

    private static void marks(List<String> marks, String path, String marked) {
        Matcher matcher = MARK.matcher(marked);
        StringBuilder plain = new StringBuilder();
        int from = 0;
        while (matcher.find()) {
            plain.append(marked, from, matcher.start());
            LineIndex lines = LineIndex.of(plain.toString());
            String place = path + ":" + lines.line(plain.length()) + ":" + lines.column(plain.length());
            String message = matcher.group(2);
            marks.add(message == null ? place : place + " " + message.substring(1));
            plain.append(matcher.group(1));
            from = matcher.end();
        }
    }

    @Override
    public String toString() {
        return title;
    }
}
