package dev.refactory.index.git;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.eclipse.jgit.diff.DiffFormatter;
import org.eclipse.jgit.diff.Edit;
import org.eclipse.jgit.diff.EditList;
import org.eclipse.jgit.diff.HistogramDiff;
import org.eclipse.jgit.diff.RawText;
import org.eclipse.jgit.diff.RawTextComparator;

/// Writes the diff of a file in Git's extended format with full object ids and three lines of context. Contents go
/// through as bytes, line by line, whatever their charset.
final class DiffText {
    private static final int CONTEXT = 3;
    private static final String NO_OBJECT = "0".repeat(40);

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private int insertions;
    private int deletions;

    void add(FileChange change) {
        byte[] oldPath = change.oldPath() == null ? change.newPath() : change.oldPath();
        line("diff --git ", PathQuote.quoted("a/", oldPath), " ", PathQuote.quoted("b/", change.newPath()));
        boolean sameContent = change.oldId().equals(change.newId());
        RawText before = new RawText(change.before());
        RawText after = new RawText(change.after());
        EditList edits = new HistogramDiff().diff(RawTextComparator.DEFAULT, before, after);
        String mode = Integer.toOctalString(change.mode());
        if (change.oldPath() == null) {
            line("new file mode " + mode);
        }
        if (change.renamed()) {
            line("similarity index " + similarity(change, edits) + "%");
            line("rename from ", PathQuote.quoted("", oldPath));
            line("rename to ", PathQuote.quoted("", change.newPath()));
        }
        if (sameContent) {
            return;
        }
        String ids = "index " + change.oldId() + ".." + change.newId();
        line(change.oldPath() == null ? ids : ids + " " + mode);
        if (edits.isEmpty()) {
            // An empty file that is new has no lines to show.
            return;
        }
        if (change.oldPath() == null) {
            line("--- /dev/null");
        } else {
            line("--- ", withTab(PathQuote.quoted("a/", oldPath)));
        }
        line("+++ ", withTab(PathQuote.quoted("b/", change.newPath())));
        hunks(edits, before, after);
    }

    private void hunks(EditList edits, RawText before, RawText after) {
        try (DiffFormatter formatter = new DiffFormatter(out)) {
            formatter.setContext(CONTEXT);
            formatter.format(edits, before, after);
            formatter.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("Writing to memory cannot fail", e);
        }
        for (Edit edit : edits) {
            insertions += edit.getLengthB();
            deletions += edit.getLengthA();
        }
    }

    /// Git ends a name that has a space with a tab, so that readers do not take the rest for a date.
    private static byte[] withTab(byte[] name) {
        if (name[0] == '"' || IgnoreRule.indexOf(name, (byte) ' ', 0) < 0) {
            return name;
        }
        byte[] tabbed = java.util.Arrays.copyOf(name, name.length + 1);
        tabbed[name.length] = '\t';
        return tabbed;
    }

    /// The share of the larger side's bytes that stand on lines both sides have, in percent.
    private static int similarity(FileChange change, EditList edits) {
        long larger = Math.max(change.before().length, change.after().length);
        if (larger == 0 || edits.isEmpty()) {
            return 100;
        }
        long kept = change.before().length;
        List<byte[]> lines = PatchApply.lines(change.before());
        for (Edit edit : edits) {
            for (byte[] line : lines.subList(edit.getBeginA(), edit.getEndA())) {
                kept -= line.length;
            }
        }
        return (int) Math.max(0, Math.min(99, kept * 100 / larger));
    }

    private void line(Object... parts) {
        for (Object part : parts) {
            byte[] bytes = part instanceof byte[] raw ? raw : part.toString().getBytes(StandardCharsets.US_ASCII);
            out.writeBytes(bytes);
        }
        out.write('\n');
    }

    byte[] bytes() {
        return out.toByteArray();
    }

    int insertions() {
        return insertions;
    }

    int deletions() {
        return deletions;
    }

    static String noObject() {
        return NO_OBJECT;
    }
}
