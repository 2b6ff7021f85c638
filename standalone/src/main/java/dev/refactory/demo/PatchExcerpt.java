package dev.refactory.demo;

import java.util.ArrayList;
import java.util.List;

/// The part of a patch that shows best what it does: its first hunk that changes code, not only
/// imports, with the names of its file.
///
/// @param lines of the excerpt; empty for an empty patch
/// @param hunks of the whole patch
record PatchExcerpt(List<String> lines, int hunks) {
    PatchExcerpt {
        lines = List.copyOf(lines);
    }

    /// @param limit lines at most
    static PatchExcerpt of(String patch, int limit) {
        List<String> names = new ArrayList<>();
        List<String> hunk = new ArrayList<>();
        List<String> first = new ArrayList<>();
        List<String> best = new ArrayList<>();
        int hunks = 0;
        for (String line : (patch + "\ndiff end").lines().toList()) {
            boolean file = line.startsWith("diff ");
            if (file || line.startsWith("@@")) {
                if (!hunk.isEmpty() && first.isEmpty()) {
                    first = joined(names, hunk);
                }
                if (best.isEmpty() && hunk.stream().anyMatch(PatchExcerpt::addsCode)) {
                    best = joined(names, hunk);
                }
                hunk.clear();
                hunks += file ? 0 : 1;
            }
            if (file) {
                names.clear();
            } else if (line.startsWith("@@") || !hunk.isEmpty()) {
                hunk.add(line);
            } else if (line.startsWith("--- ") || line.startsWith("+++ ")) {
                names.add(line);
            }
        }
        List<String> shown = best.isEmpty() ? first : best;
        return new PatchExcerpt(shown.subList(0, Math.min(limit, shown.size())), hunks);
    }

    private static List<String> joined(List<String> names, List<String> hunk) {
        List<String> all = new ArrayList<>(names);
        all.addAll(hunk);
        return all;
    }

    private static boolean addsCode(String line) {
        return line.startsWith("+") && !line.substring(1).strip().startsWith("import ");
    }
}
