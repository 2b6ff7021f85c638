package dev.refactory.benchmarks.graph;

import dev.refactory.benchmarks.Chart;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Time and memory against size, one line a tool. A run that did not finish its corpus has no point of time, and a
/// hollow one of memory.
final class Plot {
    private final List<Measured> measured;

    Plot(List<Measured> measured) {
        this.measured = measured;
    }

    String svg() {
        List<Chart.Line> time = new ArrayList<>();
        List<Chart.Line> memory = new ArrayList<>();
        List<Chart.Style> legend = new ArrayList<>();
        for (Tool tool : Tool.values()) {
            time.add(line(tool, false, each -> whole(each) ? each.cold() : null));
            time.add(line(tool, true, each -> whole(each) ? each.warm() : null));
            memory.add(line(tool, false, each -> each.memory().peakMib()));
            if (measured.stream().anyMatch(each -> each.tool() == tool)) {
                legend.add(tool.style());
            }
        }
        Chart chart = new Chart();
        chart.lines("Time, seconds: cold, and warm (dashed)", "million lines", "%.1f", time);
        chart.lines("Peak memory, MiB", "million lines", "%.1f", memory);
        return chart.svg(legend, "A hollow point: ended before everything was read.");
    }

    /// The whole corpus was read.
    private static boolean whole(Measured each) {
        boolean all = each.tool() != Tool.JAVAPARSER
                || (!each.runs().isEmpty() && each.first().path("share").asDouble() >= 1);
        return all && !each.runs().isEmpty();
    }

    private Chart.Line line(Tool tool, boolean dashed, Function<Measured, @Nullable Double> value) {
        Map<Double, Double> points = new TreeMap<>();
        Set<Double> hollow = new TreeSet<>();
        for (Measured each : measured) {
            Double y = each.tool() == tool ? value.apply(each) : null;
            if (y != null) {
                points.put(each.millionLines(), y);
                if (!whole(each) || !each.trouble().isEmpty()) {
                    hollow.add(each.millionLines());
                }
            }
        }
        return new Chart.Line(tool.style(), dashed, points, hollow);
    }
}
