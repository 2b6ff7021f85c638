package dev.refactory.accelerator.sim;

import dev.refactory.accelerator.api.ServiceTier;
import dev.refactory.accelerator.schedule.Call;
import dev.refactory.accelerator.trace.TraceCall;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

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
