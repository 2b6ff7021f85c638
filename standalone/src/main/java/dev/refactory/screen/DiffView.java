package dev.refactory.screen;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/// A patch for eyes: coloured on a terminal. Bytes that are written elsewhere are never changed.
public final class DiffView {
    private DiffView() {}

    /// Writes the whole patch to stdout: what leads elsewhere than to a terminal byte for byte; a
    /// terminal gets it in colours where they are wanted, and never a control character of it.
    public static void write(byte[] patch, Surroundings surroundings) {
        PrintStream out = surroundings.out();
        if (surroundings.outIsTerminal()) {
            Style style = surroundings.outStyle();
            new String(patch, StandardCharsets.UTF_8).lines().forEach(line -> out.println(coloured(line, style)));
        } else {
            out.writeBytes(patch);
            out.flush();
        }
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
