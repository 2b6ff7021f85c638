package dev.refactory.benchmarks.graph;

import dev.refactory.benchmarks.Report;
import dev.refactory.benchmarks.Sample;
import dev.refactory.benchmarks.corpus.Corpus;
import java.io.PrintStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The comparison as a table.
final class GraphTable {
    private GraphTable() {}

    static void row(Report report, Measured result, Corpus corpus) {
        report.say(result.tool().title() + Sample.number(", %.2f M lines: cold ", result.millionLines())
                + seconds(result.cold()) + ", warm " + seconds(result.warm())
                + Sample.number(", peak %.0f MiB; ", result.memory().peakMib())
                + result.remarks(corpus.counts().bytes()));
    }

    static void print(PrintStream out, List<Measured> measured, List<Corpus> corpora) {
        if (measured.isEmpty()) {
            return;
        }
        out.println(
                "| M lines | tool | cold | warm | lines/s, best | peak memory (heap limit) | processor time, all runs |"
                        + " |");
        out.println("|---|---|---|---|---|---|---|---|");
        for (Corpus corpus : corpora) {
            for (Measured each : measured) {
                if (each.millionLines() == corpus.millionLines()) {
                    out.println(line(each, corpus));
                }
            }
        }
        out.println();
    }

    private static String line(Measured each, Corpus corpus) {
        Double best = each.warm() == null ? each.cold() : each.warm();
        boolean whole = best != null && each.tool() != Tool.JAVAPARSER;
        return "| " + Sample.number("%.2f", each.millionLines()) + " | "
                + each.tool().title() + " | "
                + seconds(each.cold()) + " | " + seconds(each.warm()) + " | "
                + (whole && best != null
                        ? Sample.number("%,.0f", corpus.counts().lines() / best)
                        : "–") + " | "
                + Sample.number("%,.0f MiB", each.memory().peakMib())
                + Sample.number(" (%,.0f)", each.memory().heapMib()) + " | "
                + Sample.number("%.0f s", each.cpuSeconds()) + " | "
                + each.remarks(corpus.counts().bytes()) + " |";
    }

    private static String seconds(@Nullable Double seconds) {
        return seconds == null ? "–" : Sample.number("%.1f s", seconds);
    }
}
