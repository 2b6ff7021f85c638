package dev.refactory.benchmarks.differential;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.eclipse.jgit.diff.Edit;
import org.eclipse.jgit.diff.HistogramDiff;
import org.eclipse.jgit.diff.RawText;
import org.eclipse.jgit.diff.RawTextComparator;

/// How much of a tree is different, in lines: those taken away and those put there, both counted. A file that moves
/// counts for the lines that are different in it.
///
/// @param lines taken away or put there
/// @param beyond those of them that have none of the names the request is about, nor stand in the place of such a line
/// @param example the first line beyond need; empty when there is none
record LineChange(int lines, int beyond, String example) {
    private static final LineChange NONE = new LineChange(0, 0, "");

    /// @param names as words of their own; of a change for which there are none every line is beyond need
    static LineChange between(Map<String, String> before, Map<String, String> after, Collection<String> names) {
        Pattern needed = names.isEmpty()
                ? Pattern.compile("(?!)")
                : Pattern.compile(names.stream()
                        .map(name -> "(?<!\\w)" + Pattern.quote(name) + "(?!\\w)")
                        .collect(Collectors.joining("|")));
        TreeSet<String> added = new TreeSet<>(after.keySet());
        added.removeAll(before.keySet());
        LineChange all = NONE;
        for (Map.Entry<String, String> file : before.entrySet()) {
            String now = after.get(file.getKey());
            if (now == null) {
                String moved = movedTo(file.getKey(), added);
                added.remove(moved);
                now = after.getOrDefault(moved, "");
            }
            if (!now.equals(file.getValue())) {
                all = all.and(ofFile(file.getValue(), now, needed));
            }
        }
        for (String path : added) {
            all = all.and(ofFile("", after.getOrDefault(path, ""), needed));
        }
        return all;
    }

    /// The new path with the same file name and the longest common end; empty when there is none.
    private static String movedTo(String path, Collection<String> added) {
        String name = path.substring(path.lastIndexOf('/') + 1);
        String best = "";
        int most = -1;
        for (String candidate : added) {
            int common = 0;
            while (common < Math.min(path.length(), candidate.length())
                    && path.charAt(common) == candidate.charAt(common)) {
                common++;
            }
            if (candidate.substring(candidate.lastIndexOf('/') + 1).equals(name) && common > most) {
                best = candidate;
                most = common;
            }
        }
        return best;
    }

    private LineChange and(LineChange other) {
        return new LineChange(lines + other.lines, beyond + other.beyond, example.isEmpty() ? other.example : example);
    }

    private static LineChange ofFile(String before, String after, Pattern needed) {
        RawText was = new RawText(before.getBytes(StandardCharsets.UTF_8));
        RawText is = new RawText(after.getBytes(StandardCharsets.UTF_8));
        LineChange all = NONE;
        for (Edit edit : new HistogramDiff().diff(RawTextComparator.DEFAULT, was, is)) {
            // A line in the place of another is needed with it.
            for (int i = 0; i < Math.max(edit.getLengthA(), edit.getLengthB()); i++) {
                String gone = i < edit.getLengthA() ? was.getString(edit.getBeginA() + i) : "";
                String come = i < edit.getLengthB() ? is.getString(edit.getBeginB() + i) : "";
                boolean beyond =
                        !needed.matcher(gone).find() && !needed.matcher(come).find();
                if (i < edit.getLengthA()) {
                    all = all.and(new LineChange(1, beyond ? 1 : 0, beyond ? "-" + gone : ""));
                }
                if (i < edit.getLengthB()) {
                    all = all.and(new LineChange(1, beyond ? 1 : 0, beyond ? "+" + come : ""));
                }
            }
        }
        return all;
    }
}
