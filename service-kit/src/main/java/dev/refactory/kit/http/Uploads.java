package dev.refactory.kit.http;

import dev.refactory.kit.problem.ErrorCode;
import dev.refactory.kit.problem.RefactoryException;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.AsyncFile;
import io.vertx.core.file.OpenOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Bodies that go to files of one directory while they arrive, never into memory. Thread-safe.
public final class Uploads {
    private static final Logger log = LoggerFactory.getLogger(Uploads.class);
    private static final String SUFFIX = ".upload";

    /// What is still read of a body that is too large, so that its sender gets to see the answer.
    private static final long DRAINED_BYTES = 64L << 20;

    private static final Duration LEFT_BEHIND = Duration.ofHours(1);

    private final Path directory;
    private final long maxBytes;
    private final Semaphore places;

    /// Makes the directory, and removes what a process that died left there an hour ago or earlier.
    ///
    /// @param maxBytes of one body
    /// @param maxConcurrent bodies on their way at once
    public Uploads(Path directory, long maxBytes, int maxConcurrent, Instant now) {
        this.directory = directory;
        this.maxBytes = maxBytes;
        this.places = new Semaphore(maxConcurrent);
        try {
            Files.createDirectories(directory);
            try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*" + SUFFIX)) {
                for (Path file : files) {
                    if (Files.getLastModifiedTime(file).toInstant().isBefore(now.minus(LEFT_BEHIND))) {
                        Files.deleteIfExists(file);
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot keep uploads in " + directory, e);
        }
    }

    /// Takes the body to a file, then calls `next` with it, on the event loop.
    void take(RoutingContext context, Handler<Taken> next) {
        HttpServerRequest request = context.request();
        if (!places.tryAcquire()) {
            Routes.write(context, Problems.reply(full()).with("Connection", "close"));
            return;
        }
        Taken taken;
        try {
            taken = new Taken(Files.createTempFile(directory, "", SUFFIX));
        } catch (IOException e) {
            places.release();
            context.fail(500, e);
            return;
        }
        context.addEndHandler(ended -> taken.dropUnlessRunning());
        request.pause();
        context.vertx()
                .fileSystem()
                .open(taken.file.toString(), new OpenOptions().setWrite(true).setTruncateExisting(true))
                .onFailure(cause -> context.fail(500, cause))
                .onSuccess(file -> {
                    receive(context, file, taken, next);
                    request.resume();
                });
    }

    private void receive(RoutingContext context, AsyncFile file, Taken taken, Handler<Taken> next) {
        HttpServerRequest request = context.request();
        Arriving arriving = new Arriving();
        request.exceptionHandler(gone -> {
            file.close();
            taken.dropUnlessRunning();
        });
        request.endHandler(end -> {
            if (!arriving.refused) {
                file.close().onFailure(cause -> context.fail(500, cause)).onSuccess(closed -> next.handle(taken));
            }
        });
        request.handler(buffer -> {
            arriving.bytes += buffer.length();
            if (arriving.refused) {
                if (arriving.bytes > maxBytes + DRAINED_BYTES) {
                    request.connection().close();
                }
                return;
            }
            if (arriving.bytes > maxBytes) {
                arriving.refused = true;
                file.close();
                Routes.write(context, Problems.reply(tooLarge()).with("Connection", "close"));
                return;
            }
            write(context, file, buffer);
        });
    }

    private static void write(RoutingContext context, AsyncFile file, Buffer buffer) {
        file.write(buffer).onFailure(cause -> {
            if (!context.response().ended()) {
                context.fail(500, cause);
            }
        });
        if (file.writeQueueFull()) {
            context.request().pause();
            file.drainHandler(drained -> context.request().resume());
        }
    }

    private RefactoryException tooLarge() {
        return new RefactoryException(
                ErrorCode.PAYLOAD_TOO_LARGE,
                "body",
                "The body is larger than " + maxBytes + " bytes, the limit of an upload: see /v2/limits.");
    }

    private static RefactoryException full() {
        return new RefactoryException(
                ErrorCode.TOO_MANY_REQUESTS,
                "uploads",
                "Too many uploads are under way: try again after the time Retry-After says.");
    }

    /// How much has come, on one event loop.
    private static final class Arriving {
        private long bytes;
        private boolean refused;
    }

    /// A body in its file. The file goes when the endpoint has returned, or when there will be no endpoint.
    final class Taken {
        private final Path file;
        private final AtomicBoolean claimed = new AtomicBoolean();

        private Taken(Path file) {
            this.file = file;
        }

        Reply run(RoutingContext context, FileEndpoint endpoint) throws Exception {
            if (!claimed.compareAndSet(false, true)) {
                return Reply.empty(204);
            }
            try {
                return endpoint.handle(context, file);
            } finally {
                drop();
            }
        }

        private void dropUnlessRunning() {
            if (claimed.compareAndSet(false, true)) {
                drop();
            }
        }

        private void drop() {
            places.release();
            try {
                Files.delete(file);
            } catch (NoSuchFileException e) {
                log.debug("upload gone already file={}", file);
            } catch (IOException e) {
                log.warn("upload not removed file={}", file, e);
            }
        }
    }
}
