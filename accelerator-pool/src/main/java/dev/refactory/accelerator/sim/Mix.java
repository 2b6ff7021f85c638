package dev.refactory.accelerator.sim;

import dev.refactory.accelerator.api.ServiceTier;
import dev.refactory.accelerator.schedule.Call;
import dev.refactory.accelerator.trace.TraceCall;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;

/// Calls of several sources, merged in the order of their arrival. Immutable.
public final class Mix {
    private final List<Arrival> arrivals;

    /// A call, and what only the device may know of it.
    ///
    /// @param source place of its source in the mix, from 0
    public record Arrival(Call call, int completionTokens, int source) {}

    /// Where calls come from.
    ///
    /// @param perSecond calls in a second; 0 when all are there at the beginning
    public record Source(Workload workload, double perSecond, ServiceTier tier, String tenant) {}

    private record Unnumbered(long time, int source, int place) {}

    private Mix(List<Arrival> arrivals) {
        this.arrivals = arrivals;
    }

    /// Of what arrives at one time, earlier sources come first.
    ///
    /// @param maxCompletionTokens what every call may answer at most, as far as a policy knows
    public static Mix of(List<Source> sources, int maxCompletionTokens) {
        List<Unnumbered> all = new ArrayList<>();
        for (int i = 0; i < sources.size(); i++) {
            Source source = sources.get(i);
            int size = source.workload.calls().size();
            long[] times = source.perSecond == 0 ? new long[size] : source.workload.arrivals(source.perSecond);
            for (int place = 0; place < size; place++) {
                all.add(new Unnumbered(times[place], i, place));
            }
        }
        all.sort(Comparator.comparingLong(Unnumbered::time));
        List<Arrival> arrivals = new ArrayList<>();
        for (Unnumbered each : all) {
            Source source = sources.get(each.source);
            TraceCall call = source.workload.calls().get(each.place);
            int limit = Math.max(maxCompletionTokens, call.completionTokens());
            Call numbered = new Call(
                    arrivals.size(),
                    each.time,
                    call.promptTokens(),
                    limit,
                    call.prefixBlocks(),
                    source.tier,
                    source.tenant);
            arrivals.add(new Arrival(numbered, call.completionTokens(), each.source));
        }
        return new Mix(List.copyOf(arrivals));
    }

    /// Jobs that begin at random, independent of each other, and ask for all their calls at once. A job of `n` calls
    /// comes half as often as one of `n / 2`, up to `largest`, so that jobs of each size ask for as much together.
    /// Each job is a source.
    ///
    /// @param workload whose calls are taken, one after another, again from the first after the last
    /// @param perSecond calls in a second, on average
    /// @param count calls, at least; the last job has all of its own
    /// @param largest job, in calls: a power of 2
    public static Mix ofJobs(
            Workload workload, double perSecond, int count, int largest, long seed, int maxCompletionTokens) {
        SplittableRandom random = new SplittableRandom(seed);
        double jobsPerSecond = perSecond / meanSize(largest);
        List<Arrival> arrivals = new ArrayList<>();
        double picos = 0;
        for (int job = 0; arrivals.size() < count; job++) {
            picos += -Math.log(1 - random.nextDouble()) / jobsPerSecond * 1e12;
            int size = 1;
            // Half of those of a size or more are of that size, until there is no larger one.
            double rest = random.nextDouble() * (2.0 - 1.0 / largest);
            for (double share = 1; size < largest && rest >= share; share /= 2) {
                rest -= share;
                size *= 2;
            }
            for (int i = 0; i < size; i++) {
                TraceCall call =
                        workload.calls().get(arrivals.size() % workload.calls().size());
                Call numbered = new Call(
                        arrivals.size(),
                        (long) picos,
                        call.promptTokens(),
                        Math.max(maxCompletionTokens, call.completionTokens()),
                        List.of(),
                        ServiceTier.STANDARD,
                        "",
                        "job-" + job);
                arrivals.add(new Arrival(numbered, call.completionTokens(), job));
            }
        }
        return new Mix(List.copyOf(arrivals));
    }

    private static double meanSize(int largest) {
        int sizes = Integer.numberOfTrailingZeros(largest) + 1;
        return sizes / (2.0 - 1.0 / largest);
    }

    /// Those of them that arrive before a time.
    public Mix before(long picos) {
        return between(0, picos);
    }

    /// Those of them that arrive from one time on, and before another.
    public Mix between(long fromPicos, long toPicos) {
        return new Mix(arrivals.stream()
                .filter(each ->
                        each.call().arrivalPicos() >= fromPicos && each.call().arrivalPicos() < toPicos)
                .toList());
    }

    /// Those of them that one source sent.
    public Mix of(int source) {
        return new Mix(arrivals.stream().filter(each -> each.source() == source).toList());
    }

    /// By arrival; ids are places in the list of the whole mix.
    public List<Arrival> arrivals() {
        return arrivals;
    }
}
