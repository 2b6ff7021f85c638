package dev.refactory.kit.http;

import dev.refactory.kit.problem.ErrorCode;
import dev.refactory.kit.problem.RefactoryException;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The routes of one server. Endpoints run on virtual threads, at most `maxConcurrent` at a time;
/// one more is answered `too_many_requests`. Everything that is no route, or no method of a route,
/// is answered as problem details.
public final class Routes {
    private static final Logger log = LoggerFactory.getLogger(Routes.class);
    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");

    private final Router router;
    private final MeterRegistry registry;
    private final Semaphore places;
    private final Map<String, Set<String>> methodsByPath = new LinkedHashMap<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    /// @param maxConcurrent requests being answered at once, waiting ones included
    public Routes(Vertx vertx, MeterRegistry registry, int maxConcurrent) {
        this.router = Router.router(vertx);
        this.registry = registry;
        this.places = new Semaphore(maxConcurrent);
    }

    /// Answers GET, and HEAD with the same headers.
    public Routes get(String path, Endpoint endpoint) {
        add(HttpMethod.HEAD, path, on(path, endpoint));
        return add(HttpMethod.GET, path, on(path, endpoint));
    }

    /// Answers POST with a body of at most `maxBytes`.
    public Routes post(String path, long maxBytes, Endpoint endpoint) {
        return withBody(HttpMethod.POST, path, maxBytes, endpoint);
    }

    /// Answers PUT with a body of at most `maxBytes`.
    public Routes put(String path, long maxBytes, Endpoint endpoint) {
        return withBody(HttpMethod.PUT, path, maxBytes, endpoint);
    }

    /// Answers DELETE; a body of at most `maxBytes` is not read.
    public Routes delete(String path, long maxBytes, Endpoint endpoint) {
        return withBody(HttpMethod.DELETE, path, maxBytes, endpoint);
    }

    /// Answers POST of a body of this media type, which goes to a file. Mount it before a `post` of the same path.
    public Routes upload(String path, String mediaType, Uploads uploads, FileEndpoint endpoint) {
        methods(path).add("POST");
        router.route(HttpMethod.POST, path)
                .consumes(mediaType)
                .handler(Routes::refuseOtherSites)
                .handler(context -> uploads.take(
                        context,
                        taken -> on(path, asked -> taken.run(asked, endpoint)).handle(context)));
        return this;
    }

    /// From here on a request that names another host than this machine is refused: a page elsewhere can make its own
    /// name mean this machine, but not make a browser name it so. Mount it first, on a server bound to loopback.
    public Routes loopbackOnly() {
        router.route().handler(context -> {
            var authority = context.request().authority();
            if (authority != null && Loopback.is(authority.host())) {
                context.next();
                return;
            }
            write(context, Problems.reply(misdirected(String.valueOf(authority))));
        });
        return this;
    }

    private static RefactoryException misdirected(String authority) {
        String shown = authority.length() > 80 ? authority.substring(0, 80) + "…" : authority;
        return new RefactoryException(
                ErrorCode.MISDIRECTED_REQUEST,
                "Host",
                "This server answers to this machine's own names only, not to '" + shown
                        + "': ask for 127.0.0.1 or localhost, or start it with --host of an address others reach.");
    }

    private Routes withBody(HttpMethod method, String path, long maxBytes, Endpoint endpoint) {
        methods(path).add(method.name());
        router.route(method, path)
                .handler(BodyHandler.create(false).setBodyLimit(maxBytes))
                .handler(Routes::refuseOtherSites)
                .handler(on(path, endpoint));
        return this;
    }

    /// Answers GET with a handler that writes by itself, for streams.
    public Routes stream(String path, Handler<RoutingContext> handler) {
        return add(HttpMethod.GET, path, handler);
    }

    /// Answers GET with an answer that is written while it is made.
    public Routes download(String path, StreamEndpoint endpoint) {
        return add(
                HttpMethod.GET,
                path,
                context -> taken(context, path, () -> {
                    StreamEndpoint.Streamed[] made = new StreamEndpoint.Streamed[1];
                    Reply refusal = answer(context, asked -> {
                        made[0] = endpoint.handle(asked);
                        return made[0].head();
                    });
                    return made[0] == null ? refusal : written(context, made[0]);
                }));
    }

    /// @return what is still to be answered; null when the answer was written, or broken off
    private static @Nullable Reply written(RoutingContext context, StreamEndpoint.Streamed streamed) {
        ResponseStream body = new ResponseStream(context.response(), streamed.head());
        Reply reply = answer(context, asked -> {
            try {
                streamed.content().writeTo(body);
                body.close();
            } catch (IOException e) {
                if (!body.gone()) {
                    throw e;
                }
                log.debug(
                        "answer ended by its reader path={} error={}",
                        asked.request().path(),
                        e.toString());
            }
            return streamed.head();
        });
        if (!body.begun()) {
            return reply;
        }
        if (reply != streamed.head() || body.gone()) {
            context.response().reset();
        }
        return null;
    }

    private Routes add(HttpMethod method, String path, Handler<RoutingContext> handler) {
        methods(path).add(method.name());
        router.route(method, path).handler(handler);
        return this;
    }

    private Set<String> methods(String path) {
        return methodsByPath.computeIfAbsent(path, p -> new TreeSet<>());
    }

    /// The finished router; call it last, once.
    public Router router() {
        methodsByPath.forEach((path, methods) -> router.route(path).handler(context -> {
            String allowed = String.join(", ", methods);
            RefactoryException error = new RefactoryException(
                    ErrorCode.METHOD_NOT_ALLOWED,
                    context.request().method().name(),
                    context.request().method() + " is not a method of "
                            + context.request().path() + ": use " + allowed + ".");
            write(context, Problems.reply(error).with("Allow", allowed));
        }));
        router.route().handler(context -> write(context, Problems.reply(nothingHere(context.request()))));
        for (int status : new int[] {400, 404, 405, 406, 408, 413, 414, 415, 431, 500, 503}) {
            router.errorHandler(status, context -> write(context, failed(context, status)));
        }
        return router;
    }

    private static RefactoryException nothingHere(HttpServerRequest request) {
        return new RefactoryException(
                ErrorCode.NOT_FOUND,
                request.path() == null ? "path" : request.path(),
                "Nothing is served at " + request.path() + ": see /openapi.yaml for what is.");
    }

    private static Reply failed(RoutingContext context, int status) {
        Throwable cause = context.failure();
        if (cause instanceof RefactoryException typed) {
            return Problems.reply(typed);
        }
        if (status >= 500) {
            log.error(
                    "request failed method={} path={}",
                    context.request().method(),
                    context.request().path(),
                    cause);
        }
        return problemOf(status);
    }

    /// The document for a status HTTP itself came up with.
    static Reply problemOf(int status) {
        return Problems.reply(
                status,
                switch (status) {
                    case 404 ->
                        new RefactoryException(
                                ErrorCode.NOT_FOUND, "path", "Nothing is served here: see /openapi.yaml for what is.");
                    case 413 ->
                        new RefactoryException(
                                ErrorCode.PAYLOAD_TOO_LARGE,
                                "body",
                                "The body is larger than allowed: see /v2/limits, or give a git_url.");
                    case 414, 431 ->
                        new RefactoryException(
                                ErrorCode.LIMIT_EXCEEDED,
                                status == 414 ? "request line" : "headers",
                                "The request line or its headers are larger than allowed: see /v2/limits.");
                    case 415 ->
                        new RefactoryException(
                                ErrorCode.UNSUPPORTED_MEDIA_TYPE,
                                "Content-Type",
                                "Send Content-Type: application/json.");
                    case 500, 503 ->
                        new RefactoryException(
                                ErrorCode.INTERNAL,
                                "request",
                                "Something failed here, not in your request; it is logged. Try again.");
                    default ->
                        new RefactoryException(
                                ErrorCode.INVALID_REQUEST,
                                "request",
                                "The request is not well-formed HTTP: check its path, query and headers.");
                });
    }

    /// A page of another site must not act here with the rights of whoever looks at it.
    private static void refuseOtherSites(RoutingContext context) {
        String site = context.request().getHeader("Sec-Fetch-Site");
        String origin = context.request().getHeader("Origin");
        String host = String.valueOf(context.request().authority());
        boolean foreignOrigin =
                origin != null && !origin.replaceFirst("^https?://", "").equalsIgnoreCase(host);
        if (!SAFE.contains(context.request().method().name())
                && (foreignOrigin || "cross-site".equalsIgnoreCase(site))) {
            context.fail(new RefactoryException(
                    ErrorCode.CROSS_SITE_REQUEST,
                    origin == null ? "Sec-Fetch-Site" : origin,
                    "A page of another site asked for this: use the command line, or the dashboard of this server."));
            return;
        }
        context.next();
    }

    private Handler<RoutingContext> on(String path, Endpoint endpoint) {
        return context -> taken(context, path, () -> answer(context, endpoint));
    }

    /// Runs on a virtual thread, if there is a place for one more.
    /// @param work its answer is written; null where it wrote by itself
    private void taken(RoutingContext context, String path, Supplier<@Nullable Reply> work) {
        Context eventLoop = context.vertx().getOrCreateContext();
        Timer.Sample sample = Timer.start(registry);
        if (!places.tryAcquire()) {
            write(context, Problems.reply(full()));
            return;
        }
        threads.execute(() -> {
            Reply reply;
            try {
                reply = work.get();
            } finally {
                places.release();
            }
            int status = reply == null ? context.response().getStatusCode() : reply.status();
            measure(sample, context.request().method(), path, status);
            if (reply != null) {
                eventLoop.runOnContext(nothing -> write(context, reply));
            }
        });
    }

    private static RefactoryException full() {
        return new RefactoryException(
                ErrorCode.TOO_MANY_REQUESTS,
                "concurrent_requests",
                "Too many requests are being answered at once: try again after the time Retry-After says.");
    }

    private static Reply answer(RoutingContext context, Endpoint endpoint) {
        try {
            return endpoint.handle(context);
        } catch (RefactoryException e) {
            if (e.code().fault() == ErrorCode.Fault.SERVICE) {
                log.warn(
                        "request not answered path={} code={}",
                        context.request().path(),
                        e.code().code(),
                        e);
            }
            return Problems.reply(e);
        } catch (Exception | StackOverflowError | AssertionError e) {
            log.error(
                    "request failed method={} path={}",
                    context.request().method(),
                    context.request().path(),
                    e);
            return problemOf(500);
        }
    }

    /// One series per route, method and status: the path's variables stay variables, so the number is bounded.
    private void measure(Timer.Sample sample, HttpMethod method, String path, int status) {
        sample.stop(Timer.builder("http.server.request.duration")
                .tag("http_route", path)
                .tag("http_request_method", method.name())
                .tag("http_response_status_code", Integer.toString(status))
                .register(registry));
    }

    /// Writes an answer on the event loop, unless the caller has gone or was answered.
    static void write(RoutingContext context, Reply reply) {
        HttpServerResponse response = context.response();
        if (response.ended() || response.closed()) {
            return;
        }
        head(response, reply);
        if (context.request().method().equals(HttpMethod.HEAD)) {
            response.putHeader("Content-Length", Integer.toString(reply.body().length));
            response.end();
        } else {
            response.end(Buffer.buffer(reply.body()));
        }
    }

    static void head(HttpServerResponse response, Reply reply) {
        response.setStatusCode(reply.status());
        response.putHeader("X-Content-Type-Options", "nosniff");
        response.putHeader("Referrer-Policy", "no-referrer");
        reply.headers().forEach(response::putHeader);
    }
}
