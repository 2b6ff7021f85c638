package dev.refactory.refactor.text;

import dev.refactory.graph.model.FileInfo;
import dev.refactory.graph.model.GraphView;
import dev.refactory.graph.model.SourceText;
import dev.refactory.refactor.recipe.Recipe;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

/// Goes through the texts of a snapshot that hold a name. Looks at bytes first, so that a file
/// without the name costs its reading and no more. Bounded; used for one plan.
final class TextSearch {
    /// Files looked at for one plan.
    static final int MAX_FILES = 20_000;
    /// Bytes looked at for one plan.
    static final long MAX_BYTES = 64L << 20;

    private final GraphView graph;
    private final Recipe.Sources sources;
    private int files;
    private long bytes;
    private int left;

    TextSearch(GraphView graph, Recipe.Sources sources) {
        this.graph = graph;
        this.sources = sources;
    }

    /// A name to look for.
    ///
    /// @param anyCase as databases compare names; of letters A to Z
    /// @param wanted the files where it counts
    record Needle(String name, boolean anyCase, Predicate<FileInfo> wanted) {}

    /// Every file that holds one of the names, by path, as far as the bounds go.
    void forEach(List<Needle> needles, BiConsumer<FileInfo, SourceText> found) {
        List<Matcher> matchers = needles.stream().map(Matcher::of).toList();
        for (FileInfo file : graph.files()) {
            List<Matcher> here = matchers.stream()
                    .filter(each -> each.needle().wanted().test(file))
                    .toList();
            if (here.isEmpty() || !readable(file)) {
                continue;
            }
            if (files >= MAX_FILES || bytes >= MAX_BYTES) {
                left++;
                continue;
            }
            files++;
            byte[] content = sources.bytes(file.path());
            bytes += content.length;
            if (here.stream().anyMatch(each -> each.in(content))) {
                found.accept(file, SourceText.decode(content));
            }
        }
    }

    private record Matcher(Needle needle, byte[] utf8, byte[] latin) {
        static Matcher of(Needle needle) {
            String name = needle.anyCase() ? needle.name().toLowerCase(Locale.ROOT) : needle.name();
            return new Matcher(
                    needle, name.getBytes(StandardCharsets.UTF_8), name.getBytes(StandardCharsets.ISO_8859_1));
        }

        boolean in(byte[] content) {
            return contains(content, utf8, needle.anyCase())
                    || latin.length != utf8.length && contains(content, latin, needle.anyCase());
        }
    }

    /// Files that were not looked at, because a bound was reached.
    int left() {
        return left;
    }

    private static boolean readable(FileInfo file) {
        return file.problems().stream().noneMatch(problem -> switch (problem.kind()) {
            case IGNORED, BINARY, TOO_LARGE, NOT_A_REGULAR_FILE -> true;
            case OTHER_LANGUAGE, NOT_UTF8, SYNTAX_ERROR, ANALYSIS_CRASHED -> false;
        });
    }

    private static boolean contains(byte[] content, byte[] needle, boolean anyCase) {
        byte first = needle[0];
        int last = content.length - needle.length;
        for (int i = 0; i <= last; i++) {
            byte found = anyCase ? lower(content[i]) : content[i];
            if (found == first && matches(content, i, needle, anyCase)) {
                return true;
            }
        }
        return false;
    }

    private static boolean matches(byte[] content, int at, byte[] needle, boolean anyCase) {
        for (int i = 1; i < needle.length; i++) {
            byte found = anyCase ? lower(content[at + i]) : content[at + i];
            if (found != needle[i]) {
                return false;
            }
        }
        return true;
    }

    private static byte lower(byte b) {
        return b >= 'A' && b <= 'Z' ? (byte) (b + ('a' - 'A')) : b;
    }
}
