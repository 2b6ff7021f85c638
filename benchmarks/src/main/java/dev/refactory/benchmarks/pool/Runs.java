package dev.refactory.benchmarks.pool;

import static dev.refactory.benchmarks.Sample.number;

import dev.refactory.accelerator.sim.Simulation;
import dev.refactory.accelerator.sim.Slo;
import dev.refactory.kit.time.SystemTime;
import dev.refactory.kit.time.Ticker;
import java.util.Arrays;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/// Runs simulations, and keeps count of how fast the simulator is. Not thread-safe.
final class Runs {
    /// Of all calls, so many must keep their promise.
    static final double SHARE = 0.99;

    private final Ticker ticker = SystemTime.ticker();
    private long calls;
    private long nanos;

    Simulation.Run run(Simulation simulation, double rate) {
        long start = ticker.nanos();
        Simulation.Run run = simulation.run(rate);
        nanos += ticker.nanos() - start;
        calls += run.outcomes().size();
        return run;
    }

    double goodput(Simulation simulation, Slo slo) {
        return simulation.goodput(slo, SHARE, rate -> run(simulation, rate));
    }

    /// Calls simulated in a second of one thread.
    double speed() {
        return calls / (nanos / 1e9);
    }

    /// What each seed gives: the mean, and the least and the most in brackets where they are not alike.
    ///
    /// @param format of one number
    static String ofSeeds(int seeds, String format, IntToDoubleFunction value) {
        double[] values = IntStream.range(0, seeds).mapToDouble(value).toArray();
        String least = number(format, least(values));
        String most = number(format, most(values));
        return number(format, mean(values)) + (least.equals(most) ? "" : " (" + least + " to " + most + ")");
    }

    static double mean(double[] values) {
        return Arrays.stream(values).average().orElse(0);
    }

    static double least(double[] values) {
        return Arrays.stream(values).min().orElse(0);
    }

    static double most(double[] values) {
        return Arrays.stream(values).max().orElse(0);
    }
}
