package dev.refactory.kit.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// A response's body, sent in portions; each waits until the one before is on its way, so that a
/// slow reader slows the writer and fills no memory. One thread.
final class ResponseStream extends OutputStream {
    private static final int PORTION = 64 << 10;
    private static final int SLOWEST_WRITE_SECONDS = 30;

    private final HttpServerResponse response;
    private final Reply head;
    private final byte[] portion = new byte[PORTION];
    private int filled;
    private boolean begun;
    private boolean gone;

    ResponseStream(HttpServerResponse response, Reply head) {
        this.response = response;
        this.head = head;
    }

    /// Whether something has been sent, which cannot be taken back.
    boolean begun() {
        return begun;
    }

    /// Whether nobody reads any more.
    boolean gone() {
        return gone;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        int written = 0;
        while (written < length) {
            if (filled == PORTION) {
                send();
            }
            int next = Math.min(length - written, PORTION - filled);
            System.arraycopy(bytes, offset + written, portion, filled, next);
            filled += next;
            written += next;
        }
    }

    private void send() throws IOException {
        if (!begun) {
            begun = true;
            Routes.head(response, head);
            response.setChunked(true);
        }
        byte[] sent = java.util.Arrays.copyOf(portion, filled);
        filled = 0;
        try {
            response.write(Buffer.buffer(sent))
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(SLOWEST_WRITE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException | IllegalStateException e) {
            gone = true;
            throw new IOException("The reader has gone, or reads too slowly", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("Interrupted while writing an answer");
        }
    }

    /// Sends what is left and ends the response.
    @Override
    public void close() throws IOException {
        send();
        response.end();
    }
}
