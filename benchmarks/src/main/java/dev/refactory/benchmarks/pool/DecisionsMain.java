package dev.refactory.benchmarks.pool;

import dev.refactory.benchmarks.Machine;
import dev.refactory.benchmarks.Report;
import dev.refactory.kit.time.SystemTime;
import java.util.Collection;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.util.Statistics;

/// Runs [DecisionsBenchmark]. A minute.
public final class DecisionsMain {
    private DecisionsMain() {}

    /// @param arguments none of its own
    public static void main(String[] arguments) throws RunnerException {
        Report report = new Report(System.err);
        Machine.describe(report, SystemTime.wallClock());
        Collection<RunResult> results = new Runner(new OptionsBuilder()
                        .include(DecisionsBenchmark.class.getName())
                        .build())
                .run();
        for (RunResult result : results) {
            Statistics times = result.getPrimaryResult().getStatistics();
            report.row(
                    result.getPrimaryResult().getLabel(),
                    String.format(
                            "p50 %.1f, p99 %.1f µs (n=%d)",
                            times.getPercentile(50), times.getPercentile(99), times.getN()));
        }
        report.row("load average after", Machine.load());
        report.print(System.out);
    }
}
