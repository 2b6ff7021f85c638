package dev.refactory.accelerator.plan;

import dev.refactory.accelerator.trace.NumberedLines;
import dev.refactory.kit.problem.RefactoryException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;

/// How a week's load is spread over its half-hours; the week before and after are alike. Immutable.
///
/// @param name for reports
/// @param loads relative to each other, 0 or more, not all 0
public record WeekShape(String name, List<Double> loads) {
    public static final int HALF_HOURS = 336;

    private static final String AZURE = "azure_llm_2024_code_weekly_shape";
    private static final double MAX_LOAD = 1e12;

    public WeekShape {
        loads = List.copyOf(loads);
        boolean none = loads.stream().noneMatch(load -> load > 0);
        if (loads.size() != HALF_HOURS || none || loads.stream().anyMatch(load -> !(load >= 0))) {
            throw new IllegalArgumentException("Shape " + name + " has " + loads.size() + " half-hours");
        }
    }

    /// The week of May 2024 in which Azure served completions of code; digitised from a published plot.
    public static WeekShape azureCode() {
        try (InputStream resource = WeekShape.class.getResourceAsStream(AZURE + ".csv.gz")) {
            if (resource == null) {
                throw new IllegalStateException("There is no " + AZURE);
            }
            return read(
                    AZURE,
                    new BufferedReader(new InputStreamReader(new GZIPInputStream(resource), StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A table whose last column is the load; a first line of names is skipped.
    ///
    /// @param name of the file, for sentences
    /// @throws RefactoryException `invalid_parameter` for a line without a load, another number of lines, or
    ///     when no load is above 0
    public static WeekShape read(String name, BufferedReader text) throws IOException {
        NumberedLines lines = new NumberedLines("Shape", name, text);
        List<Double> loads = new ArrayList<>();
        boolean first = true;
        for (String line = lines.next(); line != null; line = lines.next()) {
            String cell = line.substring(line.lastIndexOf(',') + 1).strip();
            boolean header = first && !cell.isEmpty() && Character.isLetter(cell.charAt(0));
            first = false;
            if (header) {
                continue;
            }
            if (loads.size() == HALF_HOURS) {
                throw lines.fault("a week has " + HALF_HOURS + " half-hours, and here is another");
            }
            loads.add(load(cell, lines));
        }
        if (loads.size() != HALF_HOURS) {
            throw lines.fault("a week has " + HALF_HOURS + " half-hours, and here are " + loads.size());
        } else if (loads.stream().noneMatch(load -> load > 0)) {
            throw lines.fault("no half-hour has a load above 0");
        }
        return new WeekShape(name, loads);
    }

    private static double load(String cell, NumberedLines lines) {
        try {
            double load = Double.parseDouble(cell);
            if (load >= 0 && load <= MAX_LOAD) {
                return load;
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw lines.fault("\"" + cell + "\" is no load of 0 or more");
    }

    /// The half-hour with the greatest load, the first of them.
    public int peak() {
        int peak = 0;
        for (int half = 1; half < HALF_HOURS; half++) {
            peak = loads.get(half) > loads.get(peak) ? half : peak;
        }
        return peak;
    }

    /// The load of a half-hour in means of the week.
    public double factor(int half) {
        double sum = 0;
        for (double load : loads) {
            sum += load;
        }
        return loads.get(half) * HALF_HOURS / sum;
    }

    /// A half-hour as people say it: `day 5, 19:00`, the week beginning with the first one.
    public static String moment(int half) {
        return "day " + (half / 48 + 1) + ", " + (half % 48 / 2 < 10 ? "0" : "") + half % 48 / 2
                + (half % 2 == 0 ? ":00" : ":30");
    }
}
