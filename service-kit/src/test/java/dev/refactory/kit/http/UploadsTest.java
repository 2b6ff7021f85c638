package dev.refactory.kit.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.refactory.kit.json.Json;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UploadsTest {
    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    private static final int LIMIT = 3 << 20;
    private static final String TYPE = "application/x-git-bundle";

    @TempDir
    private Path directory;

    private final HttpClient client = HttpClient.newHttpClient();
    private HttpHost host;

    @BeforeEach
    void start() throws IOException {
        Path old = Files.writeString(directory.resolve("1.upload"), "left behind");
        Files.setLastModifiedTime(old, FileTime.from(NOW.minusSeconds(3601)));
        Files.setLastModifiedTime(
                Files.writeString(directory.resolve("2.upload"), "of another process"),
                FileTime.from(NOW.minusSeconds(3599)));
        Vertx vertx = HttpHost.newVertx();
        Routes routes = new Routes(vertx, new PrometheusMeterRegistry(PrometheusConfig.DEFAULT), 8).loopbackOnly();
        Uploads uploads = new Uploads(directory, LIMIT, 1, NOW);
        routes.upload("/files", TYPE, uploads, (context, body) -> {
            if (context.queryParams().contains("fail")) {
                throw new IllegalStateException("inside");
            }
            return Reply.text(200, "text/plain", Files.size(body) + " " + hash(Files.readAllBytes(body)));
        });
        routes.post("/files", 64, context -> Reply.text(200, "text/plain", "small"));
        host = HttpHost.start(vertx, routes.router(), "127.0.0.1", 0, "--port");
    }

    private static int hash(byte[] bytes) {
        return java.util.Arrays.hashCode(bytes);
    }

    @AfterEach
    void stop() {
        host.close();
    }

    private HttpResponse<String> post(String path, String type, HttpRequest.BodyPublisher body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + host.port() + path))
                .header("Content-Type", type)
                .POST(body)
                .build();
        return client.send(request, BodyHandlers.ofString());
    }

    private long files() throws IOException {
        try (Stream<Path> all = Files.list(directory)) {
            return all.count();
        }
    }

    @Test
    void whatADeadProcessLeftIsRemovedAtTheStartAndNothingElse() throws Exception {
        assertThat(files()).isEqualTo(1);
        assertThat(directory.resolve("2.upload")).exists();
    }

    @Test
    void aBodyComesAsAFileAndIsGoneAfterTheAnswer() throws Exception {
        byte[] body = new byte[LIMIT];
        new Random(7).nextBytes(body);
        for (int i = 0; i < 3; i++) {
            HttpResponse<String> response = post("/files", TYPE, BodyPublishers.ofByteArray(body));
            assertThat(response.body()).isEqualTo(LIMIT + " " + hash(body));
        }
        HttpResponse<String> failed = post("/files?fail=1", TYPE, BodyPublishers.ofByteArray(new byte[5]));
        assertThat(failed.statusCode()).isEqualTo(500);
        assertThat(files()).isEqualTo(1);
        assertThat(post("/files", "application/json", BodyPublishers.ofString("{}"))
                        .body())
                .isEqualTo("small");
    }

    @Test
    void aBodyAboveTheLimitIsRefusedAndNotKept() throws Exception {
        HttpRequest.BodyPublisher unknownLength = BodyPublishers.ofInputStream(() -> new InputStream() {
            private int left = LIMIT + 1;

            @Override
            public int read() {
                return left-- > 0 ? 7 : -1;
            }
        });
        HttpResponse<String> response = post("/files", TYPE, unknownLength);
        assertThat(response.statusCode()).isEqualTo(413);
        assertThat(Json.tree(response.body()).path("code").asText()).isEqualTo("payload_too_large");
        assertThat(files()).isEqualTo(1);
        assertThat(post("/files", TYPE, BodyPublishers.ofString("next")).statusCode())
                .isEqualTo(200);
    }

    @Test
    void aSenderThatGoesAwayLeavesNothingAndItsPlaceIsFree() throws Exception {
        try (WatchService watch = directory.getFileSystem().newWatchService()) {
            directory.register(watch, StandardWatchEventKinds.ENTRY_CREATE, StandardWatchEventKinds.ENTRY_DELETE);
            try (Socket socket = new Socket("127.0.0.1", host.port())) {
                String head = "POST /files HTTP/1.1\r\nHost: localhost\r\nContent-Type: " + TYPE
                        + "\r\nContent-Length: 1000\r\n\r\nhalf";
                socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
                await(watch);
                HttpResponse<String> other = post("/files", TYPE, BodyPublishers.ofString("x"));
                assertThat(other.statusCode()).isEqualTo(429);
                assertThat(Json.tree(other.body()).path("subject").asText()).isEqualTo("uploads");
            }
            await(watch);
        }
        assertThat(files()).isEqualTo(1);
        assertThat(post("/files", TYPE, BodyPublishers.ofString("next")).statusCode())
                .isEqualTo(200);
    }

    private static void await(WatchService watch) throws InterruptedException {
        WatchKey key = watch.poll(20, TimeUnit.SECONDS);
        assertThat(key).as("something changes in the directory").isNotNull();
        key.pollEvents();
        key.reset();
    }

    @Test
    void onlyNamesOfThisMachineAreAnsweredTo() throws Exception {
        for (String name :
                new String[] {"localhost", "LOCALHOST:80", "127.0.0.1", "127.1.2.3:9", "[::1]:7300", "a.localhost"}) {
            assertThat(statusFor(name)).as(name).contains(" 404 ");
        }
        for (String name : new String[] {"evil.example", "localhost.evil.example", "127.0.0.1.nip.io", "10.0.0.1"}) {
            assertThat(statusFor(name)).as(name).contains(" 421 ");
        }
    }

    private String statusFor(String name) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", host.port())) {
            String head = "GET /nothing HTTP/1.1\r\nHost: " + name + "\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return answer.lines().findFirst().orElse("");
        }
    }
}
