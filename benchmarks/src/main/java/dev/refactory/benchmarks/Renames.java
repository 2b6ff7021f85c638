package dev.refactory.benchmarks;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntFunction;

/// Latency of one kind of job on a warm server, one job after the other.
final class Renames {
    private static final String[] STAGES = {"index", "plan", "transform", "verify", "publish"};

    /// Of one kind of job, warm-up included: a slow machine measures fewer jobs.
    private static final double LIMIT_SECONDS = 240;

    private final Report report;
    private final int warmUps;
    private final int measured;

    Renames(Report report, int warmUps, int measured) {
        this.report = report;
        this.warmUps = warmUps;
        this.measured = measured;
    }

    /// @param requests by number, each different
    void measure(String title, Server server, IntFunction<ObjectNode> requests) {
        double begun = server.age();
        int warm = 0;
        while (warm < warmUps && server.age() - begun < LIMIT_SECONDS / 4) {
            server.run(requests.apply(warm++));
        }
        Sample wall = new Sample();
        Sample outside = new Sample();
        Sample files = new Sample();
        Map<String, Sample> stages = new LinkedHashMap<>();
        double cpu = server.tree().cpuSeconds();
        for (int i = warm; i < warm + measured && server.age() - begun < LIMIT_SECONDS; i++) {
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
    }
}
