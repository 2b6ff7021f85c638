package dev.refactory.accelerator.node;

import dev.refactory.accelerator.api.InferenceRequest;
import dev.refactory.accelerator.api.InferenceResponse;
import dev.refactory.accelerator.api.InferenceService;
import dev.refactory.accelerator.api.InferenceService.AcceleratorStatus;
import dev.refactory.kit.http.HttpHost;
import dev.refactory.kit.json.Json;
import dev.refactory.kit.problem.ErrorCode;
import dev.refactory.kit.problem.RefactoryException;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.net.BindException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A pool's door: `POST /v1/infer` (an [Envelope] in, an envelope or a problem out), `GET /v1/accelerators`,
/// `GET /healthz`. A client that hangs up withdraws its request.
public final class AcceleratorNode implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(AcceleratorNode.class);
    private static final long START_SECONDS = 30;

    private final HttpServer server;
    private final String host;
    private final @Nullable Vertx own;

    private AcceleratorNode(HttpServer server, String host, @Nullable Vertx own) {
        this.server = server;
        this.host = host;
        this.own = own;
    }

    /// Binds and serves `service`, which stays the caller's to close, on event loops of its own.
    /// @throws RefactoryException `port_in_use`
    public static AcceleratorNode start(InferenceService service, NodeSettings settings) {
        Vertx own = HttpHost.newVertx();
        try {
            return start(own, service, settings, own);
        } catch (RefactoryException e) {
            own.close();
            throw e;
        }
    }

    /// Binds and serves `service`, which stays the caller's to close, as does `vertx`.
    /// @throws RefactoryException `port_in_use`
    public static AcceleratorNode start(Vertx vertx, InferenceService service, NodeSettings settings) {
        return start(vertx, service, settings, null);
    }

    private static AcceleratorNode start(
            Vertx vertx, InferenceService service, NodeSettings settings, @Nullable Vertx own) {
        HttpServer server = vertx.createHttpServer(
                        new HttpServerOptions().setHost(settings.host()).setPort(settings.port()))
                .requestHandler(new Routes(service, settings).router(vertx));
        try {
            server.listen()
                    .toCompletionStage()
                    .toCompletableFuture()
                    .orTimeout(START_SECONDS, TimeUnit.SECONDS)
                    .join();
        } catch (CompletionException e) {
            throw cannotStart(settings, e.getCause() == null ? e : e.getCause());
        }
        AcceleratorNode node = new AcceleratorNode(server, settings.host(), own);
        log.info("accelerator node listening uri={}", node.uri());
        return node;
    }

    /// Where it listens.
    public URI uri() {
        String name = host.contains(":") ? "[" + host + "]" : host;
        return URI.create("http://" + name + ":" + server.actualPort());
    }

    @Override
    public void close() {
        try {
            server.close()
                    .toCompletionStage()
                    .toCompletableFuture()
                    .orTimeout(START_SECONDS, TimeUnit.SECONDS)
                    .join();
        } catch (CompletionException e) {
            log.warn("accelerator node did not close cleanly uri={}", uri(), e);
        }
        if (own != null) {
            own.close();
        }
    }

    private static RefactoryException cannotStart(NodeSettings settings, Throwable cause) {
        String place = settings.host() + ":" + settings.port();
        if (cause instanceof BindException) {
            return new RefactoryException(
                    ErrorCode.PORT_IN_USE, place, "Cannot listen on " + place + "; choose another port.", cause);
        }
        String why = cause instanceof TimeoutException ? "it took too long" : String.valueOf(cause.getMessage());
        return new RefactoryException(
                ErrorCode.INTERNAL, place, "The accelerator node did not start on " + place + ": " + why + ".", cause);
    }

    /// The routes of one server and the bytes it holds for them.
    private record Routes(InferenceService service, NodeSettings settings, AtomicLong buffered) {
        Routes(InferenceService service, NodeSettings settings) {
            this(service, settings, new AtomicLong());
        }

        Router router(Vertx vertx) {
            Router router = Router.router(vertx);
            router.post("/v1/infer").handler(this::reserve);
            router.post("/v1/infer")
                    .handler(BodyHandler.create(false).setBodyLimit(settings.maxBodyBytes()))
                    .handler(this::infer);
            router.get("/v1/accelerators").handler(call -> json(call, 200, new NodeStatus(service.accelerators())));
            router.get("/healthz").handler(this::health);
            router.route().failureHandler(this::failed);
            router.errorHandler(404, call -> problem(call, notFound(call)));
            router.errorHandler(405, call -> problem(call, notFound(call)));
            return router;
        }

        /// Refuses by the announced length, before a byte of the body is read.
        private void reserve(RoutingContext call) {
            long length = announcedLength(call);
            if (length < 0) {
                throw new RefactoryException(
                        ErrorCode.INVALID_REQUEST, "Content-Length", "Send the body with its Content-Length.");
            }
            if (length > settings.maxBodyBytes()) {
                throw tooLarge();
            }
            if (buffered.addAndGet(length) > settings.maxBufferedBytes()) {
                buffered.addAndGet(-length);
                throw new RefactoryException(
                        ErrorCode.ACCELERATOR_UNAVAILABLE,
                        "buffers",
                        "The accelerator node holds as many request bytes as it may; try again later.");
            }
            call.addEndHandler(done -> buffered.addAndGet(-length));
            call.next();
        }

        private static long announcedLength(RoutingContext call) {
            try {
                return Long.parseLong(String.valueOf(call.request().getHeader("Content-Length")));
            } catch (NumberFormatException e) {
                return -1;
            }
        }

        private void infer(RoutingContext call) {
            Buffer body = call.body().buffer();
            Envelope.Opened<RequestHeader> opened =
                    Envelope.open(body == null ? new byte[0] : body.getBytes(), RequestHeader.class);
            InferenceRequest request = opened.header().with(opened.content());
            Context context = call.vertx().getOrCreateContext();
            CompletableFuture<InferenceResponse> answer = service.infer(request);
            call.response().closeHandler(hungUp -> answer.cancel(true));
            answer.whenComplete((response, failure) -> context.runOnContext(onContext -> {
                if (call.response().ended() || call.response().closed()) {
                    return;
                }
                if (failure != null) {
                    problem(call, typed(failure));
                } else {
                    call.response()
                            .putHeader("Content-Type", Envelope.MEDIA_TYPE)
                            .end(Buffer.buffer(Envelope.seal(
                                    ResponseHeader.of(request.requestId(), response), response.output())));
                }
            }));
        }

        private void health(RoutingContext call) {
            boolean ready =
                    service.accelerators().stream().anyMatch(a -> a.state().equals("active"));
            json(call, ready ? 200 : 503, Map.of("status", ready ? "ok" : "no active accelerator"));
        }

        private void failed(RoutingContext call) {
            if (call.statusCode() == 413) {
                problem(call, tooLarge());
            } else {
                Throwable failure = call.failure();
                problem(call, failure == null ? notFound(call) : typed(failure));
            }
        }

        private RefactoryException tooLarge() {
            return new RefactoryException(
                    ErrorCode.PAYLOAD_TOO_LARGE,
                    "body",
                    "An inference request is at most " + settings.maxBodyBytes() + " bytes; split it.");
        }

        private static RefactoryException notFound(RoutingContext call) {
            return new RefactoryException(
                    ErrorCode.NOT_FOUND,
                    call.request().path(),
                    "There is POST /v1/infer, GET /v1/accelerators and GET /healthz.");
        }

        private static RefactoryException typed(Throwable failure) {
            Throwable cause =
                    failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
            if (cause instanceof RefactoryException known) {
                return known;
            }
            log.error("inference endpoint failed failure={}", cause.getClass().getName());
            return new RefactoryException(
                    ErrorCode.INTERNAL, "accelerator node", "The accelerator node failed on this request.", cause);
        }

        private static void problem(RoutingContext call, RefactoryException e) {
            if (!call.response().ended()) {
                call.response()
                        .setStatusCode(e.code().httpStatus())
                        .putHeader("Content-Type", Problem.MEDIA_TYPE)
                        .end(Problem.of(e).json());
            }
        }

        private static void json(RoutingContext call, int status, Object value) {
            call.response()
                    .setStatusCode(status)
                    .putHeader("Content-Type", "application/json")
                    .end(Json.write(value));
        }
    }

    /// The body of `GET /v1/accelerators`.
    record NodeStatus(List<AcceleratorStatus> accelerators) {}
}
