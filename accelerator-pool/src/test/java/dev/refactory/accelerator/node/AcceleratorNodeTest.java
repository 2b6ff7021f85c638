package dev.refactory.accelerator.node;

import static dev.refactory.accelerator.pool.Requests.member;
import static dev.refactory.accelerator.pool.Requests.upper;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.refactory.kit.json.Json;
import dev.refactory.kit.problem.ErrorCode;
import dev.refactory.kit.problem.RefactoryException;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AcceleratorNodeTest {
    private final Nodes nodes = new Nodes();
    private final HttpClient http = HttpClient.newHttpClient();

    @AfterEach
    void close() throws Exception {
        http.close();
        nodes.close();
    }

    @Test
    void bytesThatAreNoEnvelopeAreAProblem() throws Exception {
        URI node = nodes.start(List.of(member("a", upper()))).uri();

        HttpResponse<String> response = post(node, BodyPublishers.ofString("{}"));

        assertProblem(response, ErrorCode.INVALID_REQUEST, "envelope");
    }

    @ParameterizedTest
    @CsvSource({
        "request_id, ''",
        "tenant, 'No Such Tenant'",
        "group, ''",
        "model, ''",
        "tier, urgent",
        "prompt_tokens, -1",
    })
    void aHeaderMemberOutOfRangeIsNamed(String name, String value) throws Exception {
        URI node = nodes.start(List.of(member("a", upper()))).uri();
        Map<String, Object> header = new HashMap<>(
                Map.of("request_id", "r", "tenant", "default", "group", "g", "model", "upper", "tier", "bulk"));
        header.put("prompt_tokens", 1);
        header.put(name, value);

        HttpResponse<String> response = post(node, BodyPublishers.ofByteArray(Envelope.seal(header, new byte[0])));

        assertProblem(response, ErrorCode.INVALID_REQUEST, name);
    }

    @Test
    void aBodyBeyondTheLimitIsRefusedByItsAnnouncedLength() throws Exception {
        URI node = nodes.start(List.of(member("a", upper())), new NodeSettings("127.0.0.1", 0, 1000, 1000))
                .uri();

        assertProblem(post(node, BodyPublishers.ofByteArray(new byte[1001])), ErrorCode.PAYLOAD_TOO_LARGE, "body");
        assertProblem(
                post(node, BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(new byte[10]))),
                ErrorCode.INVALID_REQUEST,
                "Content-Length");
        for (int i = 0; i < 3; i++) {
            assertProblem(post(node, BodyPublishers.ofByteArray(new byte[900])), ErrorCode.INVALID_REQUEST, "envelope");
        }
    }

    @Test
    void healthSaysWhetherAMemberIsActive() throws Exception {
        URI ready = nodes.start(List.of(member("a", upper()))).uri();
        URI empty = nodes.start(List.of()).uri();

        assertThat(get(ready, "/healthz").statusCode()).isEqualTo(200);
        assertThat(get(empty, "/healthz").statusCode()).isEqualTo(503);
    }

    @Test
    void theListOfAcceleratorsSaysThatTheyAreSimulated() throws Exception {
        URI node = nodes.start(List.of(member("a", upper()))).uri();

        JsonNode list = Json.parse(get(node, "/v1/accelerators").body()).get("accelerators");

        assertThat(list.get(0).get("name").asText()).isEqualTo("a");
        assertThat(list.get(0).get("simulated").asBoolean()).isTrue();
        assertThat(list.get(0).has("simulated_device_ms")).isTrue();
    }

    @Test
    void anUnknownPathSaysWhatThereIs() throws Exception {
        URI node = nodes.start(List.of()).uri();

        assertProblem(get(node, "/v2/infer"), ErrorCode.NOT_FOUND, "/v2/infer");
    }

    @Test
    void aTakenPortIsNamed() {
        URI node = nodes.start(List.of()).uri();

        assertThatThrownBy(() -> nodes.start(List.of(), NodeSettings.at("127.0.0.1", node.getPort())))
                .isInstanceOfSatisfying(RefactoryException.class, e -> {
                    assertThat(e.code()).isEqualTo(ErrorCode.PORT_IN_USE);
                    assertThat(e.subject()).isEqualTo("127.0.0.1:" + node.getPort());
                });
    }

    private HttpResponse<String> post(URI node, BodyPublisher body) throws Exception {
        return http.send(
                HttpRequest.newBuilder(node.resolve("/v1/infer")).POST(body).build(),
                BodyHandlers.ofString(StandardCharsets.UTF_8));
    }

    private HttpResponse<String> get(URI node, String path) throws Exception {
        return http.send(
                HttpRequest.newBuilder(node.resolve(path)).build(), BodyHandlers.ofString(StandardCharsets.UTF_8));
    }

    private static void assertProblem(HttpResponse<String> response, ErrorCode code, String subject) {
        JsonNode problem = Json.parse(response.body());
        assertThat(problem.get("code").asText()).isEqualTo(code.code());
        assertThat(problem.get("subject").asText()).isEqualTo(subject);
        assertThat(response.statusCode()).isEqualTo(code.httpStatus());
    }
}
