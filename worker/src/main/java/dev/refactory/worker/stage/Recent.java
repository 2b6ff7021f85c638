package dev.refactory.worker.stage;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/// The values used last, as many as fit. Nothing may rely on a value being here. Thread-safe.
final class Recent<K, V> {
    private final long limit;
    private final ToLongFunction<V> size;
    private final Map<K, V> values = new LinkedHashMap<>(64, 0.75f, true);
    private long held;

    /// @param limit of all values together, in what `size` counts
    Recent(long limit, ToLongFunction<V> size) {
        this.limit = limit;
        this.size = size;
    }

    synchronized @Nullable V get(K key) {
        return values.get(key);
    }

    /// Keeps a value, and drops those unused longest that no longer fit; one that fits nowhere is not kept.
    synchronized void put(K key, V value) {
        remove(key);
        long bytes = size.applyAsLong(value);
        if (bytes > limit) {
            return;
        }
        values.put(key, value);
        held += bytes;
        var eldest = values.entrySet().iterator();
        while (held > limit) {
            held -= size.applyAsLong(eldest.next().getValue());
            eldest.remove();
        }
    }

    /// Takes a value out.
    synchronized @Nullable V remove(K key) {
        V value = values.remove(key);
        if (value != null) {
            held -= size.applyAsLong(value);
        }
        return value;
    }
}
