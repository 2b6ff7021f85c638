package dev.refactory.index.java.child;

import dev.refactory.index.java.wire.FactsCodec;
import dev.refactory.index.java.wire.Frame;
import dev.refactory.index.java.wire.Messages;
import dev.refactory.index.java.wire.Messages.AttributeRequest;
import dev.refactory.index.java.wire.Messages.AttributeRequest.Full;
import dev.refactory.index.java.wire.Messages.AttributeRequest.Listed;
import dev.refactory.index.java.wire.Messages.AttributeRequest.Named;
import dev.refactory.index.java.wire.Messages.Progress;
import dev.refactory.index.java.wire.Messages.Progress.Phase;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The child process: requests on standard input, answers on standard output, until the input ends.
/// Arguments: the analysing thread's stack in MiB, the header cache's limit in MiB, and after how many
/// milliseconds without a request it ends.
public final class ChildMain {
    /// Exit status of a child that failed in a way no request explains.
    private static final int BROKEN = 2;

    private final DataInputStream in;
    private final DataOutputStream out;
    private final SourceCache cache;
    private final Platforms platforms = new Platforms();
    private final Map<Integer, Syntax> syntaxes = new HashMap<>();

    private final Semaphore news = new Semaphore(0);
    private volatile boolean busy;

    private ChildMain(DataInputStream in, DataOutputStream out, SourceCache cache) {
        this.in = in;
        this.out = out;
        this.cache = cache;
    }

    public static void main(String[] arguments) throws InterruptedException {
        long stack = Long.parseLong(arguments[0]) << 20;
        long cached = Long.parseLong(arguments[1]) << 20;
        OutputStream answers = System.out;
        // Whatever else prints must not get between the records.
        System.setOut(System.err);
        ChildMain child = new ChildMain(
                new DataInputStream(new BufferedInputStream(System.in, 1 << 16)),
                new DataOutputStream(new BufferedOutputStream(answers, 1 << 16)),
                new SourceCache(cached));
        Thread attributor = new Thread(null, () -> System.exit(child.serve()), "attributor", stack);
        // Whoever waits for an answer must not wait for a thread that is gone.
        attributor.setUncaughtExceptionHandler((_, thrown) -> {
            thrown.printStackTrace();
            Runtime.getRuntime().halt(BROKEN);
        });
        attributor.start();
        child.awaitIdle(Long.parseLong(arguments[2]));
        System.exit(Frame.IDLE);
    }

    /// Returns when no request has been under way for so long.
    private void awaitIdle(long millis) throws InterruptedException {
        while (news.tryAcquire(millis, TimeUnit.MILLISECONDS) || busy) {
            news.drainPermits();
        }
    }

    private int serve() {
        try {
            send(new Messages.Hello(
                    Frame.VERSION, (int) ProcessHandle.current().pid(), System.getProperty("java.version")));
            for (Frame frame = Frame.read(in); frame != null; frame = Frame.read(in)) {
                busy = true;
                if (frame.type() == Frame.Type.PARSE) {
                    answer(Messages.ParseRequest.read(frame));
                } else {
                    answer(AttributeRequest.read(frame));
                }
                tidyUp();
                busy = false;
                news.release();
            }
            return 0;
        } catch (IOException | UncheckedIOException e) {
            System.err.println("the stream broke: " + e.getMessage());
            return BROKEN;
        }
    }

    /// After the answer nobody waits: the better moment to collect what a later request would have to, and to keep
    /// the heap from growing to its limit with what nobody needs.
    private static void tidyUp() {
        Runtime runtime = Runtime.getRuntime();
        if (runtime.totalMemory() - runtime.freeMemory() > runtime.maxMemory() / 2) {
            System.gc();
        }
    }

    private void answer(AttributeRequest request) throws IOException {
        List<Integer> unnamed = new ArrayList<>();
        for (int i = 0; i < request.headers().size(); i++) {
            Listed listed = request.headers().get(i);
            if (listed.names() == null && cache.get(listed.file().blobId(), request.release()) == null) {
                unnamed.add(i);
            }
        }
        List<byte[]> supplied = unnamed.isEmpty() ? List.of() : supplied(unnamed);
        attempt(() -> {
            Headers headers = new Headers(
                    request, syntaxes.computeIfAbsent(request.release(), Syntax::new), cache, this::at, this::supplied);
            for (int i = 0; i < unnamed.size(); i++) {
                headers.read(unnamed.get(i), supplied.get(i));
            }
            return attribute(request, headers);
        });
    }

    private void answer(Messages.ParseRequest request) throws IOException {
        attempt(() -> {
            Syntax syntax = syntaxes.computeIfAbsent(request.release(), Syntax::new);
            List<Answer> answers = new ArrayList<>();
            for (Full full : request.files()) {
                at(new Progress(Phase.READING, answers.size()));
                Named file = full.file();
                Input input = Input.of(answers.size(), file.path(), file.blobId(), full.bytes());
                answers.add(Answer.whole(input.parsed(syntax)));
            }
            return answers;
        });
    }

    /// Sends the facts, or that there are none to come.
    private void attempt(Supplier<List<Answer>> work) throws IOException {
        try {
            List<Answer> answers = work.get();
            for (int i = 0; i < answers.size(); i++) {
                Answer answer = answers.get(i);
                new FactsCodec(i, answer.facts(), answer.leftOut(), answer.outline())
                        .frame()
                        .write(out);
            }
            send(new Messages.Done(peakHeapKib()));
        } catch (RuntimeException | StackOverflowError | AssertionError e) {
            e.printStackTrace();
            send(new Messages.Failed(describe(e)));
        }
    }

    /// The bytes of headers, asked from the parent.
    private List<byte[]> supplied(List<Integer> needed) {
        List<byte[]> supplied = new ArrayList<>();
        try {
            send(new Messages.Need(needed));
            boolean last = false;
            while (!last) {
                Frame frame = Frame.read(in);
                if (frame == null) {
                    throw new EOFException("the input ended in a request");
                }
                Messages.Supply supply = Messages.Supply.read(frame);
                supplied.addAll(supply.contents());
                last = supply.last();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (supplied.size() != needed.size()) {
            throw new IllegalStateException("Asked for " + needed.size() + " sources and got " + supplied.size());
        }
        return supplied;
    }

    private List<Answer> attribute(AttributeRequest request, Headers headers) {
        List<Input> inputs = new ArrayList<>();
        List<RequestRunner.Placed> own = new ArrayList<>();
        for (Full full : request.attribute()) {
            Named named = full.file();
            at(new Progress(Phase.READING, inputs.size()));
            Input input = Input.of(inputs.size(), named.path(), named.blobId(), full.bytes());
            inputs.add(input);
            own.add(headers.own(input));
        }
        return new RequestRunner(platforms, headers.syntax(), this::at).run(request, inputs, own, headers.others());
    }

    private void at(Progress progress) {
        try {
            send(progress);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void send(Messages message) throws IOException {
        message.frame().write(out);
        out.flush();
    }

    /// The kind of failure and the frames it came from; messages may quote the repository, so they stay here.
    private static String describe(Throwable thrown) {
        @Nullable Throwable root = thrown;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        StringBuilder out = new StringBuilder(root.getClass().getName());
        StackTraceElement[] frames = root.getStackTrace();
        for (int i = 0; i < Math.min(3, frames.length); i++) {
            out.append(i == 0 ? " in " : " < ").append(frames[i].getClassName()).append('.');
            out.append(frames[i].getMethodName());
        }
        return out.toString();
    }

    private static int peakHeapKib() {
        long bytes = 0;
        for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
            if (pool.getType() == java.lang.management.MemoryType.HEAP) {
                bytes += pool.getPeakUsage().getUsed();
            }
        }
        return (int) (bytes >> 10);
    }
}
