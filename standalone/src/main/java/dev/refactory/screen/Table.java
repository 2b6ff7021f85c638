package dev.refactory.screen;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/// Rows in aligned columns, two spaces between them. Cells may hold escape sequences, but not those
/// of columns that give way.
public final class Table {
    private static final int NARROWEST = 8;
    private static final int GAP = 2;

    private final List<Column> columns = new ArrayList<>();
    private final List<List<String>> rows = new ArrayList<>();

    /// What becomes of a cell that is wider than its column.
    private enum GivesWay {
        NEVER,
        /// Its end stays: of a path or a URL that says more.
        CUT,
        FOLDED
    }

    private record Column(String name, boolean right, GivesWay givesWay) {
        static Column of(String header) {
            String name = header.isEmpty() ? header : header.substring(0, header.length() - 1);
            if (header.endsWith(">")) {
                return new Column(name, true, GivesWay.NEVER);
            }
            if (header.endsWith("~")) {
                return new Column(name, false, GivesWay.CUT);
            }
            if (header.endsWith("+")) {
                return new Column(name, false, GivesWay.FOLDED);
            }
            return new Column(header, false, GivesWay.NEVER);
        }
    }

    /// @param header names; one that ends with `>` is a column of numbers, aligned to the right;
    ///     where the screen is too narrow, cells below a name with `~` lose their beginning and
    ///     those below one with `+` are folded
    public Table(String... header) {
        for (String name : header) {
            columns.add(Column.of(name));
        }
    }

    public Table row(String... cells) {
        if (cells.length != columns.size()) {
            throw new IllegalArgumentException("A row of " + cells.length + " cells in a table of " + columns.size());
        }
        rows.add(List.of(cells));
        return this;
    }

    public boolean isEmpty() {
        return rows.isEmpty();
    }

    /// As wide as it is: for pipes and files.
    public void print(PrintStream out, Style style) {
        print(out, style, Integer.MAX_VALUE);
    }

    /// @param screen columns there are; the table keeps within them as far as its columns give way
    public void print(PrintStream out, Style style, int screen) {
        int[] widths = widths(screen);
        if (columns.stream().anyMatch(column -> !column.name().isEmpty())) {
            out.println(style.bold(line(columns.stream().map(Column::name).toList(), widths)));
        }
        String sign = style.unicode() ? "…" : "~";
        for (List<String> row : rows) {
            lines(row, widths, sign).forEach(cells -> out.println(line(cells, widths)));
        }
    }

    private int[] widths(int screen) {
        int[] widths = new int[columns.size()];
        long total = (long) GAP * (widths.length - 1);
        for (int i = 0; i < widths.length; i++) {
            widths[i] = columns.get(i).name().length();
            for (List<String> row : rows) {
                widths[i] = Math.max(widths[i], Style.width(row.get(i)));
            }
            total += widths[i];
        }
        for (; total > screen; total--) {
            int widest = -1;
            for (int i = 0; i < widths.length; i++) {
                boolean yields = columns.get(i).givesWay() != GivesWay.NEVER
                        && widths[i] > Math.max(NARROWEST, columns.get(i).name().length());
                if (yields && (widest < 0 || widths[i] > widths[widest])) {
                    widest = i;
                }
            }
            if (widest < 0) {
                break;
            }
            widths[widest]--;
        }
        return widths;
    }

    /// One row as the lines it takes.
    private List<List<String>> lines(List<String> row, int[] widths, String sign) {
        List<List<String>> folded = new ArrayList<>();
        int height = 1;
        for (int i = 0; i < widths.length; i++) {
            String cell = row.get(i);
            boolean fits = Style.width(cell) <= widths[i];
            List<String> parts = switch (columns.get(i).givesWay()) {
                case NEVER -> List.of(cell);
                case CUT -> List.of(fits ? cell : sign + cell.substring(cell.length() - widths[i] + sign.length()));
                case FOLDED -> fits ? List.of(cell) : Words.fold(cell, widths[i]);
            };
            folded.add(parts);
            height = Math.max(height, parts.size());
        }
        List<List<String>> lines = new ArrayList<>();
        for (int at = 0; at < height; at++) {
            List<String> line = new ArrayList<>();
            for (List<String> parts : folded) {
                line.add(at < parts.size() ? parts.get(at) : "");
            }
            lines.add(line);
        }
        return lines;
    }

    private String line(List<String> cells, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            String cell = cells.get(i);
            String padding = " ".repeat(Math.max(0, widths[i] - Style.width(cell)));
            line.append(columns.get(i).right() ? padding + cell : cell + padding)
                    .append(" ".repeat(GAP));
        }
        return line.toString().stripTrailing();
    }
}
