package dev.refactory.accelerator.node;

import dev.refactory.accelerator.api.InferenceService.AcceleratorStatus;
import dev.refactory.kit.json.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// What nodes understand, over HTTP. Thread-safe.
final class NodeClient implements AutoCloseable {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(3);

    private final RemoteSettings settings;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpClient http;

    NodeClient(RemoteSettings settings) {
        this.settings = settings;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT_TIMEOUT)
                .followRedirects(HttpClient.Redirect.NEVER)
                .executor(threads)
                .build();
    }

    /// @param body a sealed request
    CompletableFuture<HttpResponse<byte[]>> infer(URI node, byte[] body) {
        HttpRequest post = HttpRequest.newBuilder(node.resolve("/v1/infer"))
                .timeout(settings.requestTimeout())
                .header("Content-Type", Envelope.MEDIA_TYPE)
                .POST(BodyPublishers.ofByteArray(body))
                .build();
        return http.sendAsync(post, limited());
    }

    /// Fails when it is not a node that answers.
    CompletableFuture<List<AcceleratorStatus>> status(URI node) {
        HttpRequest question = HttpRequest.newBuilder(node.resolve("/v1/accelerators"))
                .timeout(settings.statusTimeout())
                .GET()
                .build();
        return http.sendAsync(question, limited()).thenApply(NodeClient::members);
    }

    private BodyHandler<byte[]> limited() {
        return BodyHandlers.limiting(BodyHandlers.ofByteArray(), settings.maxAnswerBytes());
    }

    private static List<AcceleratorStatus> members(HttpResponse<byte[]> response) {
        try {
            AcceleratorNode.NodeStatus status =
                    Json.mapper().readValue(response.body(), AcceleratorNode.NodeStatus.class);
            return List.copyOf(status.accelerators());
        } catch (IOException e) {
            throw new IllegalArgumentException("not a node's status", e);
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
        threads.shutdownNow();
    }
}
