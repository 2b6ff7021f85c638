package dev.refactory.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/// A server that gives the answers it was told to give, in order; the last one again and again.
final class FakeServer implements AutoCloseable {
    private final HttpServer server;
    private final Map<String, Deque<Answer>> answers = new ConcurrentHashMap<>();
    final List<Asked> asked = new CopyOnWriteArrayList<>();

    record Answer(int status, String type, String body) {}

    /// @param call method and path with its query, for example `GET /v2/jobs?limit=20`
    record Asked(String call, Map<String, List<String>> headers, String body) {}

    FakeServer() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::handle);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /// @param call method and path without its query
    FakeServer on(String call, int status, String json) {
        return on(call, new Answer(status, "application/json", json));
    }

    FakeServer on(String call, Answer answer) {
        answers.computeIfAbsent(call, key -> new ArrayDeque<>()).add(answer);
        return this;
    }

    Asked asked(String callPrefix) {
        return asked.stream()
                .filter(request -> request.call().startsWith(callPrefix))
                .findFirst()
                .orElseThrow(() -> new AssertionError("Not asked: " + callPrefix + " in " + asked));
    }

    private synchronized void handle(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String method = exchange.getRequestMethod();
        asked.add(new Asked(method + " " + exchange.getRequestURI(), Map.copyOf(exchange.getRequestHeaders()), body));
        Deque<Answer> queue =
                answers.get(method + " " + exchange.getRequestURI().getPath());
        Answer answer = queue == null
                ? new Answer(
                        404,
                        "application/problem+json",
                        "{\"detail\":\"There is nothing here.\",\"code\":\"not_found\"}")
                : queue.size() > 1 ? queue.removeFirst() : queue.getFirst();
        byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", answer.type());
        exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
