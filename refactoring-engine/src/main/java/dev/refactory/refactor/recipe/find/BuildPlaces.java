package dev.refactory.refactor.recipe.find;

import dev.refactory.graph.model.FileInfo;
import dev.refactory.graph.model.GraphView;
import dev.refactory.graph.model.Range;
import dev.refactory.refactor.recipe.Recipe;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Where build files name a library: an `artifactId` with its `groupId` beside it, or
/// `group:artifact` in one word, or a catalogue's `group` and `name`; not in comments, and not where it is
/// excluded. Texts are read once for a plan, at most [#MAX_FILES] of them.
final class BuildPlaces {
    static final int MAX_FILES = 5_000;
    /// How far the group may stand from its artifact.
    private static final int NEAR = 400;
    /// What names nothing.
    private static final Pattern SILENT_IN_XML =
            Pattern.compile("<!--.*?-->|<exclusions>.*?</exclusions>", Pattern.DOTALL);
    /// Strings stand first: in them a comment does not begin.
    private static final String STRINGS = "\"(?:[^\"\\\\\n]|\\\\.)*+\"|'(?:[^'\\\\\n]|\\\\.)*+'";
    private static final Pattern IN_SCRIPT = Pattern.compile(STRINGS + "|//[^\n]*+|(?s:/\\*.*?\\*/)");
    private static final Pattern IN_CATALOGUE = Pattern.compile(STRINGS + "|#[^\n]*+");

    private final Map<String, String> texts = new TreeMap<>();

    BuildPlaces(GraphView graph, Recipe.Sources sources) {
        graph.files().stream()
                .filter(DependencyInsight::isBuildFile)
                .limit(MAX_FILES)
                .map(FileInfo::path)
                .forEach(path -> texts.put(path, spoken(path, sources.text(path).text())));
    }

    /// The text, with spaces for what names nothing.
    private static String spoken(String path, String text) {
        Pattern silent = path.endsWith(".xml") ? SILENT_IN_XML : path.endsWith(".toml") ? IN_CATALOGUE : IN_SCRIPT;
        return silent.matcher(text).replaceAll(found -> {
            boolean string =
                    !path.endsWith(".xml") && "\"'".indexOf(found.group().charAt(0)) >= 0;
            return Matcher.quoteReplacement(
                    string ? found.group() : " ".repeat(found.group().length()));
        });
    }

    /// The build file nearest to the root.
    Optional<String> root() {
        return texts.keySet().stream()
                .min(java.util.Comparator.comparingLong((String path) ->
                                path.chars().filter(c -> c == '/').count())
                        .thenComparing(path -> path));
    }

    /// Ranges of the artifact's name, by path.
    /// @param coordinates `group:artifact:…`
    Map<String, List<Range>> naming(String coordinates) {
        String[] parts = coordinates.split(":");
        Map<String, List<Range>> found = new TreeMap<>();
        if (parts.length < 2) {
            return found;
        }
        texts.forEach((path, text) -> {
            List<Range> ranges = new ArrayList<>();
            for (int at = text.indexOf(parts[1]); at >= 0; at = text.indexOf(parts[1], at + 1)) {
                if (whole(text, at, parts[1]) && names(path, text, at, parts[0])) {
                    ranges.add(new Range(at, at + parts[1].length()));
                }
            }
            if (!ranges.isEmpty()) {
                found.put(path, ranges);
            }
        });
        return found;
    }

    private static boolean whole(String text, int at, String name) {
        int end = at + name.length();
        return (at == 0 || !part(text.charAt(at - 1))) && (end == text.length() || !part(text.charAt(end)));
    }

    private static boolean part(char c) {
        return Character.isLetterOrDigit(c) || c == '-' || c == '_' || c == '.';
    }

    private static boolean names(String path, String text, int at, String group) {
        if (text.startsWith(group + ":", at - group.length() - 1)) {
            return true;
        }
        if (path.endsWith(".xml")) {
            int from = Math.max(text.lastIndexOf("<dependency>", at), text.lastIndexOf("<parent>", at));
            int end = text.indexOf("</", text.indexOf("</", at) + 1);
            int until = Math.min(text.length(), Math.max(end, at) + NEAR);
            int close = text.indexOf("</dependency>", at);
            String beside = from < 0 || at - from > NEAR
                    ? ""
                    : text.substring(from, close < 0 ? until : Math.min(close, until));
            return before(text, at).endsWith("<artifactId>")
                    && beside.replaceAll("\\s+", "").contains("<groupId>" + group + "</groupId>");
        }
        if (at == 0 || "\"'".indexOf(text.charAt(at - 1)) < 0) {
            return false;
        }
        int line = text.lastIndexOf('\n', at);
        int next = text.indexOf('\n', at);
        String beside = text.substring(line + 1, next < 0 ? text.length() : next);
        return beside.contains("\"" + group + "\"") || beside.contains("'" + group + "'");
    }

    private static String before(String text, int at) {
        return text.substring(Math.max(0, at - NEAR), at).stripTrailing();
    }
}
