package dev.refactory.kit.cluster;

import dev.refactory.kit.cluster.HintMap.Hint;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// The versions this process has seen of the keys it asked for lately. Thread-safe.
final class SeenVersions {
    private static final int REMEMBERED_KEYS = 50_000;

    private final Map<String, Long> seen = new LinkedHashMap<>(256, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
            return size() > REMEMBERED_KEYS;
        }
    };

    /// The hint when it is not older than what was seen; then it is what was seen.
    synchronized Optional<Hint> accept(String key, Hint hint) {
        long newest = seen.merge(key, hint.version(), Math::max);
        return hint.version() < newest ? Optional.empty() : Optional.of(hint);
    }
}
