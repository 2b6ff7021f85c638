package dev.refactory.benchmarks;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// The most memory that a process and its descendants used, sampled twice a second until closed.
///
/// A peak of the whole between two samples is missed; that of a single process is not, as the
/// kernel marks it.
final class Memory implements AutoCloseable {
    private static final long PERIOD_MILLIS = 500;

    private final ProcessTree tree;
    private final ScheduledExecutorService sampler = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("memory").factory());
    private volatile double treePeak;
    private volatile double compilerPeak;

    Memory(ProcessTree tree) {
        this.tree = tree;
        sampler.scheduleWithFixedDelay(this::sample, 0, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
    }

    /// The most that was seen for the whole tree, in MiB of proportional set size.
    double treePeakMib() {
        return treePeak;
    }

    /// The highest mark of resident memory among the JVMs that compile, in MiB.
    double compilerPeakMib() {
        return compilerPeak;
    }

    /// The tree at this moment, by program.
    String parts() {
        double all = tree.mib();
        double server = ProcessTree.mib(tree.root());
        double compilers = tree.compilers().mapToDouble(ProcessTree::mib).sum();
        return Sample.number("server %.0f", server)
                + Sample.number(", compiler processes %.0f", compilers)
                + Sample.number(", Postgres %.0f", all - server - compilers);
    }

    private void sample() {
        treePeak = Math.max(treePeak, tree.mib());
        tree.compilers().forEach(process -> compilerPeak = Math.max(compilerPeak, ProcessTree.peakMib(process)));
    }

    @Override
    public void close() {
        sampler.shutdownNow();
    }
}
