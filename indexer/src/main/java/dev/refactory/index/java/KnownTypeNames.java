package dev.refactory.index.java;

import dev.refactory.graph.model.SourceText;
import dev.refactory.index.java.JavaAttributor.Source;
import dev.refactory.index.java.wire.TypeNames;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// What files are listed under, remembered by their content. Thread-safe.
final class KnownTypeNames {
    /// Contents: some 50 MB of heap at most.
    private static final int MOST = 300_000;

    private final Map<String, Optional<TypeNames>> known = new ConcurrentHashMap<>();

    /// Null where only the parser can tell.
    @Nullable
    TypeNames of(Source source) {
        if (TypeNames.ofModule(source.path())) {
            return TypeNames.NONE;
        }
        Optional<TypeNames> names = known.get(source.blobId());
        if (names == null) {
            if (known.size() >= MOST) {
                known.clear();
            }
            names = Optional.ofNullable(read(source));
            known.put(source.blobId(), names);
        }
        return names.orElse(null);
    }

    /// Reads them now, on all processors.
    void read(List<Source> sources) {
        sources.parallelStream().forEach(this::of);
    }

    private static @Nullable TypeNames read(Source source) {
        return TypeNames.scan(
                SourceText.unmarked(SourceText.decode(source.bytes()).text()));
    }
}
