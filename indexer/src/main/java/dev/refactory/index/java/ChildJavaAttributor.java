package dev.refactory.index.java;

import dev.refactory.graph.model.FileFacts;
import dev.refactory.index.java.Bisection.Part;
import dev.refactory.index.java.Exchange.Answered;
import dev.refactory.index.java.Exchange.Asked;
import dev.refactory.index.java.Exchange.Lost;
import dev.refactory.kit.config.ChildJit;
import dev.refactory.kit.problem.ErrorCode;
import dev.refactory.kit.problem.RefactoryException;
import dev.refactory.kit.time.Ticker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.ObjIntConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Attributes in a fixed number of child JVMs that start when they are first needed, stay warm, and are replaced when
/// they die. Facts of a file do not depend on the batch it was in. Thread-safe.
public final class ChildJavaAttributor implements JavaAttributor {
    private static final Logger log = LoggerFactory.getLogger(ChildJavaAttributor.class);
    /// Files: the answers about fewer are read faster than a thread starts.
    private static final int WORTH_A_THREAD = 24;

    private final Config config;
    private final Ticker ticker;
    private final Children children;
    private final KnownTypeNames names = new KnownTypeNames();
    private final AtomicInteger peakHeapKib = new AtomicInteger();
    /// Starts nothing yet.
    public ChildJavaAttributor(Config config, Ticker ticker) {
        this.config = config;
        this.ticker = ticker;
        this.children = new Children(config);
    }

    @Override
    public List<FileFacts> attribute(Request request, BooleanSupplier cancelled) {
        return reattribute(request, Focus.EVERYTHING, cancelled).stream()
                .map(Partial::facts)
                .toList();
    }

    @Override
    public List<Partial> reattribute(Request request, Focus focus, BooleanSupplier cancelled) {
        return ask(new Question.Attribute(focus, names), request, cancelled);
    }

    @Override
    public List<Parsed> parse(List<Source> sources, int release, BooleanSupplier cancelled) {
        Request request = new Request(sources, List.of(), List.of(), supported(release));
        return ask(new Question.Parse(supported(release)), request, cancelled).stream()
                .map(Partial::facts)
                .map(facts -> new Parsed(facts.path(), facts.diagnostics(), facts.problems()))
                .toList();
    }

    @Override
    public void prepare(List<Source> sources) {
        if (sources.size() >= WORTH_A_THREAD) {
            children.start();
            names.read(sources.stream().filter(source -> !isTooLarge(source)).toList());
        }
    }

    private static int supported(int release) {
        return Math.max(8, Math.min(release, Runtime.version().feature()));
    }

    private <T> List<T> ask(Question<T> question, Request request, BooleanSupplier cancelled) {
        Map<Source, T> facts = new HashMap<>();
        askAll(work(question, request, cancelled), facts::put);
        return request.attribute().stream().map(facts::get).toList();
    }

    @Override
    public void index(Request request, BooleanSupplier cancelled, Consumer<Indexed> reader) {
        askAll(work(new Question.Index(names), request, cancelled), (_, indexed) -> reader.accept(indexed));
    }

    private boolean isTooLarge(Source source) {
        return source.size() > config.maxFileBytes();
    }

    private <T> Work<T> work(Question<T> question, Request request, BooleanSupplier cancelled) {
        // The longest first, so that no thread has it left when the others are done.
        List<Request.Group> groups = request.groups().stream()
                .sorted(Comparator.comparingInt(
                        (Request.Group group) -> -group.attribute().size()))
                .map(group -> new Request.Group(
                        usable(group.attribute()),
                        usable(group.headers()),
                        group.classpath(),
                        supported(group.release())))
                .toList();
        return new Work<>(
                question,
                request.attribute().stream().filter(this::isTooLarge).toList(),
                new Request(groups),
                new HashSet<>(),
                new Patience(config.deadline()),
                cancelled);
    }

    private List<Source> usable(List<Source> sources) {
        return sources.stream().filter(source -> !isTooLarge(source)).toList();
    }

    /// What one call wants.
    ///
    /// @param request with the files that may be used
    private record Work<T>(
            Question<T> question,
            List<Source> tooLarge,
            Request request,
            Set<Source> poisoned,
            Patience patience,
            BooleanSupplier cancelled) {
        Work<T> until(BooleanSupplier stopped) {
            return new Work<>(question, tooLarge, request, poisoned, patience, stopped);
        }

        Batch batch(List<Source> part, Config.Limits limits, int threads) {
            return Batch.of(request, part, poisoned, limits, threads);
        }
    }

    /// Hands over what is known of each file as soon as it is, on the calling thread.
    private <T> void askAll(Work<T> work, BiConsumer<Source, T> reader) {
        work.tooLarge()
                .forEach(source -> reader.accept(
                        source, work.question().without(WithoutFacts.tooLarge(source, config.maxFileBytes()))));
        if (work.request().attribute().size() < WORTH_A_THREAD) {
            ask(work, reader);
        } else {
            new Handover<T>().run((stopped, given) -> ask(work.until(stopped), given), work.cancelled(), reader);
        }
    }

    /// Facts of all files, whatever it takes: those a child dies on are set apart.
    private <T> void ask(Work<T> work, BiConsumer<Source, T> reader) {
        Bisection bisection = new Bisection(work.request().attribute(), work.poisoned());
        while (bisection.hasNext()) {
            Part part = bisection.next();
            List<Source> files = part.files();
            long nanos = work.patience().nanos(part.again());
            if (nanos == 0) {
                files.forEach(source -> reader.accept(source, work.question().without(WithoutFacts.givenUp(source))));
                continue;
            }
            BitSet answered = new BitSet(files.size());
            Batch batch = work.batch(files, config.limits(), part.again() ? 1 : config.usefulThreads());
            Exchange.Outcome outcome = exchange(work, new Asked<>(work.question(), batch), nanos, (known, index) -> {
                if (!answered.get(index)) {
                    answered.set(index);
                    reader.accept(batch.part().get(index), known);
                }
            });
            switch (outcome) {
                case Answered done -> {
                    peakHeapKib.accumulateAndGet(done.peakHeapKib(), Math::max);
                    work.patience().spent(part.again() ? done.nanos() : 0);
                }
                case Lost lost -> {
                    work.patience().spent(part.again() ? lost.nanos() : 0);
                    log.warn("analysis lost kind={} files={} reason=\"{}\"", lost.kind(), files.size(), lost.reason());
                    Source culprit = bisection.lost(new Bisection.Attempt(batch, part.again(), answered, lost));
                    if (culprit != null) {
                        reader.accept(culprit, work.question().without(WithoutFacts.crashed(culprit, lost)));
                    }
                }
                case Exchange.Idle idle -> throw new IllegalStateException("Asked again above: " + idle);
            }
        }
    }

    /// A try in which no answer is waited for longer than `nanos`.
    private <T> Exchange.Outcome exchange(Work<T> work, Asked<T> asked, long nanos, ObjIntConsumer<T> facts) {
        Exchange.Outcome outcome = new Exchange.Idle();
        // A child that ended because it was not used says so at its next use: another one is asked.
        while (outcome instanceof Exchange.Idle) {
            outcome = children.with(
                    work.cancelled(),
                    child -> new Exchange(child, ticker, Duration.ofNanos(nanos), work.cancelled()).run(asked, facts));
        }
        if (outcome instanceof Lost lost && lost.last().isEmpty() && lost.kind() == Lost.Kind.CRASHED) {
            throw new RefactoryException(
                    ErrorCode.ANALYSIS_CRASHED,
                    config.javaHome().toString(),
                    "The Java analyser ended before it read anything (" + lost.reason()
                            + "); check that this JDK has the module jdk.compiler: " + config.javaHome());
        }
        return outcome;
    }

    /// The most heap any child has used, KiB; 0 before the first answer.
    public int peakHeapKib() {
        return peakHeapKib.get();
    }

    /// Process ids of the children that live now.
    public List<Long> pids() {
        return children.pids();
    }

    /// How many children were started so far.
    int started() {
        return children.started();
    }

    /// Ends every child. Calls under way end with [java.util.concurrent.CancellationException] or as if their child had
    /// been killed.
    @Override
    public void close() {
        children.close();
    }

    /// @param javaHome the JDK the children run on
    /// @param classpath where the children find this module's classes
    /// @param children how many run at once, 1 or more
    /// @param threads of a child that share one large request, 1 or more; more than processors are not used
    /// @param heapMib each child's fixed heap, MiB
    /// @param stackMib the analysing thread's stack, MiB: deep nesting is recursion in the compiler
    /// @param deadline of the answer about a file; trying files again has two more for the whole request
    /// @param limits of files and batches
    /// @param idle after which a child nobody uses ends; the next use starts another
    /// @param jit what compiles a child's own code
    public record Config(
            Path javaHome,
            String classpath,
            int children,
            int threads,
            int heapMib,
            int stackMib,
            Duration deadline,
            Limits limits,
            Duration idle,
            ChildJit jit) {
        public Config {
            if (children < 1
                    || threads < 1
                    || heapMib < 64
                    || stackMib < 1
                    || deadline.isNegative()
                    || deadline.isZero()) {
                throw new IllegalArgumentException(
                        "At least one child, one thread, 64 MiB of heap, 1 MiB of stack and some time");
            }
        }

        /// @param batchFiles files the compilers of a child attribute at once
        /// @param batchBytes sources the compilers of a child attribute at once, bytes
        /// @param maxFileBytes larger files are listed as too large
        public record Limits(int batchFiles, long batchBytes, int maxFileBytes) {}

        /// This JVM's own JDK, two children with two threads and 768 MiB each, two minutes an answer, up to 4,000 files
        /// and 16 MiB at once; files up to 2 MiB; five minutes idle; the JVM's first compiler.
        public static Config defaults() {
            return new Config(
                    Path.of(System.getProperty("java.home")),
                    ChildClasspath.ofThisJvm(),
                    2,
                    2,
                    768,
                    512,
                    Duration.ofMinutes(2),
                    new Limits(4_000, 16L << 20, 2 << 20),
                    Duration.ofMinutes(5),
                    ChildJit.C1);
        }

        public Config withChildren(int count) {
            return new Config(javaHome, classpath, count, threads, heapMib, stackMib, deadline, limits, idle, jit);
        }

        public Config withThreads(int count) {
            return new Config(javaHome, classpath, children, count, heapMib, stackMib, deadline, limits, idle, jit);
        }

        public Config withHeapMib(int heap) {
            return new Config(javaHome, classpath, children, threads, heap, stackMib, deadline, limits, idle, jit);
        }

        public Config withStackMib(int stack) {
            return new Config(javaHome, classpath, children, threads, heapMib, stack, deadline, limits, idle, jit);
        }

        public Config withClasspath(String other) {
            return new Config(javaHome, other, children, threads, heapMib, stackMib, deadline, limits, idle, jit);
        }

        public Config withDeadline(Duration perBatch) {
            return new Config(javaHome, classpath, children, threads, heapMib, stackMib, perBatch, limits, idle, jit);
        }

        public Config withLimits(Limits other) {
            return new Config(javaHome, classpath, children, threads, heapMib, stackMib, deadline, other, idle, jit);
        }

        public Config withIdle(Duration unused) {
            return new Config(javaHome, classpath, children, threads, heapMib, stackMib, deadline, limits, unused, jit);
        }

        public Config withJit(ChildJit other) {
            return new Config(javaHome, classpath, children, threads, heapMib, stackMib, deadline, limits, idle, other);
        }

        /// Threads of one child that share a large request, as far as there are processors: one process compiles its
        /// own code once, so it has the threads that would otherwise be children.
        int usefulThreads() {
            return Math.min(threads, Runtime.getRuntime().availableProcessors());
        }

        int maxFileBytes() {
            return limits.maxFileBytes();
        }

        String mainClass() {
            return "dev.refactory.index.java.child.ChildMain";
        }
    }
}
