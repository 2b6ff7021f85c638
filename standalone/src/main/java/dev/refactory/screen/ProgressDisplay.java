package dev.refactory.screen;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintStream;
import java.time.Duration;

/// Shows a job's progress on stderr: one line drawn over on a terminal, else a line per change. Not
/// thread-safe.
public final class ProgressDisplay {
    private static final int BAR = 24;

    private final PrintStream err;
    private final Style style;
    private final boolean redraws;
    private final int columns;
    private final boolean silent;
    private String shown = "";
    private int lastPercent = -1;

    /// @param silent nothing is shown unless it can be drawn over (machine output)
    public ProgressDisplay(Surroundings surroundings, boolean silent) {
        this.err = surroundings.err();
        this.style = surroundings.errStyle();
        this.redraws = surroundings.canRedraw();
        this.columns = surroundings.columns();
        this.silent = silent;
    }

    /// Shows the status as it stands, `elapsed` after the waiting began.
    public void update(JsonNode job, Duration elapsed) {
        JsonNode progress = job.path("progress");
        String stage = Style.safe(job.path("status").asText("queued"));
        int percent = Math.clamp(progress.path("percent").asInt(0), 0, 100);
        int done = progress.path("tasks_done").asInt(0);
        int total = progress.path("tasks_total").asInt(0);
        String tasks = total > 1 ? done + "/" + total + " tasks" : "";
        if (redraws) {
            redraw(stage, percent, tasks, elapsed);
        } else if (!silent) {
            line(stage, percent, tasks, elapsed);
        }
    }

    private void redraw(String stage, int percent, String tasks, Duration elapsed) {
        int full = BAR * percent / 100;
        String bar = style.unicode()
                ? style.cyan("━".repeat(full)) + style.dim("─".repeat(BAR - full))
                : "#".repeat(full) + ".".repeat(BAR - full);
        String text = String.format("%-9s %s %3d %%  %6s  %s", stage, bar, percent, seconds(elapsed), tasks);
        if (Style.width(text) >= columns) {
            text = String.format("%-9s %3d %%", stage, percent);
        }
        err.print("\r\033[K" + text);
        err.flush();
        shown = text;
    }

    private void line(String stage, int percent, String tasks, Duration elapsed) {
        boolean newStage = !stage.equals(shown);
        if (newStage || percent >= lastPercent + 10) {
            err.println((stage + " " + percent + " % " + tasks).strip() + " (" + seconds(elapsed) + ")");
            shown = stage;
            lastPercent = percent;
        }
    }

    /// Takes the line away, if there is one.
    public void clear() {
        if (redraws && !shown.isEmpty()) {
            err.print("\r\033[K");
            err.flush();
            shown = "";
        }
    }

    public static String seconds(Duration duration) {
        long tenths = duration.toMillis() / 100;
        if (duration.toHours() > 0) {
            return duration.toHours() + ":" + String.format("%02d", duration.toMinutesPart()) + " h";
        }
        return tenths < 600
                ? tenths / 10 + "." + tenths % 10 + " s"
                : duration.toMinutes() + ":" + String.format("%02d", duration.toSecondsPart()) + " min";
    }
}
