package dev.refactory.index.git;

import dev.refactory.index.git.Repositories.SparkIgnore;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Ignore files with Git's own verdicts: a directory that is excluded takes everything below it along; otherwise the
/// last matching line of the deepest file decides. Patterns are matched byte by byte, in polynomial time. Thread-safe.
///
/// JGit's own rules differ from Git's for classes, escapes and names outside ASCII, and match with regular expressions
/// that a hostile pattern can keep busy; hence these.
final class IgnoreRules implements SparkIgnore {
    private static final int MAX_RULES = 10_000;

    /// As long as a path may be on Linux.
    private static final int MAX_LINE = 4_096;

    /// By directory, with a trailing slash; the root is empty.
    private final Map<String, List<IgnoreRule>> rules = new HashMap<>();

    private final Map<String, Boolean> directories = new HashMap<>();

    /// @param files content of each ignore file by its directory, as above
    IgnoreRules(Map<String, byte[]> files) {
        int count = 0;
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            List<IgnoreRule> parsed = parse(file.getKey(), file.getValue());
            count += parsed.size();
            if (count > MAX_RULES) {
                throw GitErrors.limit(
                        file.getKey() + ".sparkignore",
                        "The .sparkignore files have more than " + MAX_RULES + " lines in all: shorten them.");
            }
            rules.put(file.getKey(), parsed);
        }
    }

    private static List<IgnoreRule> parse(String directory, byte[] content) {
        List<IgnoreRule> parsed = new ArrayList<>();
        boolean mark = content.length >= 3
                && content[0] == (byte) 0xEF
                && content[1] == (byte) 0xBB
                && content[2] == (byte) 0xBF;
        int start = mark ? 3 : 0;
        while (start < content.length) {
            int end = start;
            while (end < content.length && content[end] != '\n') {
                end++;
            }
            if (end - start > MAX_LINE) {
                throw GitErrors.limit(
                        directory + ".sparkignore",
                        "The file " + directory + ".sparkignore has a line of more than " + MAX_LINE
                                + " bytes: shorten it.");
            }
            IgnoreRule rule = IgnoreRule.parse(content, start, end);
            if (rule != null) {
                parsed.add(rule);
            }
            start = end + 1;
        }
        return parsed;
    }

    @Override
    public synchronized boolean ignored(String path) {
        if (rules.isEmpty()) {
            return false;
        }
        return directoryIgnored(path) || excluded(path, false);
    }

    private boolean directoryIgnored(String path) {
        int slash = path.lastIndexOf('/');
        if (slash < 0) {
            return false;
        }
        String directory = path.substring(0, slash);
        Boolean known = directories.get(directory);
        if (known == null) {
            known = directoryIgnored(directory) || excluded(directory, true);
            directories.put(directory, known);
        }
        return known;
    }

    private boolean excluded(String path, boolean directory) {
        for (int slash = path.lastIndexOf('/'); ; slash = path.lastIndexOf('/', slash - 1)) {
            String base = path.substring(0, slash + 1);
            Boolean verdict = verdict(base, path.substring(slash + 1), directory);
            if (verdict != null) {
                return verdict;
            }
            if (slash < 0) {
                return false;
            }
        }
    }

    /// What the ignore file of `base` says; null when it says nothing.
    private @Nullable Boolean verdict(String base, String relative, boolean directory) {
        List<IgnoreRule> here = rules.get(base);
        if (here == null) {
            return null;
        }
        byte[] name = relative.getBytes(StandardCharsets.UTF_8);
        for (int i = here.size() - 1; i >= 0; i--) {
            IgnoreRule rule = here.get(i);
            if (rule.matches(name, directory)) {
                return !rule.negative();
            }
        }
        return null;
    }
}
