package dev.refactory.roles;

import dev.refactory.kit.cluster.HintMap;
import dev.refactory.kit.lifecycle.Service;
import dev.refactory.kit.time.Ticker;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Where accelerator nodes are, as the cluster last told. Asked in the background, because a
/// process that hangs delays the cluster's answers for seconds; remembered, because the hints that
/// a process keeps for all are gone when it dies, until their nodes repeat them. Thread-safe.
final class KnownNodes implements Service {
    static final Duration ASK_EVERY = Duration.ofSeconds(1);

    /// Three announcements may be missed.
    static final Duration MEMORY = Pools.ANNOUNCE_EVERY.multipliedBy(3);

    private final HintMap announced;
    private final Ticker ticker;
    private final Map<URI, Long> toldAt = new ConcurrentHashMap<>();

    KnownNodes(HintMap announced, Ticker ticker) {
        this.announced = announced;
        this.ticker = ticker;
    }

    /// In the order of their addresses; never waits.
    List<URI> now() {
        return toldAt.keySet().stream().sorted().toList();
    }

    @Override
    public String title() {
        return "KnownNodes";
    }

    @Override
    public boolean runOnce() {
        long now = ticker.nanos();
        announced.all().values().forEach(hint -> toldAt.put(URI.create(hint.value()), now));
        toldAt.values().removeIf(told -> now - told > MEMORY.toNanos());
        return false;
    }
}
