package dev.refactory.index.java;

import dev.refactory.index.java.ChildProcess.EndOfChild;
import dev.refactory.index.java.JavaAttributor.Source;
import dev.refactory.index.java.wire.Frame;
import dev.refactory.index.java.wire.Messages;
import dev.refactory.index.java.wire.Messages.Progress;
import dev.refactory.kit.time.Ticker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.ObjIntConsumer;

/// Some files put to one child: sends the request and what the child lacks, gathers the answers, watches the clock and
/// the caller's wish to stop.
final class Exchange {
    private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final int SUPPLY_BYTES = 4 << 20;

    private final ChildProcess child;
    private final Ticker ticker;
    private final Duration deadline;
    private final BooleanSupplier cancelled;

    /// @param deadline until the next answer, and for each share a thread takes in turn
    Exchange(ChildProcess child, Ticker ticker, Duration deadline, BooleanSupplier cancelled) {
        this.child = child;
        this.ticker = ticker;
        this.deadline = deadline;
        this.cancelled = cancelled;
    }

    /// A question about some files, ready to be sent.
    record Asked<T>(Question<T> question, Batch batch) {
        Frame request() {
            return question.of(batch).frame();
        }

        private List<Frame> supplies(Messages.Need need) {
            List<Source> needed = new ArrayList<>();
            int own = batch.part().size();
            for (int index : need.files()) {
                needed.add(
                        index < own ? batch.part().get(index) : batch.headers().get(index - own));
            }
            return Exchange.supplies(needed);
        }
    }

    sealed interface Outcome {}

    /// The child had ended before it was asked, because nobody had for long.
    record Idle() implements Outcome {}

    /// Every file of the batch has its facts.
    /// @param nanos the child's time it took
    record Answered(int peakHeapKib, long nanos) implements Outcome {}

    /// @param kind what happened to the child
    /// @param last where each of the child's threads said it was; empty when it had not begun
    /// @param reason for people, without text of the repository
    /// @param nanos the child's time it took
    record Lost(Kind kind, Collection<Progress> last, String reason, long nanos) implements Outcome {
        enum Kind {
            /// The child's process ended by itself, or failed at the request; it would again.
            CRASHED,
            /// A signal from outside ended it: trying again is fair.
            KILLED,
            /// It took longer than the deadline.
            OVERSTAYED
        }
    }

    /// @param facts takes those of each file, by its place in the batch, as they come, whatever the outcome
    /// @throws CancellationException when the caller no longer wants the answer; the child is killed
    <T> Outcome run(Asked<T> asked, ObjIntConsumer<T> facts) {
        int files = asked.batch().part().size();
        child.send(List.of(asked.request()));
        Stopwatch watch = new Stopwatch(ticker, child::processorTime);
        Stopwatch sinceAnswer = watch;
        Duration together = deadline.multipliedBy(asked.batch().shares().rounds());
        Map<Integer, Progress> last = new TreeMap<>();
        try {
            while (true) {
                if (cancelled.getAsBoolean()) {
                    throw new CancellationException("The analysis of " + files + " files was cancelled");
                }
                if (sinceAnswer.over(deadline) || watch.over(together)) {
                    long spent = watch.spent();
                    child.kill();
                    return new Lost(Lost.Kind.OVERSTAYED, last.values(), "it took longer than " + limit(), spent);
                }
                Frame frame = child.next(POLL_NANOS);
                if (frame == null) {
                    continue;
                }
                switch (frame.type()) {
                    case HELLO -> ChildProcess.hello(frame);
                    case NEED -> child.send(asked.supplies(Messages.Need.read(frame)));
                    case PROGRESS -> {
                        Progress progress = Progress.read(frame);
                        last.put(progress.thread(), progress);
                    }
                    case FACTS, PACKED -> {
                        asked.question().read(frame, facts);
                        // Asking the system costs more than an answer does.
                        if (sinceAnswer.begunBefore(deadline.dividedBy(8))) {
                            sinceAnswer = new Stopwatch(ticker, child::processorTime);
                        }
                    }
                    case DONE -> {
                        return new Answered(Messages.Done.read(frame).peakHeapKib(), watch.spent());
                    }
                    case FAILED -> {
                        String reason = "the compiler failed with "
                                + Messages.Failed.read(frame).reason();
                        return new Lost(Lost.Kind.CRASHED, last.values(), reason, watch.spent());
                    }
                    case REQUEST, SUPPLY, PARSE ->
                        throw new IllegalStateException("A child does not send " + frame.type());
                }
            }
        } catch (EndOfChild e) {
            if (e.idle()) {
                return new Idle();
            }
            Lost.Kind kind = e.killed() ? Lost.Kind.KILLED : Lost.Kind.CRASHED;
            return new Lost(kind, last.values(), describe(e), watch.spent());
        } catch (InterruptedException e) {
            child.kill();
            Thread.currentThread().interrupt();
            throw new CancellationException("The analysis of " + files + " files was interrupted");
        } catch (RuntimeException | Error e) {
            // It would answer the next question with what is left of this one.
            child.kill();
            throw e;
        }
    }

    private String limit() {
        return deadline.toMillis() < 1_000 ? deadline.toMillis() + " ms" : deadline.toSeconds() + " s";
    }

    private static String describe(EndOfChild end) {
        return end.outOfMemory()
                ? "the compiler ran out of memory"
                : "the compiler's process ended, " + end.getMessage();
    }

    private static List<Frame> supplies(List<Source> needed) {
        List<Frame> frames = new ArrayList<>();
        List<byte[]> contents = new ArrayList<>();
        int size = 0;
        for (Source source : needed) {
            byte[] bytes = source.bytes();
            if (size + bytes.length > SUPPLY_BYTES && !contents.isEmpty()) {
                frames.add(new Messages.Supply(contents, false).frame());
                contents = new ArrayList<>();
                size = 0;
            }
            contents.add(bytes);
            size += bytes.length;
        }
        frames.add(new Messages.Supply(contents, true).frame());
        return frames;
    }
}
