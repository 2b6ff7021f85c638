package dev.refactory.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.atlassian.oai.validator.OpenApiInteractionValidator;
import com.atlassian.oai.validator.model.Request.Method;
import com.atlassian.oai.validator.model.SimpleResponse;
import com.atlassian.oai.validator.report.ValidationReport;
import com.fasterxml.jackson.databind.JsonNode;
import dev.refactory.accelerator.api.InferenceRequest;
import dev.refactory.accelerator.api.InferenceResponse;
import dev.refactory.accelerator.api.InferenceService;
import dev.refactory.accelerator.api.Load;
import dev.refactory.accelerator.api.WaitReason;
import dev.refactory.api.catalogue.ModelCatalogue;
import dev.refactory.api.catalogue.RecipeCatalogue;
import dev.refactory.api.event.JobSignals;
import dev.refactory.kit.http.HealthChecks;
import dev.refactory.kit.json.Json;
import dev.refactory.kit.time.SystemTime;
import dev.refactory.queue.store.MemoryJobStore;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// A running server over fake jobs, and a client that holds every answer against `openapi.yaml`.
final class Door implements AutoCloseable {
    static final String SUBMIT = "/v2/chat/completions/spark";
    private static final OpenApiInteractionValidator CONTRACT = contract();

    final FakeJobs jobs = new FakeJobs();
    final FakeRepositories repositories = new FakeRepositories();
    final JobSignals signals = new JobSignals();
    final AtomicInteger submitted = new AtomicInteger();
    final HealthChecks health = new HealthChecks();
    private final HttpClient client = HttpClient.newHttpClient();
    private final ApiServer server;

    Door(int eventStreams) {
        this(eventStreams, null);
    }

    /// @param store used instead of the fake jobs; null for those
    Door(int eventStreams, @Nullable MemoryJobStore store) {
        ApiServices services = new ApiServices(
                store == null ? jobs : store,
                store == null ? jobs : store,
                Recipes.ALL,
                new ModelCatalogue("recipes-1"),
                new Pool(),
                signals,
                submitted::incrementAndGet,
                health,
                PlainWords.ONLY_RENAMES,
                repositories,
                repositories.graphs);
        server = ApiServer.start(
                new ApiConfig("127.0.0.1", 0, eventStreams, uploads()),
                services,
                new PrometheusMeterRegistry(PrometheusConfig.DEFAULT),
                InstantSource.fixed(FakeJobs.START.plusSeconds(5)),
                SystemTime.ticker());
    }

    /// A directory of the build's, which no test looks into.
    private static Path uploads() {
        return Path.of("target", "uploads");
    }

    int port() {
        return server.port();
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.port() + path);
    }

    HttpResponse<String> get(String path, String... headers) {
        return send(request(path, headers).GET().build());
    }

    HttpResponse<String> post(String path, String body, String... headers) {
        return send(request(path, headers)
                .POST(BodyPublishers.ofString(body))
                .setHeader("Content-Type", "application/json")
                .build());
    }

    HttpRequest.Builder request(String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(path));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return request;
    }

    HttpResponse<String> send(HttpRequest request) {
        return checked(sendAsync(request).join());
    }

    CompletableFuture<HttpResponse<String>> sendAsync(HttpRequest request) {
        return client.sendAsync(request, BodyHandlers.ofString());
    }

    HttpResponse<InputStream> open(HttpRequest request) throws IOException, InterruptedException {
        return client.send(request, BodyHandlers.ofInputStream());
    }

    /// Fails unless the answer is one the contract describes.
    static HttpResponse<String> checked(HttpResponse<String> response) {
        HttpRequest request = response.request();
        ValidationReport report = report(
                request.uri().getPath(),
                request.method(),
                response.statusCode(),
                response.body(),
                response.headers().map());
        assertThat(report.getMessages().stream().map(Object::toString))
                .as("%s %s answered %s", request.method(), request.uri(), response.body())
                .isEmpty();
        return response;
    }

    static ValidationReport report(
            String path, String method, int status, String body, Map<String, List<String>> headers) {
        SimpleResponse.Builder answer = SimpleResponse.Builder.status(status);
        headers.forEach(answer::withHeader);
        boolean emptyText = body.isEmpty()
                && headers.getOrDefault("content-type", List.of()).contains("text/x-diff");
        if (!body.isEmpty() || emptyText) {
            // The validator takes an empty text for a missing one.
            answer.withBody(emptyText ? " " : body);
        }
        return CONTRACT.validateResponse(path, Method.valueOf(method), answer.build());
    }

    private static OpenApiInteractionValidator contract() {
        try (InputStream in = Door.class.getResourceAsStream("/openapi.yaml")) {
            assertThat(in).isNotNull();
            return OpenApiInteractionValidator.createForInlineApiSpecification(
                            new String(in.readAllBytes(), StandardCharsets.UTF_8))
                    .build();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static JsonNode json(HttpResponse<String> response) {
        return Json.tree(response.body());
    }

    @Override
    public void close() {
        server.close();
    }

    /// One recipe that changes, and two that read.
    enum Recipes implements RecipeCatalogue {
        ALL;

        @Override
        public List<RecipeInfo> recipes() {
            ParameterInfo symbol = new ParameterInfo("symbol", "the symbol, for example com.acme.Foo#bar(int)", true);
            return List.of(
                    new RecipeInfo("find-types", "Finds types.", true, List.of(), List.of("Find all types")),
                    new RecipeInfo("find-usages", "Lists every use of a symbol.", true, List.of(symbol), List.of()),
                    new RecipeInfo(
                            "rename-method",
                            "Renames a method and its override family.",
                            false,
                            List.of(
                                    new ParameterInfo("method", "the method, for example com.acme.Foo#bar(int)", true),
                                    new ParameterInfo("newName", "the new name, for example baz", true),
                                    new ParameterInfo("strings", "also in text, true or false", false)),
                            List.of("Rename method com.acme.Foo#bar to baz")));
        }
    }

    private static final class Pool implements InferenceService {
        @Override
        public CompletableFuture<InferenceResponse> infer(InferenceRequest request) {
            throw new AssertionError("The door asks accelerators for their members only");
        }

        @Override
        public List<AcceleratorStatus> accelerators() {
            return List.of(new AcceleratorStatus(
                    "wafer-1",
                    "wafer",
                    true,
                    "ready",
                    List.of("recipes-1"),
                    1,
                    2,
                    30,
                    10,
                    3.0,
                    8,
                    List.of(6L, 4L),
                    99,
                    new Load(390_528, 120_000, 40_000, 9_000, WaitReason.ROOM)));
        }
    }
}
