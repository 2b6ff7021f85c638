package dev.refactory.kit.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.refactory.kit.http.StreamEndpoint.Streamed;
import dev.refactory.kit.json.Json;
import dev.refactory.kit.problem.ErrorCode;
import dev.refactory.kit.problem.RefactoryException;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Answers that are written while they are made.
class DownloadTest {
    private static final int BLOCK = 100_003;

    private final HttpClient client = HttpClient.newHttpClient();
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final AtomicLong written = new AtomicLong();
    private final CompletableFuture<Exception> ended = new CompletableFuture<>();
    private HttpHost host;

    @BeforeEach
    void start() {
        Vertx vertx = HttpHost.newVertx();
        Routes routes = new Routes(vertx, registry, 8);
        Reply head = Reply.of(200, "application/x-bytes", new byte[0]).with("X-Name", "it");
        routes.download("/blocks/:count", context -> {
            long count = Long.parseLong(context.pathParam("count"));
            return new Streamed(head, body -> blocks(body, count));
        });
        routes.download("/broken/:blocks", context -> {
            long count = Long.parseLong(context.pathParam("blocks"));
            return new Streamed(head, body -> {
                blocks(body, count);
                throw refusal();
            });
        });
        routes.download("/refused", context -> {
            throw refusal();
        });
        host = HttpHost.start(vertx, routes.router(), "127.0.0.1", 0, "--port");
    }

    private static RefactoryException refusal() {
        return new RefactoryException(ErrorCode.NOT_READY, "it", "It is not ready: come again.");
    }

    private void blocks(OutputStream body, long count) throws IOException {
        byte[] block = new byte[BLOCK];
        try {
            for (int i = 0; i < count; i++) {
                Arrays.fill(block, (byte) i);
                body.write(block);
                written.addAndGet(BLOCK);
            }
        } catch (IOException e) {
            ended.complete(e);
            throw e;
        }
    }

    @AfterEach
    void stop() {
        host.close();
    }

    private HttpRequest request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + host.port() + path))
                .build();
    }

    @Test
    void everyByteComesInItsOrder() throws Exception {
        for (int count : new int[] {0, 1, 50}) {
            HttpResponse<byte[]> response = client.send(request("/blocks/" + count), BodyHandlers.ofByteArray());
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.headers().firstValue("X-Name")).hasValue("it");
            assertThat(response.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
            assertThat(response.body()).hasSize(count * BLOCK);
            for (int i = 0; i < response.body().length; i += 997) {
                assertThat(response.body()[i]).isEqualTo((byte) (i / BLOCK));
            }
        }
        assertThat(registry.scrape()).contains("http_route=\"/blocks/:count\"");
    }

    @Test
    void whatFailsBeforeTheFirstByteIsAProblemDocument() throws Exception {
        for (String path : new String[] {"/refused", "/broken/0"}) {
            HttpResponse<String> response = client.send(request(path), BodyHandlers.ofString());
            assertThat(response.statusCode()).as(path).isEqualTo(409);
            assertThat(Json.tree(response.body()).path("code").asText()).isEqualTo("not_ready");
        }
    }

    @Test
    void whatFailsLaterBreaksTheConnectionOffSoThatNobodyTakesAPartForTheWhole() {
        assertThatThrownBy(() -> client.send(request("/broken/20"), BodyHandlers.ofByteArray()))
                .isInstanceOf(IOException.class);
    }

    @Test
    void aReaderThatGoesEndsTheWriter() throws Exception {
        HttpResponse<InputStream> response = client.send(request("/blocks/100000"), BodyHandlers.ofInputStream());
        response.body().readNBytes(10);
        response.body().close();
        assertThat(ended.get(60, TimeUnit.SECONDS)).hasMessageContaining("The reader has gone");
        assertThat(written.get()).as("no more than buffers hold").isLessThan(100_000L * BLOCK);
    }
}
