package dev.refactory.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.refactory.client.ApiClient;
import dev.refactory.client.JobWatcher;
import dev.refactory.kit.id.IdSource;
import dev.refactory.kit.json.Json;
import dev.refactory.kit.time.Ticker;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// `refactory up` as a user starts it: a process of its own.
final class Server implements AutoCloseable {
    private static final Duration START = Duration.ofMinutes(3);
    private static final Duration STOP = Duration.ofSeconds(60);
    private static final Duration JOB = Duration.ofMinutes(5);
    private static final Duration WAIT = Duration.ofSeconds(10);
    private static final Pattern DASHBOARD = Pattern.compile("(http://\\S+)/dashboard");

    private final Ticker ticker;
    private final Process process;
    private final ApiClient client;
    private final long started;

    private Server(Ticker ticker, Process process, ApiClient client, long started) {
        this.ticker = ticker;
        this.process = process;
        this.client = client;
        this.started = started;
    }

    /// Comes back when the server says that it is up.
    /// @param settings more words of the command
    static Server start(Path home, Path data, Ticker ticker, String... settings) throws IOException {
        List<String> words = new ArrayList<>(List.of(
                home.resolve("refactory").toString(),
                "up",
                "--data-dir",
                data.toString(),
                "--port",
                "0",
                "--cluster-port",
                "0"));
        words.addAll(List.of(settings));
        ProcessBuilder command = new ProcessBuilder(words).redirectErrorStream(true);
        long started = ticker.nanos();
        Process process = command.start();
        process.getOutputStream().close();
        Thread stop = new Thread(process::destroy, "stop-server");
        Runtime.getRuntime().addShutdownHook(stop);
        CompletableFuture<URI> url = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> read(process, url));
        try {
            URI server = url.get(START.toSeconds(), TimeUnit.SECONDS);
            return new Server(ticker, process, new ApiClient(server, null), started);
        } catch (ExecutionException | TimeoutException e) {
            process.destroy();
            throw new IllegalStateException("The server did not start: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while the server started", e);
        }
    }

    /// Its output is read to the end, or its pipe would fill and stop it.
    private static void read(Process process, CompletableFuture<URI> url) {
        StringBuilder head = new StringBuilder();
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (@Nullable String line = lines.readLine(); line != null; line = lines.readLine()) {
                Matcher match = DASHBOARD.matcher(line);
                if (match.find()) {
                    url.complete(URI.create(match.group(1)));
                } else if (!url.isDone() && head.length() < 4_000) {
                    head.append(line).append('\n');
                }
            }
            url.completeExceptionally(new IOException("it ended after saying: " + head));
        } catch (IOException e) {
            url.completeExceptionally(e);
        }
    }

    ProcessTree tree() {
        return new ProcessTree(process.toHandle());
    }

    /// Seconds since the process was asked for.
    double age() {
        return seconds(started, ticker.nanos());
    }

    /// Submits and comes back with the server's first answer.
    JsonNode submit(ObjectNode request) {
        return client.submit(request, IdSource.secure().next("bench_"));
    }

    /// A job from before its request is sent until its final status is here.
    ///
    /// @param seconds in between
    /// @param job as it ended, always `succeeded`
    record Finished(double seconds, JsonNode job) {}

    Finished run(ObjectNode request) {
        long asked = ticker.nanos();
        return follow(submit(request), asked);
    }

    /// As [#run], by a caller of small jobs: one request, which is answered when the job is over.
    Finished runInOneRequest(ObjectNode request) {
        long asked = ticker.nanos();
        String path = "/v2/chat/completions/spark?wait=" + WAIT.toSeconds() + "s";
        return follow(client.submit(path, request, IdSource.secure().next("bench_")), asked);
    }

    Finished follow(JsonNode accepted, long asked) {
        String id = accepted.path("job_id").asText();
        JsonNode job = accepted;
        @Nullable String etag = null;
        while (!JobWatcher.ended(job)) {
            if (seconds(asked, ticker.nanos()) > JOB.toSeconds()) {
                throw new IllegalStateException("The job did not end in " + JOB + ": " + Json.write(job));
            }
            ApiClient.Polled polled =
                    client.poll(id, etag, etag == null ? Duration.ZERO : WAIT).join();
            job = polled.status().orElse(job);
            etag = polled.etag().orElse(etag);
        }
        double took = seconds(asked, ticker.nanos());
        if (!job.path("status").asText().equals("succeeded")) {
            throw new IllegalStateException("A job of the benchmarks did not succeed: " + Json.write(job));
        }
        return new Finished(took, job);
    }

    private static double seconds(long from, long to) {
        return (to - from) / 1e9;
    }

    @Override
    public void close() {
        client.close();
        process.destroy();
        try {
            if (!process.waitFor(STOP.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
