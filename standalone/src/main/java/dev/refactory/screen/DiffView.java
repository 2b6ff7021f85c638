package dev.refactory.screen;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/// A patch for eyes: coloured on a terminal. Bytes that are written elsewhere are never changed.
public final class DiffView {
    private DiffView() {}

    /// Writes the whole patch: coloured where colours are on, else byte for byte.
    public static void write(byte[] patch, PrintStream out, Style style) {
        if (!style.colour()) {
            out.write(patch, 0, patch.length);
            out.flush();
            return;
        }
        new String(patch, StandardCharsets.UTF_8).lines().forEach(line -> out.println(coloured(line, style)));
    }

    public static String coloured(String line, Style style) {
        String safe = Style.safe(line);
        if (line.startsWith("+++") || line.startsWith("---") || line.startsWith("diff ") || line.startsWith("index ")) {
            return style.bold(safe);
        }
        if (line.startsWith("@@")) {
            return style.cyan(safe);
        }
        if (line.startsWith("+")) {
            return style.green(safe);
        }
        return line.startsWith("-") ? style.red(safe) : safe;
    }
}
