package dev.refactory.accelerator.node;

import dev.refactory.accelerator.api.InferenceRequest;
import dev.refactory.accelerator.api.InferenceResponse;
import dev.refactory.accelerator.api.InferenceService;
import dev.refactory.kit.json.Json;
import dev.refactory.kit.problem.ErrorCode;
import dev.refactory.kit.problem.RefactoryException;
import dev.refactory.kit.time.Ticker;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The pools behind other processes' doors, as one. Thread-safe.
///
/// A request goes to the node that is believed to be least loaded. A node that cannot be reached, dies under
/// the request or answers nonsense is used last for a while and the request goes to another; repeating is
/// harmless, for equal input gives equal output. When nobody answers, the error is `accelerator_unavailable`:
/// try later.
public final class RemoteInferenceService implements InferenceService, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(RemoteInferenceService.class);
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(3);

    private final Supplier<List<URI>> nodes;
    private final RemoteSettings settings;
    private final Ticker ticker;
    private final NodeTable table = new NodeTable();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpClient http;

    /// @param nodes where nodes are now, for example `http://10.0.0.7:8090`; asked anew for each send, so it
    ///     must be quick and may change its mind
    public RemoteInferenceService(Supplier<List<URI>> nodes, RemoteSettings settings, Ticker ticker) {
        this.nodes = nodes;
        this.settings = settings;
        this.ticker = ticker;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT_TIMEOUT)
                .followRedirects(HttpClient.Redirect.NEVER)
                .executor(threads)
                .build();
    }

    @Override
    public CompletableFuture<InferenceResponse> infer(InferenceRequest request) {
        Exchange exchange;
        try {
            exchange = new Exchange(request, Envelope.seal(RequestHeader.of(request), request.input()));
        } catch (RefactoryException e) {
            return CompletableFuture.failedFuture(e);
        }
        exchange.send();
        return exchange.answer;
    }

    /// Asks every node now; one that does not answer is listed by its address with the state `unreachable`.
    @Override
    public List<AcceleratorStatus> accelerators() {
        List<CompletableFuture<List<AcceleratorStatus>>> answers =
                nodes.get().stream().distinct().map(this::status).toList();
        List<AcceleratorStatus> all = new ArrayList<>();
        answers.forEach(answer -> all.addAll(answer.join()));
        return List.copyOf(all);
    }

    @Override
    public void close() {
        http.shutdownNow();
        threads.shutdownNow();
    }

    private CompletableFuture<List<AcceleratorStatus>> status(URI node) {
        HttpRequest question = HttpRequest.newBuilder(node.resolve("/v1/accelerators"))
                .timeout(settings.statusTimeout())
                .GET()
                .build();
        return http.sendAsync(question, BodyHandlers.limiting(BodyHandlers.ofByteArray(), settings.maxAnswerBytes()))
                .thenApply(RemoteInferenceService::members)
                .thenApply(members -> {
                    table.update(node, view -> view.told(members, ticker.nanos()));
                    return members;
                })
                .exceptionally(failure -> {
                    markDown(node);
                    return List.of(unreachable(node));
                });
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

    private static AcceleratorStatus unreachable(URI node) {
        return new AcceleratorStatus(
                node.getAuthority(), "", true, "unreachable", List.of(), 0, 0, 0, 0, 0, 0, List.of(), 0);
    }

    private void markDown(URI node) {
        long until = ticker.nanos() + settings.downTime().toNanos();
        table.update(node, view -> view.down(until));
    }

    private void refresh(List<URI> present) {
        for (URI node : table.startAsking(present, settings.statusAge().toNanos(), ticker.nanos())) {
            status(node).whenComplete((members, failure) -> table.stopAsking(node));
        }
    }

    /// One request on its way, from node to node until somebody answers.
    private final class Exchange {
        private final CompletableFuture<InferenceResponse> answer = new CompletableFuture<>();
        private final InferenceRequest request;
        private final byte[] body;
        private final long startedNanos = ticker.nanos();
        /// Nodes that answered that they cannot; asking them again would not help.
        private final Set<URI> unable = new HashSet<>();

        private int sends;
        private RefactoryException reason = new RefactoryException(
                ErrorCode.ACCELERATOR_UNAVAILABLE,
                "accelerators",
                "No accelerator node is known; start one with the accelerator role, or try again later.");

        Exchange(InferenceRequest request, byte[] body) {
            this.request = request;
            this.body = body;
        }

        void send() {
            List<URI> present = List.copyOf(nodes.get());
            Optional<URI> chosen = sends < settings.maxSends()
                    ? table.choose(present, unable, request.model(), ticker.nanos())
                    : Optional.<URI>empty();
            refresh(present);
            if (chosen.isEmpty()) {
                answer.completeExceptionally(reason);
                return;
            }
            sends++;
            URI node = chosen.get();
            HttpRequest post = HttpRequest.newBuilder(node.resolve("/v1/infer"))
                    .timeout(settings.requestTimeout())
                    .header("Content-Type", Envelope.MEDIA_TYPE)
                    .POST(BodyPublishers.ofByteArray(body))
                    .build();
            CompletableFuture<HttpResponse<byte[]>> sent =
                    http.sendAsync(post, BodyHandlers.limiting(BodyHandlers.ofByteArray(), settings.maxAnswerBytes()));
            answer.whenComplete((response, failure) -> sent.cancel(true));
            sent.whenComplete((response, failure) -> {
                table.update(node, NodeView::returned);
                if (!answer.isDone()) {
                    if (failure != null) {
                        lost(node, failure.getClass().getSimpleName());
                    } else {
                        received(node, response);
                    }
                }
            });
        }

        private void received(URI node, HttpResponse<byte[]> response) {
            if (response.statusCode() == 200) {
                opened(node, response.body());
                return;
            }
            Optional<RefactoryException> problem = Problem.read(response.body());
            if (problem.isEmpty()) {
                lost(node, "status " + response.statusCode());
            } else if (problem.get().code() == ErrorCode.ACCELERATOR_UNAVAILABLE
                    || problem.get().code() == ErrorCode.NOT_AVAILABLE) {
                unable.add(node);
                reason = problem.get();
                send();
            } else {
                answer.completeExceptionally(problem.get());
            }
        }

        private void opened(URI node, byte[] sealed) {
            Envelope.Opened<ResponseHeader> opened;
            try {
                opened = Envelope.open(sealed, ResponseHeader.class);
            } catch (RefactoryException malformed) {
                lost(node, "malformed answer");
                return;
            }
            if (!request.requestId().equals(opened.header().requestId())) {
                lost(node, "the answer to another request");
                return;
            }
            answer.complete(opened.header().with(opened.content(), ticker.nanos() - startedNanos));
        }

        private void lost(URI node, String why) {
            log.warn("accelerator node lost node={} request={} why={}", node, request.requestId(), why);
            markDown(node);
            reason = new RefactoryException(
                    ErrorCode.ACCELERATOR_UNAVAILABLE,
                    node.getAuthority(),
                    "The accelerator node " + node.getAuthority() + " did not answer (" + why
                            + "); try again later, or check that it runs.");
            send();
        }
    }
}
