package dev.refactory.index.git;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A patch read back from its bytes alone. Takes no fuzz: every header, count, context line and object id must fit.
///
/// @param files in the order of the patch
record StrictPatch(List<FilePatch> files) {
    /// The bytes are not a patch of the form this reads.
    static final class Malformed extends Exception {
        private static final long serialVersionUID = 1;

        Malformed(String message) {
            super(message);
        }
    }

    /// @param oldPath null for a new file
    /// @param oldId and `newId`: null when the content does not change
    /// @param mode -1 when the patch does not say
    record FilePatch(
            byte @Nullable [] oldPath,
            byte[] newPath,
            int mode,
            @Nullable String oldId,
            @Nullable String newId,
            List<Hunk> hunks) {
        /// Before and after.
        List<byte[]> paths() {
            return oldPath == null ? List.of(newPath) : List.of(oldPath, newPath);
        }
    }

    /// @param lines each with its first character and with its line ending, if it has one
    record Hunk(int oldStart, int oldLines, int newStart, int newLines, List<byte[]> lines) {}

    static StrictPatch parse(byte[] diff) throws Malformed {
        return new StrictPatch(new Reader(diff).files());
    }

    private static final class Reader {
        private static final Pattern INDEX =
                Pattern.compile("index ([0-9a-f]{40})\\.\\.([0-9a-f]{40})(?: ([0-7]{6}))?");
        private static final Pattern HUNK =
                Pattern.compile("@@ -(\\d{1,9})(?:,(\\d{1,9}))? \\+(\\d{1,9})(?:,(\\d{1,9}))? @@");

        private final List<byte[]> lines = new ArrayList<>();
        private int next;

        Reader(byte[] diff) throws Malformed {
            int start = 0;
            while (start < diff.length) {
                int end = IgnoreRule.indexOf(diff, (byte) '\n', start);
                if (end < 0) {
                    throw new Malformed("The patch does not end with a line feed");
                }
                lines.add(Arrays.copyOfRange(diff, start, end + 1));
                start = end + 1;
            }
        }

        List<FilePatch> files() throws Malformed {
            List<FilePatch> files = new ArrayList<>();
            while (next < lines.size()) {
                files.add(file());
            }
            return files;
        }

        private FilePatch file() throws Malformed {
            byte @Nullable [] name = afterPrefix("diff --git ");
            if (name == null) {
                throw new Malformed("Not the start of a file: line " + (next + 1));
            }
            int mode = -1;
            boolean isNew = false;
            byte[] modeText = afterPrefix("new file mode ");
            if (modeText != null) {
                isNew = true;
                mode = Integer.parseInt(ascii(modeText), 8);
            }
            byte[] from = null;
            byte[] to = null;
            if (afterPrefix("similarity index ") != null) {
                from = required("rename from ");
                to = required("rename to ");
            }
            String oldId = null;
            String newId = null;
            if (next < lines.size()) {
                Matcher index = INDEX.matcher(ascii(trimmed(lines.get(next))));
                if (index.matches()) {
                    next++;
                    oldId = index.group(1);
                    newId = index.group(2);
                    mode = index.group(3) == null ? mode : Integer.parseInt(index.group(3), 8);
                }
            }
            List<Hunk> hunks = new ArrayList<>();
            byte[] minus = afterPrefix("--- ");
            if (minus != null) {
                byte[] plus = required("+++ ");
                from = from == null && !isNew ? named(minus, "a/") : from;
                to = to == null ? named(plus, "b/") : to;
                while (next < lines.size() && lines.get(next)[0] == '@') {
                    hunks.add(hunk());
                }
            }
            if (to == null) {
                to = samePath(name);
            }
            return new FilePatch(isNew ? null : from == null ? to : from, to, mode, oldId, newId, hunks);
        }

        /// The path of a `diff --git` line that says the same twice, as it does for an empty new file.
        private static byte[] samePath(byte[] names) throws Malformed {
            int half = (names.length - 1) / 2;
            byte[] second = PathQuote.unquoted(Arrays.copyOfRange(names, half + 1, names.length));
            byte[] first = PathQuote.unquoted(Arrays.copyOf(names, half));
            if (names.length % 2 == 0 || !Arrays.equals(stripped(first, "a/"), stripped(second, "b/"))) {
                throw new Malformed("A file without names");
            }
            return stripped(second, "b/");
        }

        private byte[] required(String prefix) throws Malformed {
            byte[] rest = afterPrefix(prefix);
            if (rest == null) {
                throw new Malformed("Expected '" + prefix + "' at line " + (next + 1));
            }
            return prefix.startsWith("rename") ? PathQuote.unquoted(rest) : rest;
        }

        private static byte[] named(byte[] text, String prefix) throws Malformed {
            boolean tab = text.length > 0 && text[text.length - 1] == '\t';
            return stripped(PathQuote.unquoted(tab ? Arrays.copyOf(text, text.length - 1) : text), prefix);
        }

        private static byte[] stripped(byte[] path, String prefix) throws Malformed {
            if (!new String(path, StandardCharsets.ISO_8859_1).startsWith(prefix)) {
                throw new Malformed("A name without " + prefix);
            }
            return Arrays.copyOfRange(path, prefix.length(), path.length);
        }

        private Hunk hunk() throws Malformed {
            String header = ascii(trimmed(lines.get(next++)));
            Matcher numbers = HUNK.matcher(header);
            if (!numbers.lookingAt()) {
                throw new Malformed("Not a hunk: line " + next);
            }
            int oldLines = count(numbers.group(2));
            int newLines = count(numbers.group(4));
            List<byte[]> body = new ArrayList<>();
            int oldLeft = oldLines;
            int newLeft = newLines;
            while (oldLeft > 0 || newLeft > 0 || atNoNewline()) {
                if (next >= lines.size()) {
                    throw new Malformed("A hunk ends early");
                }
                byte[] line = lines.get(next++);
                switch (line[0]) {
                    case ' ' -> {
                        oldLeft--;
                        newLeft--;
                    }
                    case '-' -> oldLeft--;
                    case '+' -> newLeft--;
                    case '\\' -> {
                        if (body.isEmpty()) {
                            throw new Malformed("No line to end: line " + next);
                        }
                        byte[] last = body.removeLast();
                        line = Arrays.copyOf(last, last.length - 1);
                    }
                    default -> throw new Malformed("Not a line of a hunk: line " + next);
                }
                body.add(line);
            }
            if (oldLeft < 0 || newLeft < 0) {
                throw new Malformed("A hunk has other lines than it says: line " + next);
            }
            return new Hunk(
                    Integer.parseInt(numbers.group(1)), oldLines, Integer.parseInt(numbers.group(3)), newLines, body);
        }

        private boolean atNoNewline() {
            return next < lines.size() && lines.get(next)[0] == '\\';
        }

        private static int count(@Nullable String digits) {
            return digits == null ? 1 : Integer.parseInt(digits);
        }

        /// The rest of the next line when it starts with `prefix`; then that line is taken.
        private byte @Nullable [] afterPrefix(String prefix) {
            if (next >= lines.size()) {
                return null;
            }
            byte[] line = lines.get(next);
            if (!ascii(line).startsWith(prefix)) {
                return null;
            }
            next++;
            return Arrays.copyOfRange(line, prefix.length(), line.length - 1);
        }

        private static byte[] trimmed(byte[] line) {
            return Arrays.copyOf(line, line.length - 1);
        }

        private static String ascii(byte[] bytes) {
            return new String(bytes, StandardCharsets.ISO_8859_1);
        }
    }
}
