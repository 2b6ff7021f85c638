package dev.refactory.accelerator.sim;

import dev.refactory.accelerator.trace.Trace;
import dev.refactory.accelerator.trace.TraceCall;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;

/// Calls that arrive at a rate: a part of a trace, faster or slower than it was recorded. The order and
/// the relative gaps stay, bursts with them. Immutable.
public final class Workload {
    private static final long PICOS = 1000;
    private static final long WINDOWS = 5;

    private final String name;
    private final List<TraceCall> calls;
    private final long[] recorded;

    private record Timed(long nanos, TraceCall call) {}

    private Workload(String name, List<Timed> window) {
        this.name = name;
        this.calls = window.stream().map(Timed::call).toList();
        long first = window.getFirst().nanos();
        this.recorded = window.stream()
                .mapToLong(timed -> (timed.nanos() - first) * PICOS)
                .toArray();
    }

    /// `count` calls of a trace, or all there are, from one of five places that the seed chooses.
    ///
    /// @param count at least 2
    /// @param jitterNanos what the trace's clock is too coarse for: arrivals are moved by up to that much
    public static Workload of(Trace trace, int count, long jitterNanos, long seed) {
        int size = Math.min(count, trace.calls().size());
        if (size < 2) {
            throw new IllegalArgumentException(size + " calls have no rate");
        }
        int from = (int) (Math.floorMod(seed, WINDOWS) * (trace.calls().size() - size) / (WINDOWS - 1));
        SplittableRandom random = new SplittableRandom(seed);
        List<Timed> window = new ArrayList<>();
        for (TraceCall call : trace.calls().subList(from, from + size)) {
            long moved = jitterNanos == 0 ? 0 : random.nextLong(jitterNanos);
            window.add(new Timed(call.arrivalNanos() + moved, call));
        }
        window.sort(Comparator.comparingLong(Timed::nanos));
        return new Workload(trace.name(), window);
    }

    public String name() {
        return name;
    }

    /// In the order of their arrival.
    public List<TraceCall> calls() {
        return calls;
    }

    /// When the calls arrive, in picoseconds after the first, when as many come in a second.
    ///
    /// @param perSecond more than 0
    public long[] arrivals(double perSecond) {
        double factor = (calls.size() - 1) / perSecond * 1e12 / Math.max(1, recorded[recorded.length - 1]);
        return Arrays.stream(recorded).map(picos -> Math.round(picos * factor)).toArray();
    }
}
