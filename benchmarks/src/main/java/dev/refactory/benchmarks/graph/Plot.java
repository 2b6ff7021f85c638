package dev.refactory.benchmarks.graph;

import dev.refactory.benchmarks.Sample;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Time and memory against size, one line a tool, as one SVG that is readable on light and on dark pages. A run that
/// did not finish its corpus has no point of time, and a hollow one of memory.
final class Plot {
    private static final int WIDTH = 960;
    private static final int PANEL = 360;
    private static final int HEIGHT = 260;
    private static final int TOP = 60;
    private static final int[] LEFTS = {70, 560};
    private static final int TICKS = 5;
    private static final int[] STEPS = {1, 2, 5, 10};

    private final List<Measured> measured;
    private final StringBuilder svg = new StringBuilder();

    Plot(List<Measured> measured) {
        this.measured = measured;
    }

    String svg() {
        int height = TOP + HEIGHT + 110;
        svg.append("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 ")
                .append(WIDTH)
                .append(' ')
                .append(height)
                .append("\" font-family=\"system-ui, sans-serif\" font-size=\"13\">\n");
        style();
        List<Line> time = new ArrayList<>();
        List<Line> memory = new ArrayList<>();
        for (Tool tool : Tool.values()) {
            time.add(line(tool, "", each -> whole(each) ? each.cold() : null));
            time.add(line(tool, " warm", each -> whole(each) ? each.warm() : null));
            memory.add(line(tool, "", each -> each.memory().peakMib()));
        }
        panel(LEFTS[0], "Time, seconds: cold, and warm (dashed)", time);
        panel(LEFTS[1], "Peak memory, MiB", memory);
        legend(TOP + HEIGHT + 70);
        return svg.append("</svg>\n").toString();
    }

    /// @param variant of the tool's style
    /// @param points by million lines
    private record Line(Tool tool, String variant, Map<Double, Double> points) {}

    /// The whole corpus was read.
    private static boolean whole(Measured each) {
        boolean all = each.tool() != Tool.JAVAPARSER
                || (!each.runs().isEmpty() && each.first().path("share").asDouble() >= 1);
        return all && !each.runs().isEmpty();
    }

    private Line line(Tool tool, String variant, Function<Measured, @Nullable Double> value) {
        Map<Double, Double> points = new TreeMap<>();
        for (Measured each : measured) {
            Double y = each.tool() == tool ? value.apply(each) : null;
            if (y != null) {
                points.put(each.millionLines(), y);
            }
        }
        return new Line(tool, variant, points);
    }

    private void style() {
        svg.append("<style>\n.text{fill:#333}.grid{stroke:#ddd}.line{fill:none;stroke-width:2}"
                + ".warm{stroke-dasharray:6 4}.hollow{fill:none}\n");
        for (Tool tool : Tool.values()) {
            rule(tool, tool.onLight());
        }
        svg.append("@media (prefers-color-scheme: dark){.text{fill:#ddd}.grid{stroke:#444}\n");
        for (Tool tool : Tool.values()) {
            rule(tool, tool.onDark());
        }
        svg.append("}\n</style>\n");
    }

    private void rule(Tool tool, String colour) {
        String name = "." + tool.word();
        svg.append(name).append("{stroke:").append(colour).append("}").append(name);
        svg.append(".dot{fill:").append(colour).append("}").append(name).append(".hollow{fill:none}\n");
    }

    private void panel(int left, String title, List<Line> lines) {
        double mostX =
                measured.stream().mapToDouble(Measured::millionLines).max().orElse(1) * 1.05;
        double mostY = lines.stream()
                        .flatMap(line -> line.points().values().stream())
                        .max(Comparator.naturalOrder())
                        .orElse(1.0)
                * 1.05;
        text(left + PANEL / 2.0, TOP - 22, "middle", title);
        for (double y = 0; y <= mostY; y += step(mostY)) {
            double at = TOP + HEIGHT * (1 - y / mostY);
            grid(left, at, left + PANEL, at);
            text(left - 8, at + 4, "end", Sample.number("%,.0f", y));
        }
        for (double x = 0; x <= mostX; x += step(mostX)) {
            double at = left + PANEL * x / mostX;
            grid(at, TOP, at, TOP + HEIGHT);
            text(at, TOP + HEIGHT + 18, "middle", Sample.number("%.1f", x));
        }
        text(left + PANEL / 2.0, TOP + HEIGHT + 40, "middle", "million lines");
        for (Line line : lines) {
            StringBuilder points = new StringBuilder();
            line.points().forEach((x, y) -> {
                double atX = left + PANEL * x / mostX;
                double atY = TOP + HEIGHT * (1 - y / mostY);
                points.append(Sample.number("%.1f,", atX)).append(Sample.number("%.1f ", atY));
                dot(line, x, atX, atY);
            });
            svg.append("<polyline class=\"line ").append(line.tool().word()).append(line.variant());
            svg.append("\" points=\"").append(points).append("\"/>\n");
        }
    }

    private void dot(Line line, double millionLines, double x, double y) {
        boolean complete = measured.stream()
                .filter(each -> each.tool() == line.tool() && each.millionLines() == millionLines)
                .allMatch(each -> whole(each) && each.trouble().isEmpty());
        svg.append("<circle class=\"")
                .append(complete ? "dot " : "hollow ")
                .append(line.tool().word());
        svg.append(Sample.number("\" cx=\"%.1f\"", x)).append(Sample.number(" cy=\"%.1f\" r=\"4\"/>%n", y));
    }

    private void legend(double y) {
        double x = LEFTS[0];
        for (Tool tool : Tool.values()) {
            if (measured.stream().anyMatch(each -> each.tool() == tool)) {
                svg.append(Sample.number("<line x1=\"%.0f\"", x)).append(Sample.number(" x2=\"%.0f\"", x + 28));
                svg.append(Sample.number(" y1=\"%.0f\"", y)).append(Sample.number(" y2=\"%.0f\" class=\"line ", y));
                svg.append(tool.word()).append("\"/>\n");
                text(x + 36, y + 4, "start", tool.title());
                x += 205;
            }
        }
        text(LEFTS[0], y + 28, "start", "A hollow point: ended before everything was read.");
    }

    private void grid(double x1, double y1, double x2, double y2) {
        svg.append(Sample.number("<line class=\"grid\" x1=\"%.1f\"", x1)).append(Sample.number(" y1=\"%.1f\"", y1));
        svg.append(Sample.number(" x2=\"%.1f\"", x2)).append(Sample.number(" y2=\"%.1f\"/>%n", y2));
    }

    private void text(double x, double y, String anchor, String words) {
        svg.append(Sample.number("<text class=\"text\" x=\"%.1f\"", x)).append(Sample.number(" y=\"%.1f\"", y));
        svg.append(" text-anchor=\"").append(anchor).append("\">").append(words).append("</text>\n");
    }

    /// A round number that divides the range into about five.
    private static double step(double most) {
        double power = Math.pow(10, Math.floor(Math.log10(most / TICKS)));
        for (int step : STEPS) {
            if (power * step >= most / TICKS) {
                return power * step;
            }
        }
        return power * STEPS[STEPS.length - 1];
    }
}
