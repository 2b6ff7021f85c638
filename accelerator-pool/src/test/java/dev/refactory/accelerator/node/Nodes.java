package dev.refactory.accelerator.node;

import dev.refactory.accelerator.pool.AcceleratorPool;
import dev.refactory.accelerator.pool.MemberSpec;
import dev.refactory.accelerator.pool.Pace;
import dev.refactory.accelerator.pool.PoolLimits;
import dev.refactory.accelerator.pool.PoolRuntime;
import dev.refactory.kit.time.SystemTime;
import dev.refactory.kit.time.Ticker;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/// Nodes and clients on loopback, closed in reverse order.
final class Nodes implements AutoCloseable {
    private final Deque<AutoCloseable> opened = new ArrayDeque<>();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final AtomicLong passed = new AtomicLong();
    private final Vertx vertx = Vertx.vertx();

    AcceleratorNode start(List<MemberSpec> members) {
        return start(members, NodeSettings.at("127.0.0.1", 0));
    }

    AcceleratorNode start(List<MemberSpec> members, NodeSettings settings) {
        PoolRuntime runtime = PoolRuntime.threads(2, SystemTime.ticker());
        AcceleratorPool pool =
                new AcceleratorPool(members, PoolLimits.DEFAULT, Pace.FAST, runtime, new SimpleMeterRegistry());
        opened.push(pool);
        AcceleratorNode node = AcceleratorNode.start(vertx, pool, settings);
        opened.push(node);
        return node;
    }

    /// A server that answers every request with these bytes.
    URI impostor(String contentType, byte[] body) throws Exception {
        HttpServer server = vertx.createHttpServer()
                .requestHandler(request -> request.body().onComplete(read -> {
                    request.response().putHeader("Content-Type", contentType);
                    request.response().end(Buffer.buffer(body));
                }));
        server.listen(0, "127.0.0.1").toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
        return URI.create("http://127.0.0.1:" + server.actualPort());
    }

    /// Takes connections, and never answers.
    URI frozen() throws IOException {
        ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        opened.push(socket);
        return URI.create("http://127.0.0.1:" + socket.getLocalPort());
    }

    RemoteInferenceService client(Supplier<List<URI>> nodes) {
        return client(nodes, RemoteSettings.DEFAULT, SystemTime.ticker());
    }

    /// On a clock that stands still, but for [#pass].
    RemoteInferenceService client(Supplier<List<URI>> nodes, RemoteSettings settings) {
        return client(nodes, settings, passed::get);
    }

    private RemoteInferenceService client(Supplier<List<URI>> nodes, RemoteSettings settings, Ticker ticker) {
        RemoteInferenceService client = new RemoteInferenceService(nodes, settings, ticker, meters);
        opened.push(client);
        return client;
    }

    /// Time passes for the clients whose clock stands still.
    ///
    /// @return what their clock shows now
    long pass(Duration time) {
        return passed.addAndGet(time.toNanos());
    }

    /// What clients have counted.
    double counted(String counter) {
        return meters.find(counter).counters().stream()
                .mapToDouble(Counter::count)
                .sum();
    }

    @Override
    public void close() throws Exception {
        while (!opened.isEmpty()) {
            opened.pop().close();
        }
        vertx.close().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }
}
