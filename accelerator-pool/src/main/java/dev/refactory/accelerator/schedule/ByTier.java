package dev.refactory.accelerator.schedule;

import dev.refactory.accelerator.api.ServiceTier;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// P7: interactive calls before standard ones before bulk, except that whoever has waited for too long is
/// next whatever the tier. Within a tier another queue decides.
public final class ByTier implements CallQueue {
    private final Map<ServiceTier, CallQueue> tiers = new EnumMap<>(ServiceTier.class);
    private final long ageingPicos;

    /// @param within for each tier
    /// @param ageingPicos after that time nobody waits for a better tier
    public ByTier(Supplier<? extends CallQueue> within, long ageingPicos) {
        for (ServiceTier tier : ServiceTier.values()) {
            tiers.put(tier, within.get());
        }
        this.ageingPicos = ageingPicos;
    }

    private CallQueue of(Call call) {
        return Objects.requireNonNull(tiers.get(call.tier()));
    }

    @Override
    public void add(Call call) {
        of(call).add(call);
    }

    @Override
    public @Nullable Call peek(long nowPicos) {
        Call best = null;
        for (CallQueue tier : tiers.values()) {
            Call next = tier.peek(nowPicos);
            boolean overdue = next != null && nowPicos - next.arrivalPicos() > ageingPicos;
            if (next != null && (best == null || overdue && next.arrivalPicos() < best.arrivalPicos())) {
                best = next;
            }
        }
        return best;
    }

    @Override
    public long changesAt(long nowPicos) {
        long earliest = Long.MAX_VALUE;
        for (CallQueue tier : tiers.values()) {
            Call next = tier.peek(nowPicos);
            long overdue = next == null ? Long.MAX_VALUE : next.arrivalPicos() + ageingPicos + 1;
            if (overdue > nowPicos) {
                earliest = Math.min(earliest, overdue);
            }
        }
        return earliest;
    }

    @Override
    public void take(Call call) {
        of(call).take(call);
    }

    @Override
    public boolean remove(Call call) {
        return of(call).remove(call);
    }

    @Override
    public void left(Call call, int completionTokens) {
        of(call).left(call, completionTokens);
    }

    @Override
    public int size() {
        return tiers.values().stream().mapToInt(CallQueue::size).sum();
    }
}
