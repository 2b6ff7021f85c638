package dev.refactory.index.java.child;

import dev.refactory.graph.codec.PackedFile;
import dev.refactory.index.java.wire.FactsCodec;
import dev.refactory.index.java.wire.Messages.AttributeRequest;
import dev.refactory.index.java.wire.Messages.AttributeRequest.Group;
import dev.refactory.index.java.wire.Messages.AttributeRequest.Named;
import dev.refactory.index.java.wire.Messages.Progress;
import dev.refactory.index.java.wire.Messages.Progress.Phase;
import dev.refactory.index.java.wire.PackedCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Attributes the files of requests: each on as many threads as it may have. A thread takes one share of the files
/// after the other, with a compiler of its own for each, to which the files of all other shares are headers as far as
/// its group sees them.
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
        AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
        AtomicInteger next = new AtomicInteger();
        if (request.threads() <= 1) {
            new Worker(request, 0, position(0, failure)).run(next);
            return;
        }
        ThreadFactory factory = work -> {
            Thread thread = new Thread(null, work, "attributor-share", stackBytes);
            thread.setDaemon(true);
            thread.setUncaughtExceptionHandler((_, thrown) -> failure.compareAndSet(null, thrown));
            return thread;
        };
        try (ExecutorService threads = Executors.newFixedThreadPool(request.threads(), factory)) {
            for (int i = 0; i < request.threads(); i++) {
                Worker worker = new Worker(request, i, position(i, failure));
                threads.execute(() -> worker.run(next));
            }
        }
        rethrow(failure.get());
    }

    private static void rethrow(@Nullable Throwable thrown) {
        if (thrown instanceof Error error) {
            throw error;
        }
        if (thrown instanceof RuntimeException unchecked) {
            throw unchecked;
        }
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

    /// One thread of a request.
    private final class Worker {
        private final AttributeRequest request;
        private final Tools tools;
        private final Position position;
        private int group;
        private @Nullable RequestRunner runner;

        Worker(AttributeRequest request, int thread, Position position) {
            this.request = request;
            this.tools = tools(thread);
            this.position = position;
        }

        void run(AtomicInteger next) {
            List<Integer> ends = request.shares();
            for (int share = next.getAndIncrement(); share < ends.size(); share = next.getAndIncrement()) {
                int from = share == 0 ? 0 : ends.get(share - 1);
                runnerOf(from).run(inputs(from, ends.get(share)), this::hand);
            }
        }

        /// Of the group a file is in: one at a time, because what it knows of the files they see is large.
        private RequestRunner runnerOf(int file) {
            RequestRunner current = runner;
            if (current == null || file >= request.groups().get(group).end()) {
                while (file >= request.groups().get(group).end()) {
                    group++;
                }
                Group of = request.groups().get(group);
                int first = group == 0 ? 0 : request.groups().get(group - 1).end();
                Headers headers =
                        new Headers(request, of.release(), tools.syntax(of.release()), cache, position, parent);
                current =
                        new RequestRunner(request, of, headers.files(first, of), tools.platforms(), headers, position);
                runner = current;
            }
            return current;
        }

        private List<Input> inputs(int from, int to) {
            position.at(Phase.READING, from);
            List<byte[]> supplied =
                    parent.supplied(IntStream.range(from, to).boxed().toList());
            List<Input> inputs = new ArrayList<>();
            for (int i = from; i < to; i++) {
                position.at(Phase.READING, i);
                Named file = request.file(i).file();
                inputs.add(Input.of(i, file.path(), file.blobId(), supplied.set(i - from, new byte[0])));
            }
            return inputs;
        }

        private void hand(Input input, Answer answer) {
            parent.hand(
                    request.packed()
                            ? new PackedCodec(input.index(), PackedFile.of(answer.facts()), answer.outline()).frame()
                            : new FactsCodec(input.index(), answer.facts(), answer.leftOut()).frame());
        }
    }
}
