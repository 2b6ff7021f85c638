package dev.refactory.refactor.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A case as a text file holds it: a title after `#`, lines `name: value` with the recipe's
/// parameters and what to `expect`, then each file after `== path`. In the files `«foo»` is a place
/// that is to become the new name, and `«a→b»` one that is to become `b`.
///
/// @param expect `changed`, `no-change`, `refused KIND` (by the plan), or `verdict KIND` (by the
///     judge, after the edit); a refusal may name `path:line` too
public record RecipeCase(
        String title,
        Map<String, String> parameters,
        String expect,
        SortedMap<String, String> before,
        SortedMap<String, String> after) {
    private static final Pattern MARK = Pattern.compile("«([^«»→]*)(→[^«»]*)?»", Pattern.DOTALL);

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
        StringBuilder open = null;
        for (String line : text.split("\n", -1)) {
            if (line.startsWith("== ")) {
                open = new StringBuilder();
                files.put(line.substring(3).strip(), open);
            } else if (open != null) {
                open.append(line).append('\n');
            } else if (line.startsWith("#")) {
                title = line.substring(1).strip();
            } else if (line.contains(": ")) {
                parameters.put(
                        line.substring(0, line.indexOf(": ")),
                        line.substring(line.indexOf(": ") + 2).strip());
            }
        }
        String expect = String.valueOf(parameters.remove("expect"));
        String newName = parameters.getOrDefault("newName", "");
        SortedMap<String, String> before = new TreeMap<>();
        SortedMap<String, String> after = new TreeMap<>();
        files.forEach((path, marked) -> {
            before.put(path, MARK.matcher(marked).replaceAll(m -> Matcher.quoteReplacement(m.group(1))));
            after.put(path, MARK.matcher(marked).replaceAll(m -> {
                String to = m.group(2);
                return Matcher.quoteReplacement(to == null ? newName : to.substring(1));
            }));
        });
        return new RecipeCase(title, parameters, expect, before, after);
    }

    @Override
    public String toString() {
        return title;
    }
}
