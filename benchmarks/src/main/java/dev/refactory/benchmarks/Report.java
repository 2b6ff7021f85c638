package dev.refactory.benchmarks;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/// The table of results, and what is said while they are made.
public final class Report {
    private record Row(String what, String value) {}

    private final List<Row> rows = new ArrayList<>();
    private final PrintStream progress;

    public Report(PrintStream progress) {
        this.progress = progress;
    }

    public void row(String what, String value) {
        rows.add(new Row(what, value));
        say(what + ": " + value);
    }

    public void say(String line) {
        progress.println(line);
    }

    public void print(PrintStream out) {
        out.println("| what | measured |");
        out.println("|---|---|");
        rows.forEach(row -> out.println("| " + row.what() + " | " + row.value() + " |"));
    }
}
