package dev.refactory.kit.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.refactory.kit.http.HealthChecks.Health;
import dev.refactory.kit.json.Json;
import dev.refactory.kit.problem.ErrorCode;
import dev.refactory.kit.problem.RefactoryException;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class HttpTest {
    private static final CountDownLatch ENTERED = new CountDownLatch(1);
    private static final CountDownLatch RELEASE = new CountDownLatch(1);
    private static final HealthChecks CHECKS = new HealthChecks();
    private static final PrometheusMeterRegistry REGISTRY = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static HttpHost host;

    @BeforeAll
    static void start() {
        Vertx vertx = HttpHost.newVertx();
        Routes routes = new Routes(vertx, REGISTRY, 1);
        OperationsRoutes.mount(routes, CHECKS, REGISTRY);
        routes.get("/crash", context -> {
            throw new IllegalStateException("secret detail");
        });
        routes.get("/slow", context -> {
            ENTERED.countDown();
            RELEASE.await();
            return Reply.text(200, "text/plain", "done");
        });
        routes.get(
                "/thread",
                context -> Reply.text(
                        200, "text/plain", "" + Thread.currentThread().isVirtual()));
        routes.post(
                "/echo",
                64,
                context -> Reply.text(200, "text/plain", context.body().asString()));
        host = HttpHost.start(vertx, routes.router(), "127.0.0.1", 0, "--port");
    }

    @AfterAll
    static void stop() {
        host.close();
    }

    @Test
    void endpointsRunOnVirtualThreads() throws Exception {
        assertThat(get("/thread").body()).isEqualTo("true");
    }

    @Test
    void aPathThatIsNotServedIsAProblem() throws Exception {
        assertProblem(get("/nowhere"), 404, "not_found", "/nowhere");
    }

    @Test
    void anotherMethodNamesTheOnesThereAre() throws Exception {
        HttpResponse<String> response =
                send(HttpRequest.newBuilder(uri("/healthz")).DELETE().build());
        assertProblem(response, 405, "method_not_allowed", "use GET, HEAD");
        assertThat(response.headers().firstValue("Allow")).hasValue("GET, HEAD");
    }

    @Test
    void aCrashSaysNothingOfItsInside() throws Exception {
        HttpResponse<String> response = get("/crash");
        assertProblem(response, 500, "internal", "logged");
        assertThat(response.body()).doesNotContain("secret detail");
    }

    @Test
    void aBodyAboveTheLimitIsRefused() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(uri("/echo"))
                .POST(BodyPublishers.ofString("x".repeat(65)))
                .build();
        assertProblem(send(request), 413, "payload_too_large", "/v2/limits");
    }

    @Test
    void aPageOfAnotherSiteCannotAct() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(uri("/echo"))
                .header("Origin", "https://evil.example")
                .POST(BodyPublishers.ofString("x"))
                .build();
        assertProblem(send(request), 403, "cross_site_request", "another site");
        HttpRequest own = HttpRequest.newBuilder(uri("/echo"))
                .header("Origin", "http://127.0.0.1:" + host.port())
                .POST(BodyPublishers.ofString("x"))
                .build();
        assertThat(send(own).statusCode()).isEqualTo(200);
    }

    @Test
    void bytesThatAreNotHttpGetAProblemToo() throws Exception {
        assertThat(raw("GET /" + "x".repeat(9000) + " HTTP/1.1\r\nHost: a\r\n\r\n"))
                .matches("(?s)HTTP/1.. 414.*")
                .contains("limit_exceeded");
        assertThat(raw("GET / HTTP/1.1\r\nHost: a\r\nX: " + "x".repeat(20000) + "\r\n\r\n"))
                .matches("(?s)HTTP/1.. 431.*");
        assertThat(raw("nonsense here\r\n\r\n")).matches("(?s)HTTP/1.. 400.*").contains("invalid_request");
    }

    @Test
    void oneRequestMoreThanThePlacesIsTurnedAway() throws Exception {
        var slow = CLIENT.sendAsync(HttpRequest.newBuilder(uri("/slow")).build(), BodyHandlers.ofString());
        ENTERED.await();
        HttpResponse<String> refused = get("/thread");
        RELEASE.countDown();
        assertProblem(refused, 429, "too_many_requests", "Retry-After");
        assertThat(refused.headers().firstValue("Retry-After")).isPresent();
        assertThat(slow.get().body()).isEqualTo("done");
    }

    @Test
    void readinessNamesWhatIsMissing() throws Exception {
        CHECKS.register("postgres", () -> Health.up("answers"));
        assertThat(get("/readyz").statusCode()).isEqualTo(200);
        CHECKS.register("kafka", () -> {
            throw new IOException("https://u:secret@broker refused");
        });
        HttpResponse<String> response = get("/readyz");
        CHECKS.register("kafka", () -> Health.up("answers"));
        assertThat(response.statusCode()).isEqualTo(503);
        JsonNode kafka = Json.tree(response.body()).at("/checks/kafka");
        assertThat(kafka.path("ok").asBoolean()).isFalse();
        assertThat(kafka.path("detail").asText()).isEqualTo("IOException: https://***@broker refused");
        assertThat(get("/healthz").statusCode()).isEqualTo(200);
    }

    @Test
    void metricsCountRequestsByRoute() throws Exception {
        get("/thread");
        assertThat(get("/metrics").body())
                .contains("http_server_request_duration_seconds_count{")
                .contains("http_route=\"/thread\"");
    }

    @Test
    void aPortInUseIsNamedWithTheWayOut() {
        assertThatThrownBy(() -> HealthServer.start("127.0.0.1", host.port(), "--health-port", CHECKS, REGISTRY))
                .isInstanceOfSatisfying(RefactoryException.class, e -> {
                    assertThat(e.code()).isEqualTo(ErrorCode.PORT_IN_USE);
                    assertThat(e.subject()).isEqualTo("" + host.port());
                    assertThat(e.sentence()).contains("--health-port");
                });
    }

    @Test
    void anAddressOfAnotherMachineIsAConfigurationError() {
        assertThatThrownBy(() -> HealthServer.start("192.0.2.1", 0, "--port", CHECKS, REGISTRY))
                .isInstanceOfSatisfying(
                        RefactoryException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFIGURATION_INVALID));
    }

    @Test
    void credentialsAreTakenOutOfUrls() {
        assertThat(UrlRedaction.redact("clone https://me:s3cret@host/x and ssh://t@h/y?token=abc&b=1"))
                .isEqualTo("clone https://***@host/x and ssh://***@h/y?token=***&b=1");
        assertThat(UrlRedaction.redact("https://a@b@c/x")).isEqualTo("https://***@c/x");
        assertThat(UrlRedaction.holdsCredentials("https://host/a@b")).isFalse();
    }

    private static void assertProblem(HttpResponse<String> response, int status, String code, String words) {
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type")).hasValue(Problems.MEDIA_TYPE);
        JsonNode problem = Json.tree(response.body());
        assertThat(problem.path("status").asInt()).isEqualTo(status);
        assertThat(problem.path("code").asText()).isEqualTo(code);
        assertThat(problem.path("type").asText()).isEqualTo("urn:refactory:problem:" + code);
        assertThat(problem.path("detail").asText()).contains(words);
        assertThat(problem.at("/error/code").asText()).isEqualTo(code);
        assertThat(problem.at("/error/message").asText())
                .isEqualTo(problem.path("detail").asText());
    }

    private static String raw(String bytes) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", host.port())) {
            socket.setSoTimeout((int) Duration.ofSeconds(10).toMillis());
            socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static URI uri(String path) {
        return URI.create("http://127.0.0.1:" + host.port() + path);
    }

    private static HttpResponse<String> get(String path) throws Exception {
        return send(HttpRequest.newBuilder(uri(path)).build());
    }

    private static HttpResponse<String> send(HttpRequest request) throws Exception {
        return CLIENT.send(request, BodyHandlers.ofString());
    }
}
