package dev.refactory.index.java.child;

import dev.refactory.index.java.wire.FactsCodec;
import dev.refactory.index.java.wire.Frame;
import dev.refactory.index.java.wire.Messages;
import dev.refactory.index.java.wire.Messages.AttributeRequest;
import dev.refactory.index.java.wire.Messages.AttributeRequest.Named;
import dev.refactory.index.java.wire.Messages.Progress;
import dev.refactory.index.java.wire.Messages.Progress.Phase;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The child process: requests on standard input, answers on standard output, until the input ends.
/// Arguments: the analysing thread's stack in MiB, the header cache's limit in MiB, and after how many
/// milliseconds without a request it ends.
public final class ChildMain {
    /// Exit status of a child that failed in a way no request explains.
    private static final int BROKEN = 2;

    private final Parent parent;
    private final Attributing attributing;

    private final Semaphore news = new Semaphore(0);
    private volatile boolean busy;

    private ChildMain(Parent parent, Attributing attributing) {
        this.parent = parent;
        this.attributing = attributing;
    }

    public static void main(String[] arguments) throws InterruptedException {
        long stack = Long.parseLong(arguments[0]) << 20;
        long cached = Long.parseLong(arguments[1]) << 20;
        OutputStream answers = System.out;
        // Whatever else prints must not get between the records.
        System.setOut(System.err);
        Parent parent = new Parent(
                new DataInputStream(new BufferedInputStream(System.in, 1 << 16)),
                new DataOutputStream(new BufferedOutputStream(answers, 1 << 16)));
        ChildMain child = new ChildMain(parent, new Attributing(parent, new SourceCache(cached), stack));
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
            parent.tell(new Messages.Hello(
                    Frame.VERSION, (int) ProcessHandle.current().pid(), System.getProperty("java.version")));
            for (Frame frame = parent.request(); frame != null; frame = parent.request()) {
                busy = true;
                answer(frame);
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

    /// Sends the facts, or that there are none to come.
    private void answer(Frame frame) {
        try {
            if (frame.type() == Frame.Type.PARSE) {
                parse(Messages.ParseRequest.read(frame));
            } else {
                attributing.run(AttributeRequest.read(frame));
            }
            parent.tell(new Messages.Done(peakHeapKib()));
        } catch (UncheckedIOException e) {
            throw e;
        } catch (RuntimeException | StackOverflowError | AssertionError e) {
            e.printStackTrace();
            parent.tell(new Messages.Failed(describe(e)));
        }
    }

    private void parse(Messages.ParseRequest request) {
        Syntax syntax = attributing.tools(0).syntax(request.release());
        int from = 0;
        for (int to : request.shares()) {
            parent.tell(new Progress(0, Phase.READING, from));
            List<byte[]> supplied =
                    parent.supplied(IntStream.range(from, to).boxed().toList());
            for (int i = from; i < to; i++) {
                parent.tell(new Progress(0, Phase.READING, i));
                Named file = request.files().get(i);
                Input input = Input.of(i, file.path(), file.blobId(), supplied.set(i - from, new byte[0]));
                parent.hand(new FactsCodec(i, input.parsed(syntax), List.of()).frame());
            }
            from = to;
        }
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
