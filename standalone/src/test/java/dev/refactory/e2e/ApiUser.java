package dev.refactory.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.refactory.kit.json.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/// A user of the HTTP API, as a test needs one. Answers are checked for their status only; what
/// they hold is the test's.
final class ApiUser {
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI server;

    ApiUser(URI server) {
        this.server = server;
    }

    /// An answer of the server.
    record Answer(int status, String body, HttpResponse<String> response) {
        JsonNode json() {
            return Json.tree(body);
        }
    }

    Answer get(String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(server.resolve(path)).GET());
    }

    Answer post(String path, String body, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(server.resolve(path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return send(request);
    }

    private Answer send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> response =
                http.send(request.timeout(PATIENCE).build(), HttpResponse.BodyHandlers.ofString());
        return new Answer(response.statusCode(), response.body(), response);
    }

    /// A request whose work is done, also where the same was done before.
    static ObjectNode request(Path repository, String recipe, Map<String, String> parameters) {
        ObjectNode request = Json.object();
        ObjectNode call = request.putObject("recipe");
        call.put("name", recipe);
        ObjectNode given = call.putObject("parameters");
        parameters.forEach(given::put);
        request.putObject("options").put("cache", false);
        request.putObject("repository_context").put("git_url", repository.toString());
        return request;
    }

    /// Submits and answers the job's id.
    String submit(ObjectNode request) throws IOException, InterruptedException {
        Answer answer = post("/v2/chat/completions/spark", Json.write(request));
        if (answer.status() != 202) {
            throw new IllegalStateException("Not accepted: " + answer.status() + " " + answer.body());
        }
        return answer.json().get("job_id").asText();
    }

    /// The job's status once it is final.
    JsonNode await(String jobId) throws IOException, InterruptedException {
        for (int round = 0; round < 12; round++) {
            Answer answer = get("/v2/jobs/" + jobId + "?wait=25s");
            if (answer.status() != 200) {
                throw new IllegalStateException(answer.status() + " " + answer.body());
            }
            String status = answer.json().get("status").asText();
            if (java.util.Set.of("succeeded", "refused", "failed", "cancelled").contains(status)) {
                return answer.json();
            }
        }
        throw new IllegalStateException(
                "Still not final: " + get("/v2/jobs/" + jobId).body() + "\non "
                        + get("/v2/accelerators").body());
    }

    JsonNode run(Path repository, String recipe, Map<String, String> parameters)
            throws IOException, InterruptedException {
        return await(submit(request(repository, recipe, parameters)));
    }

    /// A request in plain words, which a cache may answer.
    static ObjectNode words(Path repository, String instruction) {
        ObjectNode request = Json.object();
        request.putArray("messages").addObject().put("role", "user").put("content", instruction);
        request.putObject("repository_context").put("git_url", repository.toString());
        return request;
    }

    String series(JsonNode job) throws IOException, InterruptedException {
        return get("/v2/jobs/" + job.get("job_id").asText() + "/patch?series=1").body();
    }

    Answer postBytes(String path, String contentType, byte[] body) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(server.resolve(path))
                .header("Content-Type", contentType)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body)));
    }

    Answer delete(String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(server.resolve(path)).DELETE());
    }

    String patch(JsonNode job) throws IOException, InterruptedException {
        return get("/v2/jobs/" + job.get("job_id").asText() + "/patch").body();
    }

    JsonNode findings(JsonNode job) throws IOException, InterruptedException {
        return get("/v2/jobs/" + job.get("job_id").asText() + "/findings").json();
    }
}
