package dev.refactory.index.java;

import dev.refactory.index.java.JavaAttributor.Source;
import java.util.ArrayList;
import java.util.List;

/// Cuts a list of sources into runs the compiler can hold at once.
final class Batches {
    /// Bytes: so that the last of even batches is not followed by a tiny one.
    private static final int ROUNDING = 64 << 10;

    private Batches() {}

    /// In the order given, in at most `parts` batches of about as many bytes.
    static List<List<Source>> even(List<Source> sources, int parts) {
        long all = sources.stream().mapToLong(source -> source.size()).sum();
        List<List<Source>> batches = new ArrayList<>();
        long before = 0;
        for (Source source : sources) {
            long middle = before + source.size() / 2;
            if (batches.isEmpty() || batches.size() < parts && middle * parts > all * batches.size()) {
                batches.add(new ArrayList<>());
            }
            batches.getLast().add(source);
            before += source.size();
        }
        return batches;
    }

    /// In the order given, all of about as many bytes; a source larger than `maxBytes` has a batch of its own.
    static List<List<Source>> of(List<Source> sources, int maxFiles, long maxBytes) {
        long all = sources.stream().mapToLong(Source::size).sum();
        long batches = (all + maxBytes - 1) / maxBytes;
        return upTo(sources, maxFiles, batches == 0 ? maxBytes : Math.min(maxBytes, all / batches + ROUNDING));
    }

    private static List<List<Source>> upTo(List<Source> sources, int maxFiles, long maxBytes) {
        List<List<Source>> batches = new ArrayList<>();
        List<Source> batch = new ArrayList<>();
        long bytes = 0;
        for (Source source : sources) {
            boolean full = batch.size() >= maxFiles || bytes + source.size() > maxBytes;
            if (full && !batch.isEmpty()) {
                batches.add(batch);
                batch = new ArrayList<>();
                bytes = 0;
            }
            batch.add(source);
            bytes += source.size();
        }
        if (!batch.isEmpty()) {
            batches.add(batch);
        }
        return batches;
    }
}
