package dev.refactory.benchmarks;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Panels side by side as one SVG that is readable on light and on dark pages. Not thread-safe.
public final class Chart {
    private static final int PANEL = 360;
    private static final int HEIGHT = 260;
    private static final int TOP = 60;
    private static final int LEFT = 70;
    private static final int PITCH = 490;
    private static final int LEGEND_PITCH = 205;
    private static final int TICKS = 5;
    private static final int[] STEPS = {1, 2, 5, 10};

    /// How what belongs together looks in all panels.
    ///
    /// @param word names it in the drawing's own style sheet: letters only
    /// @param title as it is read
    public record Style(String word, String title, String onLight, String onDark) {}

    /// @param points y by x
    /// @param hollow those x whose point is drawn hollow
    public record Line(Style style, boolean dashed, Map<Double, Double> points, Set<Double> hollow) {}

    /// @param title may be long: it is written above its bar
    public record Bar(Style style, String title, double value) {}

    private final Map<String, Style> styles = new LinkedHashMap<>();
    private final StringBuilder body = new StringBuilder();
    private int panels;

    /// Adds a panel of lines, on axes from 0.
    ///
    /// @param below what x is
    /// @param xFormat of its ticks, for example `%.1f`
    public void lines(String title, String below, String xFormat, List<Line> lines) {
        int left = LEFT + PITCH * panels++;
        double mostX = most(
                lines.stream().flatMap(line -> line.points().keySet().stream()).toList());
        double mostY = most(
                lines.stream().flatMap(line -> line.points().values().stream()).toList());
        text(left + PANEL / 2.0, TOP - 22, "middle", title);
        for (double y = 0; y <= mostY; y += step(mostY)) {
            double at = TOP + HEIGHT * (1 - y / mostY);
            grid(left, at, left + PANEL, at);
            text(left - 8, at + 4, "end", Sample.number("%,.0f", y));
        }
        for (double x = 0; x <= mostX; x += step(mostX)) {
            double at = left + PANEL * x / mostX;
            grid(at, TOP, at, TOP + HEIGHT);
            text(at, TOP + HEIGHT + 18, "middle", Sample.number(xFormat, x));
        }
        text(left + PANEL / 2.0, TOP + HEIGHT + 40, "middle", below);
        for (Line line : lines) {
            styles.putIfAbsent(line.style().word(), line.style());
            StringBuilder points = new StringBuilder();
            line.points().forEach((x, y) -> {
                double atX = left + PANEL * x / mostX;
                double atY = TOP + HEIGHT * (1 - y / mostY);
                points.append(Sample.number("%.1f,", atX)).append(Sample.number("%.1f ", atY));
                dot(line, x, atX, atY);
            });
            body.append("<polyline class=\"line ").append(line.style().word());
            body.append(line.dashed() ? " dashed" : "")
                    .append("\" points=\"")
                    .append(points)
                    .append("\"/>\n");
        }
    }

    /// Adds a panel of horizontal bars from 0, each with its figure.
    public void bars(String title, List<Bar> bars) {
        int left = LEFT + PITCH * panels++ - 40;
        double most = most(bars.stream().map(Bar::value).toList());
        double pitch = (HEIGHT + 40.0) / bars.size();
        text(left + PANEL / 2.0, TOP - 22, "middle", title);
        for (int i = 0; i < bars.size(); i++) {
            Bar bar = bars.get(i);
            styles.putIfAbsent(bar.style().word(), bar.style());
            double y = TOP + i * pitch;
            text(left, y + pitch * 0.36, "start", bar.title());
            body.append("<rect class=\"bar ").append(bar.style().word());
            body.append(Sample.number("\" x=\"%.0f\"", (double) left))
                    .append(Sample.number(" y=\"%.1f\"", y + pitch * 0.5));
            body.append(Sample.number(" width=\"%.1f\"", PANEL * bar.value() / most));
            body.append(Sample.number(" height=\"%.1f\"/>%n", pitch * 0.32));
            text(left + PANEL * bar.value() / most + 6, y + pitch * 0.78, "start", Sample.number("%.1f", bar.value()));
        }
    }

    /// The whole drawing.
    ///
    /// @param legend what is told apart by colour, in this order
    /// @param note a line below
    public String svg(List<Style> legend, String note) {
        legend.forEach(style -> styles.putIfAbsent(style.word(), style));
        double y = TOP + HEIGHT + 70;
        double x = LEFT;
        for (Style style : legend) {
            body.append(Sample.number("<line x1=\"%.0f\"", x)).append(Sample.number(" x2=\"%.0f\"", x + 28));
            body.append(Sample.number(" y1=\"%.0f\"", y)).append(Sample.number(" y2=\"%.0f\" class=\"line ", y));
            body.append(style.word()).append("\"/>\n");
            text(x + 36, y + 4, "start", style.title());
            x += LEGEND_PITCH;
        }
        text(LEFT, y + 28, "start", note);
        return "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " + (PITCH * panels - 20) + " "
                + (TOP + HEIGHT + 110) + "\" font-family=\"system-ui, sans-serif\" font-size=\"13\">\n" + sheet() + body
                + "</svg>\n";
    }

    private String sheet() {
        StringBuilder sheet =
                new StringBuilder("<style>\n.text{fill:#333}.grid{stroke:#ddd}.line{fill:none;stroke-width:2}"
                        + ".dashed{stroke-dasharray:6 4}.hollow{fill:none}\n");
        styles.values().forEach(style -> sheet.append(rule(style.word(), style.onLight())));
        sheet.append("@media (prefers-color-scheme: dark){.text{fill:#ddd}.grid{stroke:#444}\n");
        styles.values().forEach(style -> sheet.append(rule(style.word(), style.onDark())));
        return sheet.append("}\n</style>\n").toString();
    }

    private static String rule(String word, String colour) {
        String name = "." + word;
        return name + "{stroke:" + colour + "}" + name + ".dot," + name + ".bar{fill:" + colour + "}" + name
                + ".hollow{fill:none}\n";
    }

    private void dot(Line line, double value, double x, double y) {
        body.append("<circle class=\"")
                .append(line.hollow().contains(value) ? "hollow " : "dot ")
                .append(line.style().word());
        body.append(Sample.number("\" cx=\"%.1f\"", x)).append(Sample.number(" cy=\"%.1f\" r=\"4\"/>%n", y));
    }

    private void grid(double x1, double y1, double x2, double y2) {
        body.append(Sample.number("<line class=\"grid\" x1=\"%.1f\"", x1)).append(Sample.number(" y1=\"%.1f\"", y1));
        body.append(Sample.number(" x2=\"%.1f\"", x2)).append(Sample.number(" y2=\"%.1f\"/>%n", y2));
    }

    private void text(double x, double y, String anchor, String words) {
        body.append(Sample.number("<text class=\"text\" x=\"%.1f\"", x)).append(Sample.number(" y=\"%.1f\"", y));
        body.append(" text-anchor=\"")
                .append(anchor)
                .append("\">")
                .append(words)
                .append("</text>\n");
    }

    private static double most(List<Double> values) {
        return (values.isEmpty() ? 1 : Collections.max(new ArrayList<>(values))) * 1.05;
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
