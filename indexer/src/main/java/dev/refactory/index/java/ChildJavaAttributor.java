package dev.refactory.index.java;

import dev.refactory.graph.model.FileFacts;
import dev.refactory.index.java.Exchange.Answered;
import dev.refactory.index.java.Exchange.Lost;
import dev.refactory.kit.problem.ErrorCode;
import dev.refactory.kit.problem.RefactoryException;
import dev.refactory.kit.time.Ticker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
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
        Question<Partial> question =
                new Question.Attribute(request.classpath(), supported(request.release()), focus, names);
        return ask(question, request.attribute(), request.headers(), cancelled);
    }

    @Override
    public List<Parsed> parse(List<Source> sources, int release, BooleanSupplier cancelled) {
        return ask(new Question.Parse(supported(release)), sources, List.of(), cancelled).stream()
                .map(Partial::facts)
                .map(facts -> new Parsed(facts.path(), facts.diagnostics(), facts.problems()))
                .toList();
    }

    private static int supported(int release) {
        return Math.max(8, Math.min(release, Runtime.version().feature()));
    }

    private <T> List<T> ask(
            Question<T> question, List<Source> sources, List<Source> others, BooleanSupplier cancelled) {
        Map<Source, T> facts = new HashMap<>();
        askAll(work(question, sources, others, cancelled), facts::put);
        return sources.stream().map(facts::get).toList();
    }

    @Override
    public void index(Request request, BooleanSupplier cancelled, Consumer<Indexed> reader) {
        Question<Indexed> question =
                new Question.Index(request.classpath(), supported(request.release()), names, config.threads());
        askAll(
                work(question, request.attribute(), request.headers(), cancelled),
                (_, indexed) -> reader.accept(indexed));
    }

    private boolean isTooLarge(Source source) {
        return source.size() > config.maxFileBytes();
    }

    private <T> Work<T> work(
            Question<T> question, List<Source> sources, List<Source> others, BooleanSupplier cancelled) {
        return new Work<>(
                question,
                sources.stream().filter(this::isTooLarge).toList(),
                sources.stream().filter(source -> !isTooLarge(source)).toList(),
                others.stream().filter(source -> !isTooLarge(source)).toList(),
                ConcurrentHashMap.newKeySet(),
                new Patience(config.deadline()),
                cancelled,
                new Semaphore(1));
    }

    /// What one call wants, with the files that may be used.
    private record Work<T>(
            Question<T> question,
            List<Source> tooLarge,
            List<Source> wanted,
            List<Source> headers,
            Set<Source> poisoned,
            Patience patience,
            BooleanSupplier cancelled,
            Semaphore turns) {
        /// The same for several threads.
        /// @param atOnce how many of them may use a child
        Work<T> until(BooleanSupplier stop, int atOnce) {
            return new Work<>(
                    question, tooLarge, wanted, headers, poisoned, patience, stop, new Semaphore(atOnce, true));
        }

        void takeTurn() {
            try {
                turns.acquire();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new CancellationException("The attribution was interrupted");
            }
        }

        /// The request's headers and the files of other batches.
        List<Source> headersFor(List<Source> batch) {
            if (!question.needsHeaders()) {
                return List.of();
            }
            Set<Source> excluded = new HashSet<>(batch);
            excluded.addAll(poisoned);
            List<Source> others = new ArrayList<>();
            headers.stream().filter(source -> !excluded.contains(source)).forEach(others::add);
            wanted.stream().filter(source -> !excluded.contains(source)).forEach(others::add);
            return others;
        }
    }

    /// Hands over what is known of each file as soon as it is, on the calling thread.
    private <T> void askAll(Work<T> work, BiConsumer<Source, T> reader) {
        work.tooLarge()
                .forEach(source -> reader.accept(
                        source, work.question().without(WithoutFacts.tooLarge(source, config.maxFileBytes()))));
        List<List<Source>> batches = Batches.of(work.wanted(), config.batchFiles(), config.batchBytes());
        if (batches.size() == 1 && work.wanted().size() >= Question.WORTH_SHARING) {
            batches = Batches.even(work.wanted(), work.question().threads() > 1 ? 1 : Math.max(1, children.ready()));
        }
        if (batches.size() <= 1) {
            batches.forEach(batch -> ask(work, batch, reader));
            return;
        }
        AtomicBoolean failed = new AtomicBoolean();
        int atOnce = Math.max(1, config.children() / work.question().threads());
        Work<T> shared = work.until(() -> failed.get() || work.cancelled().getAsBoolean(), atOnce);
        // One more prepares its request while the others wait for answers.
        try (ExecutorService threads = Executors.newFixedThreadPool(
                Math.min(atOnce + 1, batches.size()),
                Thread.ofPlatform().daemon().name("attributor-", 0).factory())) {
            try {
                new Handover<T>(threads, shared.cancelled())
                        .run(batches, (batch, given) -> ask(shared, batch, given), reader);
            } finally {
                // Whatever is still under way when this is left is not wanted any more.
                failed.set(true);
                threads.shutdownNow();
            }
        }
    }

    /// Facts of a batch, whatever it takes: files a child dies on are set apart.
    private <T> void ask(Work<T> work, List<Source> batch, BiConsumer<Source, T> reader) {
        Bisection bisection = new Bisection(batch, work.poisoned());
        boolean again = false;
        while (bisection.hasNext()) {
            List<Source> part = bisection.next();
            long nanos = work.patience().nanos(again);
            if (nanos == 0) {
                part.forEach(source -> reader.accept(source, work.question().without(WithoutFacts.givenUp(source))));
                continue;
            }
            List<Source> headers = work.headersFor(part);
            BitSet answered = new BitSet(part.size());
            // With one thread it is known which file it was at.
            Question<T> question = again ? work.question().alone() : work.question();
            boolean counts = again;
            Exchange.Outcome outcome = exchange(work, question, part, headers, nanos, (known, index) -> {
                if (!answered.get(index)) {
                    answered.set(index);
                    reader.accept(part.get(index), known);
                }
            });
            switch (outcome) {
                case Answered done -> {
                    peakHeapKib.accumulateAndGet(done.peakHeapKib(), Math::max);
                    work.patience().spent(counts ? done.nanos() : 0);
                }
                case Lost lost -> {
                    work.patience().spent(counts ? lost.nanos() : 0);
                    again = true;
                    log.warn("analysis lost kind={} files={} reason=\"{}\"", lost.kind(), part.size(), lost.reason());
                    List<Source> left = without(part, answered);
                    Source culprit = left.isEmpty()
                            ? null
                            : bisection.lost(left, lost, Bisection.suspects(lost, part, answered, headers));
                    if (culprit != null) {
                        reader.accept(culprit, question.without(WithoutFacts.crashed(culprit, lost)));
                    }
                }
                case Exchange.Idle idle -> throw new IllegalStateException("Asked again above: " + idle);
            }
        }
    }

    private static List<Source> without(List<Source> part, BitSet answered) {
        List<Source> left = new ArrayList<>();
        for (int i = answered.nextClearBit(0); i < part.size(); i = answered.nextClearBit(i + 1)) {
            left.add(part.get(i));
        }
        return left;
    }

    /// A try that lasts no longer than `nanos`.
    private <T> Exchange.Outcome exchange(
            Work<T> work,
            Question<T> question,
            List<Source> part,
            List<Source> headers,
            long nanos,
            ObjIntConsumer<T> facts) {
        Exchange.Asked<T> asked = Exchange.Asked.of(question, part, headers);
        Exchange.Outcome outcome = new Exchange.Idle();
        work.takeTurn();
        try {
            // A child that ended because it was not used says so at its next use: another one is asked.
            while (outcome instanceof Exchange.Idle) {
                outcome = children.with(
                        work.cancelled(),
                        child -> new Exchange(child, ticker, Duration.ofNanos(nanos), work.cancelled())
                                .run(asked, facts));
            }
        } finally {
            work.turns().release();
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

    /// Ends every child. Calls under way end with [CancellationException] or as if their child had been killed.
    @Override
    public void close() {
        children.close();
    }

    /// @param javaHome the JDK the children run on
    /// @param classpath where the children find this module's classes
    /// @param children how many run at once, 1 or more
    /// @param heapMib each child's fixed heap, MiB
    /// @param stackMib the analysing thread's stack, MiB: deep nesting is recursion in the compiler
    /// @param deadline of a batch; trying parts of it again has two more for the whole request
    /// @param limits of files and batches
    /// @param idle after which a child nobody uses ends; the next use starts another
    public record Config(
            Path javaHome,
            String classpath,
            int children,
            int heapMib,
            int stackMib,
            Duration deadline,
            Limits limits,
            Duration idle) {
        public Config {
            if (children < 1 || heapMib < 64 || stackMib < 1 || deadline.isNegative() || deadline.isZero()) {
                throw new IllegalArgumentException("At least one child, 64 MiB of heap, 1 MiB of stack and some time");
            }
        }

        /// Children end after five minutes without work.
        public Config(
                Path javaHome,
                String classpath,
                int children,
                int heapMib,
                int stackMib,
                Duration deadline,
                Limits limits) {
            this(javaHome, classpath, children, heapMib, stackMib, deadline, limits, Duration.ofMinutes(5));
        }

        /// @param batchFiles files attributed in one run of the compiler
        /// @param batchBytes sources attributed in one run of the compiler, bytes
        /// @param maxFileBytes larger files are listed as too large
        public record Limits(int batchFiles, long batchBytes, int maxFileBytes) {}

        /// This JVM's own JDK, two children with 768 MiB, two minutes a batch of up to 4,000 files and 16 MiB; files
        /// up to 2 MiB.
        public static Config defaults() {
            return new Config(
                    Path.of(System.getProperty("java.home")),
                    ChildClasspath.ofThisJvm(),
                    2,
                    768,
                    512,
                    Duration.ofMinutes(2),
                    new Limits(4_000, 16L << 20, 2 << 20));
        }

        public Config withChildren(int count) {
            return new Config(javaHome, classpath, count, heapMib, stackMib, deadline, limits, idle);
        }

        public Config withHeapMib(int heap) {
            return new Config(javaHome, classpath, children, heap, stackMib, deadline, limits, idle);
        }

        public Config withDeadline(Duration perBatch) {
            return new Config(javaHome, classpath, children, heapMib, stackMib, perBatch, limits, idle);
        }

        public Config withLimits(Limits other) {
            return new Config(javaHome, classpath, children, heapMib, stackMib, deadline, other, idle);
        }

        public Config withIdle(Duration unused) {
            return new Config(javaHome, classpath, children, heapMib, stackMib, deadline, limits, unused);
        }

        /// Threads of one child that share a large request: as many as there would be children, and the processors
        /// allow, because one process compiles its own code once.
        int threads() {
            return Math.min(children, Runtime.getRuntime().availableProcessors());
        }

        int batchFiles() {
            return limits.batchFiles();
        }

        long batchBytes() {
            return limits.batchBytes();
        }

        int maxFileBytes() {
            return limits.maxFileBytes();
        }

        String mainClass() {
            return "dev.refactory.index.java.child.ChildMain";
        }
    }
}
