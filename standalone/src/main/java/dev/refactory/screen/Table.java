package dev.refactory.screen;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/// Rows in aligned columns, two spaces between them. Cells may hold escape sequences.
public final class Table {
    private final List<String> header;
    private final boolean[] right;
    private final List<List<String>> rows = new ArrayList<>();

    /// @param header names; one that ends with `>` is a column of numbers, aligned to the right
    public Table(String... header) {
        this.header = java.util.Arrays.stream(header)
                .map(name -> name.endsWith(">") ? name.substring(0, name.length() - 1) : name)
                .toList();
        this.right = new boolean[header.length];
        for (int i = 0; i < header.length; i++) {
            right[i] = header[i].endsWith(">");
        }
    }

    public Table row(String... cells) {
        if (cells.length != header.size()) {
            throw new IllegalArgumentException("A row of " + cells.length + " cells in a table of " + header.size());
        }
        rows.add(List.of(cells));
        return this;
    }

    public boolean isEmpty() {
        return rows.isEmpty();
    }

    public void print(PrintStream out, Style style) {
        int[] widths = new int[header.size()];
        for (int i = 0; i < widths.length; i++) {
            widths[i] = header.get(i).length();
            for (List<String> row : rows) {
                widths[i] = Math.max(widths[i], Style.width(row.get(i)));
            }
        }
        if (header.stream().anyMatch(name -> !name.isEmpty())) {
            out.println(style.bold(line(header, widths)));
        }
        rows.forEach(row -> out.println(line(row, widths)));
    }

    private String line(List<String> cells, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            String cell = cells.get(i);
            String padding = " ".repeat(widths[i] - Style.width(cell));
            line.append(right[i] ? padding + cell : cell + padding).append("  ");
        }
        return line.toString().stripTrailing();
    }
}
