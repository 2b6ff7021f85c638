package dev.refactory.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import dev.refactory.benchmarks.peer.OpenRewritePeer;
import dev.refactory.kit.json.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Runs the peer in a process of its own, and collects what it says.
final class Peer {
    /// OpenRewrite reads the compiler's own trees.
    private static final List<String> COMPILER_PACKAGES = List.of(
            "api", "code", "comp", "file", "jvm", "main", "model", "parser", "processing", "resources", "tree", "util");

    private static final int MINUTES = 15;

    private final Path libraries;

    /// @param libraries directory of the peer's jars and ours
    Peer(Path libraries) {
        this.libraries = libraries;
    }

    /// What the peer is to work on, and with how much.
    ///
    /// @param heapMib ample, since nothing of ours shall win by its want of memory
    record Task(Path sources, String classPath, int heapMib, int runs) {}

    /// @param type to rename as well; empty for none
    /// @return seconds of each run, by what was run; `parse` has the cold and the warm one
    Map<String, Sample> measure(Task task, String method, String type) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + task.heapMib() + "m",
                "-XX:+UseParallelGC"));
        for (String name : COMPILER_PACKAGES) {
            command.add("--add-opens=jdk.compiler/com.sun.tools.javac." + name + "=ALL-UNNAMED");
            command.add("--add-exports=jdk.compiler/com.sun.tools.javac." + name + "=ALL-UNNAMED");
        }
        command.addAll(List.of("-cp", System.getProperty("java.class.path") + ":" + libraries.resolve("*")));
        command.addAll(List.of(
                OpenRewritePeer.class.getName(),
                task.sources().toString(),
                task.classPath(),
                Integer.toString(task.runs()),
                method,
                type));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        Thread stop = new Thread(process::destroy, "stop-peer");
        Runtime.getRuntime().addShutdownHook(stop);
        Map<String, Sample> seconds = new TreeMap<>();
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (@Nullable String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("{")) {
                    JsonNode said = Json.tree(line);
                    seconds.computeIfAbsent(said.path("what").asText(), _ -> new Sample())
                            .add(said.path("seconds").asDouble());
                    seconds.computeIfAbsent(said.path("what").asText() + " files", _ -> new Sample())
                            .add(said.path("files").asDouble());
                }
            }
        }
        if (!process.waitFor(MINUTES, TimeUnit.MINUTES) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new IllegalStateException("The peer ended badly; what it said is above.");
        }
        return seconds;
    }
}
