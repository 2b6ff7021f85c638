package dev.refactory.screen;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/// What the process was given: its streams, what they lead to, its environment and directory.
///
/// @param columns of the terminal; 80 where it does not say
public record Surroundings(
        PrintStream out,
        PrintStream err,
        InputStream in,
        boolean outIsTerminal,
        boolean errIsTerminal,
        boolean inIsTerminal,
        int columns,
        Map<String, String> environment,
        Path workingDirectory) {
    private static final int USUAL_COLUMNS = 80;

    public Surroundings {
        environment = Map.copyOf(environment);
    }

    /// This process. The launcher says by system properties which streams are a terminal.
    public static Surroundings system() {
        String terminals = System.getProperty("refactory.terminals", "");
        return new Surroundings(
                stream(FileDescriptor.out),
                stream(FileDescriptor.err),
                new FileInputStream(FileDescriptor.in),
                terminals.contains("out"),
                terminals.contains("err"),
                terminals.contains("in"),
                columns(Integer.getInteger("refactory.columns", 0)),
                System.getenv(),
                Path.of("").toAbsolutePath());
    }

    /// The same for what is not to be heard: nothing that is printed arrives anywhere.
    public Surroundings silent() {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
        return new Surroundings(
                nowhere, nowhere, in, false, false, inIsTerminal, columns, environment, workingDirectory);
    }

    /// A pseudo-terminal that nobody has sized says 0.
    private static int columns(int said) {
        return said > 0 ? said : USUAL_COLUMNS;
    }

    private static PrintStream stream(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
    }

    public Style outStyle() {
        return style(outIsTerminal);
    }

    public Style errStyle() {
        return style(errIsTerminal);
    }

    /// Columns that lines of stdout should keep within: the terminal's, and no limit for what a
    /// program reads.
    public int outColumns() {
        return outIsTerminal ? columns : Integer.MAX_VALUE;
    }

    /// Whether lines of stderr may be drawn over.
    public boolean canRedraw() {
        return errIsTerminal && !"dumb".equals(environment.get("TERM"));
    }

    private Style style(boolean terminal) {
        boolean colour = terminal
                && environment.getOrDefault("NO_COLOR", "").isEmpty()
                && !"dumb".equals(environment.get("TERM"));
        return new Style(colour, utf8());
    }

    private boolean utf8() {
        for (String name : new String[] {"LC_ALL", "LC_CTYPE", "LANG"}) {
            String value = environment.getOrDefault(name, "");
            if (!value.isEmpty()) {
                String upper = value.toUpperCase(java.util.Locale.ROOT);
                return upper.contains("UTF-8") || upper.contains("UTF8");
            }
        }
        return false;
    }
}
