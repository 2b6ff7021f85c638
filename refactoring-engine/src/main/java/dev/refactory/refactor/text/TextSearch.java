package dev.refactory.refactor.text;

import dev.refactory.graph.model.FileInfo;
import dev.refactory.graph.model.GraphView;
import dev.refactory.graph.model.SourceText;
import dev.refactory.refactor.recipe.Recipe;
import java.nio.charset.StandardCharsets;
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

    /// Every wanted file that holds `name`, by path, as far as the bounds go.
    void forEach(String name, Predicate<FileInfo> wanted, BiConsumer<FileInfo, SourceText> found) {
        byte[] needle = name.getBytes(StandardCharsets.UTF_8);
        byte[] latin = name.getBytes(StandardCharsets.ISO_8859_1);
        for (FileInfo file : graph.files()) {
            if (!readable(file) || !wanted.test(file)) {
                continue;
            }
            if (files >= MAX_FILES || bytes >= MAX_BYTES) {
                left++;
                continue;
            }
            files++;
            byte[] content = sources.bytes(file.path());
            bytes += content.length;
            if (contains(content, needle) || latin.length != needle.length && contains(content, latin)) {
                found.accept(file, SourceText.decode(content));
            }
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

    static boolean contains(byte[] content, byte[] needle) {
        byte first = needle[0];
        int last = content.length - needle.length;
        for (int i = 0; i <= last; i++) {
            if (content[i] == first && matches(content, i, needle)) {
                return true;
            }
        }
        return false;
    }

    private static boolean matches(byte[] content, int at, byte[] needle) {
        for (int i = 1; i < needle.length; i++) {
            if (content[at + i] != needle[i]) {
                return false;
            }
        }
        return true;
    }
}
