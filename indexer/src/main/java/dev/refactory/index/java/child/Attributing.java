package dev.refactory.index.java.child;

import dev.refactory.graph.codec.PackedFile;
import dev.refactory.index.java.wire.FactsCodec;
import dev.refactory.index.java.wire.Messages.AttributeRequest;
import dev.refactory.index.java.wire.Messages.AttributeRequest.Full;
import dev.refactory.index.java.wire.Messages.AttributeRequest.Listed;
import dev.refactory.index.java.wire.Messages.AttributeRequest.Named;
import dev.refactory.index.java.wire.Messages.Progress;
import dev.refactory.index.java.wire.Messages.Progress.Phase;
import dev.refactory.index.java.wire.PackedCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// Attributes the files of requests: each on as many threads as it may have, every one with a share of the
/// files and a compiler of its own. To each thread the files of the others are headers.
final class Attributing {
    private final Parent parent;
    private final SourceCache cache;
    private final long stackBytes;
    private final List<Tools> tools = new ArrayList<>();

    /// @param stackBytes of a thread that attributes
    Attributing(Parent parent, SourceCache cache, long stackBytes) {
        this.parent = parent;
        this.cache = cache;
        this.stackBytes = stackBytes;
    }

    /// What the thread that serves requests works with.
    Tools tools(int thread) {
        while (tools.size() <= thread) {
            tools.add(new Tools());
        }
        return tools.get(thread);
    }

    void run(AttributeRequest request) {
        Position position = position(0, new AtomicReference<>());
        Headers headers = headers(request, 0, position);
        readUnlisted(request, headers);
        List<Input> inputs = new ArrayList<>();
        List<RequestRunner.Placed> own = new ArrayList<>();
        for (Full full : request.attribute()) {
            Named named = full.file();
            position.at(Phase.READING, inputs.size());
            Input input = Input.of(inputs.size(), named.path(), named.blobId(), full.bytes());
            inputs.add(input);
            own.add(headers.own(input));
        }
        if (request.threads() <= 1) {
            new RequestRunner(tools(0).platforms(), headers.syntax(), position)
                    .run(request, inputs, own, headers.others(), answers(request));
        } else {
            share(request, inputs, own);
        }
    }

    /// Reads, all at once, what cannot be listed without being read.
    private void readUnlisted(AttributeRequest request, Headers headers) {
        List<Integer> unlisted = new ArrayList<>();
        for (int i = 0; i < request.headers().size(); i++) {
            Listed listed = request.headers().get(i);
            if (listed.names() == null && cache.get(listed.file().blobId(), request.release()) == null) {
                unlisted.add(i);
            }
        }
        if (!unlisted.isEmpty()) {
            List<byte[]> supplied = parent.supplied(unlisted);
            for (int i = 0; i < unlisted.size(); i++) {
                headers.read(unlisted.get(i), supplied.set(i, new byte[0]));
            }
        }
    }

    private Headers headers(AttributeRequest request, int thread, Position position) {
        return new Headers(request, tools(thread).syntax(request.release()), cache, position, parent::supplied);
    }

    /// @param failure what ended another thread of the request: this one need not go on
    private Position position(int thread, AtomicReference<@Nullable Throwable> failure) {
        return new Position((phase, index) -> {
            if (failure.get() != null) {
                throw new CancellationException("Another thread failed");
            }
            parent.tell(new Progress(thread, phase, index));
        });
    }

    private Analysis.Answers answers(AttributeRequest request) {
        return (input, answer) -> parent.hand(
                request.packed()
                        ? new PackedCodec(input.index(), PackedFile.of(answer.facts()), answer.outline()).frame()
                        : new FactsCodec(input.index(), answer.facts(), answer.leftOut()).frame());
    }

    private void share(AttributeRequest request, List<Input> inputs, List<RequestRunner.Placed> own) {
        AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
        List<Thread> threads = new ArrayList<>();
        int begun = 0;
        for (int i = 0; i < request.threads(); i++) {
            int from = begun;
            int to = i == request.threads() - 1 ? inputs.size() : end(inputs, i + 1, request.threads());
            Position position = position(i, failure);
            Headers headers = headers(request, i, position);
            Tools mine = tools(i);
            Runnable work = () -> {
                List<RequestRunner.Placed> others = headers.others();
                for (int j = 0; j < inputs.size(); j++) {
                    if (j < from || j >= to) {
                        others.add(headers.own(inputs.get(j), own.get(j).names()));
                    }
                }
                new RequestRunner(mine.platforms(), headers.syntax(), position)
                        .run(request, inputs.subList(from, to), own.subList(from, to), others, answers(request));
            };
            threads.add(new Thread(null, work, "attributor-" + i, stackBytes));
            begun = to;
        }
        threads.forEach(thread -> {
            thread.setDaemon(true);
            thread.setUncaughtExceptionHandler((_, thrown) -> failure.compareAndSet(null, thrown));
            thread.start();
        });
        threads.forEach(Attributing::join);
        Throwable thrown = failure.get();
        if (thrown instanceof Error error) {
            throw error;
        }
        if (thrown instanceof RuntimeException unchecked) {
            throw unchecked;
        }
    }

    /// Where a share ends, so that all have about as much text.
    private static int end(List<Input> inputs, int share, int shares) {
        long all = inputs.stream().mapToLong(input -> input.text().length()).sum();
        long before = 0;
        int i = 0;
        while (i < inputs.size() && before * shares < all * share) {
            before += inputs.get(i++).text().length();
        }
        return i;
    }

    private static void join(Thread thread) {
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
