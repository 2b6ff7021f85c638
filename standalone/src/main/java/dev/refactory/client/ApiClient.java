package dev.refactory.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.refactory.kit.json.Json;
import dev.refactory.kit.problem.RefactoryException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The server's HTTP interface, as a client sees it. Methods throw [ApiProblem] for the server's
/// errors and [ServerUnreachable] when there is none. Thread-safe.
public final class ApiClient implements AutoCloseable {
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration ANSWER = Duration.ofSeconds(60);
    private static final Duration UPLOAD = Duration.ofMinutes(10);
    private static final String JSON = "application/json";

    private final URI server;
    private final @Nullable String apiKey;
    private final HttpClient http;

    /// @param server its root, for example `http://127.0.0.1:7300`
    public ApiClient(URI server, @Nullable String apiKey) {
        this.server = server;
        this.apiKey = apiKey;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT)
                .build();
    }

    public URI server() {
        return server;
    }

    /// Submits a job; `idempotencyKey` makes a repeated call harmless.
    public JsonNode submit(ObjectNode request, String idempotencyKey) {
        return submit("/v2/chat/completions/spark", request, idempotencyKey);
    }

    /// Submits to `path`, where jobs or quotes are made.
    public JsonNode submit(String path, ObjectNode request, String idempotencyKey) {
        HttpRequest call = request(path)
                .header("Content-Type", JSON)
                .header("Idempotency-Key", idempotencyKey)
                .POST(BodyPublishers.ofString(Json.write(request)))
                .build();
        return json(send(call, JSON));
    }

    /// Adds a bundle to the uploaded repository of this name.
    /// @return the repository
    public JsonNode upload(String name, Path bundle) {
        return upload("/v2/repositories" + query(Map.of("name", name)), "application/x-git-bundle", bundle);
    }

    /// Posts a file.
    public JsonNode upload(String path, String mediaType, Path file) {
        try {
            HttpRequest call = request(path)
                    .timeout(UPLOAD)
                    .header("Content-Type", mediaType)
                    .POST(BodyPublishers.ofFile(file))
                    .build();
            return json(send(call, JSON));
        } catch (FileNotFoundException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Gets what is too large to hold; it is read while it comes, and the caller closes it.
    public InputStream download(String path, String mediaType) {
        HttpRequest call =
                request(path).timeout(UPLOAD).header("Accept", mediaType).GET().build();
        return stream(call);
    }

    /// Sends JSON with a method such as `POST` or `PUT`.
    /// @return what was answered; an empty object when nothing was
    public JsonNode send(String method, String path, JsonNode body) {
        HttpRequest call = request(path)
                .header("Content-Type", JSON)
                .method(method, BodyPublishers.ofString(Json.write(body)))
                .build();
        return jsonOrNothing(send(call, JSON));
    }

    public void delete(String path) {
        send(request(path).DELETE().build(), JSON);
    }

    private JsonNode jsonOrNothing(HttpResponse<byte[]> response) {
        return response.body().length == 0 ? Json.object() : json(response);
    }

    public JsonNode get(String path) {
        return json(send(request(path).GET().build(), JSON));
    }

    public JsonNode job(String jobId) {
        return get("/v2/jobs/" + encode(jobId));
    }

    /// Asks for a job's status; the server may hold the answer back for `wait` until there is news.
    /// @param etag of the status known; then an empty answer means that nothing changed
    public CompletableFuture<Polled> poll(String jobId, @Nullable String etag, Duration wait) {
        HttpRequest.Builder call = request("/v2/jobs/" + encode(jobId) + "?wait=" + wait.toSeconds() + "s");
        if (etag != null) {
            call.header("If-None-Match", etag);
        }
        HttpRequest sent = call.header("Accept", JSON).GET().build();
        return http.sendAsync(sent, BodyHandlers.ofByteArray()).thenApply(response -> {
            Optional<String> tag = response.headers().firstValue("ETag");
            return response.statusCode() == 304
                    ? new Polled(Optional.empty(), tag)
                    : new Polled(Optional.of(json(checked(response))), tag);
        });
    }

    /// @param status empty when it has not changed
    public record Polled(Optional<JsonNode> status, Optional<String> etag) {}

    public byte[] patch(String jobId, boolean series) {
        String path = "/v2/jobs/" + encode(jobId) + "/patch" + (series ? "?series=1" : "");
        return send(request(path).GET().build(), "text/x-diff, application/mbox, */*")
                .body();
    }

    public JsonNode findings(String jobId) {
        return get(findingsOf(jobId));
    }

    /// The findings as SARIF 2.1.0, as the server wrote them.
    public byte[] sarif(String jobId) {
        return send(request(findingsOf(jobId)).GET().build(), "application/sarif+json")
                .body();
    }

    private static String findingsOf(String jobId) {
        return "/v2/jobs/" + encode(jobId) + "/findings";
    }

    public JsonNode post(String path) {
        return json(send(request(path).POST(BodyPublishers.noBody()).build(), JSON));
    }

    /// A job's events from `after` on, as a stream of server-sent events; the caller closes it.
    public InputStream events(String jobId, long after) {
        HttpRequest call = HttpRequest.newBuilder(resolve("/v2/jobs/" + encode(jobId) + "/events?after=" + after))
                .header("Accept", "text/event-stream")
                .header("Last-Event-ID", Long.toString(after))
                .headers(authorization())
                .GET()
                .build();
        return stream(call);
    }

    private InputStream stream(HttpRequest call) {
        HttpResponse<InputStream> response = exchange(call, BodyHandlers.ofInputStream());
        if (response.statusCode() >= 400) {
            try (InputStream body = response.body()) {
                throw problem(response.statusCode(), body.readAllBytes());
            } catch (IOException e) {
                throw new ServerUnreachable(server, e);
            }
        }
        return response.body();
    }

    /// The entries of a list, in whichever member the server puts them.
    public static List<JsonNode> items(JsonNode list) {
        List<JsonNode> items = new ArrayList<>();
        if (list.isArray()) {
            list.forEach(items::add);
        } else if (list.path("data").isArray()) {
            list.path("data").forEach(items::add);
        } else {
            for (JsonNode member : list) {
                if (member.isArray()) {
                    member.forEach(items::add);
                    break;
                }
            }
        }
        return items;
    }

    /// `?a=b&c=d` of the entries whose value is not empty; empty when there is none.
    public static String query(Map<String, String> parameters) {
        String query = parameters.entrySet().stream()
                .filter(entry -> !entry.getValue().isEmpty())
                .map(entry -> encode(entry.getKey()) + "=" + encode(entry.getValue()))
                .collect(Collectors.joining("&"));
        return query.isEmpty() ? "" : "?" + query;
    }

    public static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(resolve(path)).timeout(ANSWER).headers(authorization());
    }

    private URI resolve(String path) {
        String root = server.toString();
        return URI.create((root.endsWith("/") ? root.substring(0, root.length() - 1) : root) + path);
    }

    private String[] authorization() {
        return apiKey == null
                ? new String[] {"User-Agent", "refactory-cli"}
                : new String[] {"User-Agent", "refactory-cli", "Authorization", "Bearer " + apiKey};
    }

    private HttpResponse<byte[]> send(HttpRequest request, String accept) {
        HttpRequest.Builder call = HttpRequest.newBuilder(request, (name, value) -> true);
        return checked(exchange(call.setHeader("Accept", accept).build(), BodyHandlers.ofByteArray()));
    }

    private <T> HttpResponse<T> exchange(HttpRequest request, HttpResponse.BodyHandler<T> handler) {
        try {
            return http.send(request, handler);
        } catch (IOException e) {
            throw new ServerUnreachable(server, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("Interrupted while waiting for " + server);
        }
    }

    private static HttpResponse<byte[]> checked(HttpResponse<byte[]> response) {
        if (response.statusCode() >= 300) {
            throw problem(response.statusCode(), response.body());
        }
        return response;
    }

    private static ApiProblem problem(int status, byte[] body) {
        JsonNode document;
        try {
            document = Json.parse(new String(body, StandardCharsets.UTF_8));
        } catch (RefactoryException e) {
            document = Json.object();
        }
        return new ApiProblem(
                status,
                document.isObject() ? document : Json.object(),
                "The server answered with HTTP status " + status + ".");
    }

    private JsonNode json(HttpResponse<byte[]> response) {
        try {
            return Json.parse(new String(response.body(), StandardCharsets.UTF_8));
        } catch (RefactoryException e) {
            throw new ApiProblem(
                    502, Json.object(), "What answers at " + server + " is not Refactory: it did not send JSON.");
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
