package dev.refactory.kit.http;

import dev.refactory.kit.problem.ErrorCode;
import dev.refactory.kit.problem.RefactoryException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import java.net.BindException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/// One HTTP server with its event loops. Close it to free the port; requests under way get 2 s to end.
public final class HttpHost implements AutoCloseable {
    /// Bytes of a request line; a longer one is 414.
    public static final int MAX_REQUEST_LINE = 8192;

    /// Bytes of all headers; more is 431.
    public static final int MAX_HEADERS = 16384;

    /// Seconds without a byte before a connection is closed; streams send heartbeats more often.
    public static final int IDLE_SECONDS = 60;

    private static final int EVENT_LOOPS = 2;
    private static final int GRACE_SECONDS = 2;

    private final Vertx vertx;
    private final HttpServer server;

    private HttpHost(Vertx vertx, HttpServer server) {
        this.vertx = vertx;
        this.server = server;
    }

    /// Event loops for one server; no file is unpacked to disk.
    public static Vertx newVertx() {
        return Vertx.vertx(new VertxOptions()
                .setEventLoopPoolSize(EVENT_LOOPS)
                .setFileSystemOptions(
                        new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false)));
    }

    /// Binds and serves; owns `vertx` from now on, also when it fails.
    ///
    /// @param port 0 for a free one
    /// @param portFlag the command-line option that chooses the port, named in the error, for example `--port`
    /// @throws RefactoryException `port_in_use`, or `configuration_invalid` when the host is not one of this
    ///     machine
    public static HttpHost start(Vertx vertx, Router router, String host, int port, String portFlag) {
        HttpServerOptions options = new HttpServerOptions()
                .setHost(host)
                .setPort(port)
                .setHttp2ClearTextEnabled(false)
                .setMaxInitialLineLength(MAX_REQUEST_LINE)
                .setMaxHeaderSize(MAX_HEADERS)
                .setIdleTimeout(IDLE_SECONDS)
                .setIdleTimeoutUnit(TimeUnit.SECONDS);
        HttpServer server =
                vertx.createHttpServer(options).requestHandler(router).invalidRequestHandler(HttpHost::refuse);
        try {
            await(server.listen());
            return new HttpHost(vertx, server);
        } catch (CompletionException e) {
            await(vertx.close());
            throw notBound(host, port, portFlag, e.getCause() == null ? e : e.getCause());
        }
    }

    private static RefactoryException notBound(String host, int port, String portFlag, Throwable cause) {
        String reason = String.valueOf(cause.getMessage());
        if (cause instanceof BindException && reason.contains("in use")) {
            return new RefactoryException(
                    ErrorCode.PORT_IN_USE,
                    Integer.toString(port),
                    "Port " + port + " on " + host + " is in use: stop what listens there, or choose another with "
                            + portFlag + ".",
                    cause);
        }
        return new RefactoryException(
                ErrorCode.CONFIGURATION_INVALID,
                host + ":" + port,
                "Cannot listen on " + host + ":" + port + " (" + reason + "): choose another address with --host and "
                        + portFlag + ".",
                cause);
    }

    /// Called for bytes that are not HTTP, or are too long.
    private static void refuse(HttpServerRequest request) {
        Throwable cause = request.decoderResult().cause();
        String name = cause == null ? "" : cause.getClass().getSimpleName();
        int status = switch (name) {
            case "TooLongHttpLineException" -> 414;
            case "TooLongHttpHeaderException" -> 431;
            default -> 400;
        };
        Reply reply = Routes.problemOf(status);
        var response = request.response().setStatusCode(status);
        reply.headers().forEach(response::putHeader);
        response.putHeader("Connection", "close");
        response.end(Buffer.buffer(reply.body()))
                .onComplete(done -> request.connection().close());
    }

    public int port() {
        return server.actualPort();
    }

    @Override
    public void close() {
        await(server.shutdown(GRACE_SECONDS, TimeUnit.SECONDS));
        await(vertx.close());
    }

    private static <T> T await(Future<T> future) {
        return future.toCompletionStage().toCompletableFuture().join();
    }
}
