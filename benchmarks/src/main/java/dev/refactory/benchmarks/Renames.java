package dev.refactory.benchmarks;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntFunction;

/// Latency of one kind of job on a warm server, one job after the other.
final class Renames {
    private static final String[] STAGES = {"index", "plan", "transform", "verify", "publish"};

    private final Report report;
    private final int warmUps;
    private final int measured;
    private final double limitSeconds;

    /// @param limitSeconds of one kind of job, a quarter of it for the warm-up: a slow machine
    ///     measures fewer jobs
    Renames(Report report, int warmUps, int measured, double limitSeconds) {
        this.report = report;
        this.warmUps = warmUps;
        this.measured = measured;
        this.limitSeconds = limitSeconds;
    }

    /// @param requests by number, each different
    /// @return wall times, ms
    Sample measure(String title, Server server, IntFunction<ObjectNode> requests) {
        double begun = server.age();
        int warm = 0;
        while (warm < warmUps && server.age() - begun < limitSeconds / 4) {
            server.run(requests.apply(warm++));
        }
        Sample wall = new Sample();
        Sample outside = new Sample();
        Sample files = new Sample();
        Map<String, Sample> stages = new LinkedHashMap<>();
        double cpu = server.tree().cpuSeconds();
        for (int i = warm; i < warm + measured && server.age() - begun < limitSeconds; i++) {
            Server.Finished finished = server.run(requests.apply(i));
            Timeline timeline = new Timeline(finished.job());
            wall.add(1000 * finished.seconds());
            outside.add(100 * (1 - timeline.running() / finished.seconds()));
            files.add(finished.job().path("result").path("files_changed").asInt());
            for (String stage : STAGES) {
                stages.computeIfAbsent(stage, name -> new Sample()).add(1000 * timeline.seconds(stage));
            }
        }
        String changed = (int) files.quantile(Double.MIN_VALUE) + " to " + (int) files.quantile(1) + " files";
        report.row(
                title + ", " + changed + ", wall p50 / p95",
                Sample.number("%.0f ms", wall.median()) + " / " + Sample.number("%.0f ms", wall.quantile(0.95)) + " (n="
                        + wall.size() + ", after " + warm + " to warm up)");
        report.row(
                title + ", share outside the stages, p50 / p95",
                Sample.number("%.0f %%", outside.median()) + " / " + Sample.number("%.0f %%", outside.quantile(0.95)));
        report.row(
                title + ", processor time per job, all processes",
                Sample.number("%.0f ms", 1000 * (server.tree().cpuSeconds() - cpu) / wall.size()));
        StringBuilder each = new StringBuilder();
        stages.forEach((stage, sample) -> each.append(each.isEmpty() ? "" : ", ")
                .append(stage)
                .append(' ')
                .append(Sample.number("%.0f ms", sample.median())));
        report.row(title + ", stages p50", each.toString());
        return wall;
    }
}
