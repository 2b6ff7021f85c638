package dev.refactory.benchmarks.graph;

import com.fasterxml.jackson.databind.JsonNode;
import dev.refactory.benchmarks.ProcessTree;
import dev.refactory.kit.json.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Runs a tool in a process of its own, within a limit of time, and watches its memory.
public final class ToolProcess {
    private static final long SAMPLE_MILLIS = 100;

    private final Duration limit;

    /// @param limit after which a process is ended; what it had said until then counts
    public ToolProcess(Duration limit) {
        this.limit = limit;
    }

    /// @param lines the JSON objects it printed, in order
    /// @param peakMib the most resident memory of the process and its children together, sampled
    /// @param cpuSeconds processor time of all of them as it was last seen
    /// @param status its exit status; null when it was ended because it took too long
    public record Outcome(
            List<JsonNode> lines,
            double peakMib,
            double cpuSeconds,
            @Nullable Integer status) {
        /// Why it has no complete answer; empty when it has.
        public String trouble() {
            if (status == null) {
                return "ended, too slow";
            }
            return status == 0 ? "" : "ended with status " + status;
        }
    }

    public Outcome run(List<String> command, Map<String, String> environment) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().putAll(environment);
        Process process = builder.start();
        Thread stop = new Thread(() -> end(process.toHandle()), "stop-tool");
        Runtime.getRuntime().addShutdownHook(stop);
        List<JsonNode> lines = new ArrayList<>();
        try (Watch watch = new Watch(new ProcessTree(process.toHandle()));
                ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
                        Thread.ofPlatform().daemon().name("limit").factory())) {
            var late = clock.schedule(() -> end(process.toHandle()), limit.toMillis(), TimeUnit.MILLISECONDS);
            try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
                for (@Nullable String line = output.readLine(); line != null; line = output.readLine()) {
                    if (line.startsWith("{")) {
                        lines.add(Json.tree(line));
                    }
                }
            }
            int status = process.waitFor();
            boolean inTime = late.cancel(false) || !late.isDone();
            clock.shutdownNow();
            return new Outcome(lines, watch.peakMib, watch.cpuSeconds, inTime ? status : null);
        } finally {
            end(process.toHandle());
            Runtime.getRuntime().removeShutdownHook(stop);
        }
    }

    private static void end(ProcessHandle process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    /// Samples a process and its children until closed.
    private static final class Watch implements AutoCloseable {
        private final ProcessTree tree;
        private final ScheduledExecutorService sampler = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("watch").factory());
        private volatile double peakMib;
        private volatile double cpuSeconds;

        Watch(ProcessTree tree) {
            this.tree = tree;
            sampler.scheduleWithFixedDelay(this::sample, 0, SAMPLE_MILLIS, TimeUnit.MILLISECONDS);
        }

        private void sample() {
            peakMib = Math.max(peakMib, tree.residentMib());
            cpuSeconds = Math.max(cpuSeconds, tree.cpuSeconds());
        }

        @Override
        public void close() {
            sampler.shutdownNow();
        }
    }
}
