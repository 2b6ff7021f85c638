package dev.refactory.kit.cluster;

import java.util.Map;
import java.util.Optional;

/// Hints by key, each with the version of the truth it speaks of. A miss says nothing: ask the truth.
/// Thread-safe.
public interface HintMap {
    /// Leaves a hint that lasts for about a minute unless it is put again. An older version never replaces a
    /// newer one.
    /// @param key at most 256 characters; @param value at most 64 KiB of text, longer ones are dropped
    void put(String key, long version, String value);

    /// The hint, unless this process has seen a newer version of it before: a reader never goes back.
    Optional<Hint> get(String key);

    void remove(String key);

    /// All hints that are here now, by key; for maps with few keys.
    Map<String, Hint> all();

    /// @param version of the truth, growing
    record Hint(long version, String value) {}
}
