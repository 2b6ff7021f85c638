package dev.refactory.index.java;

import dev.refactory.index.java.JavaAttributor.Source;
import java.util.ArrayList;
import java.util.List;

/// Cuts a list of sources into runs the compiler can hold at once.
final class Batches {
    private Batches() {}

    /// In the order given; a source larger than `maxBytes` has a batch of its own.
    static List<List<Source>> of(List<Source> sources, int maxFiles, long maxBytes) {
        List<List<Source>> batches = new ArrayList<>();
        List<Source> batch = new ArrayList<>();
        long bytes = 0;
        for (Source source : sources) {
            boolean full = batch.size() >= maxFiles || bytes + source.bytes().length > maxBytes;
            if (full && !batch.isEmpty()) {
                batches.add(batch);
                batch = new ArrayList<>();
                bytes = 0;
            }
            batch.add(source);
            bytes += source.bytes().length;
        }
        if (!batch.isEmpty()) {
            batches.add(batch);
        }
        return batches;
    }
}
