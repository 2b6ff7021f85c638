package dev.refactory.queue.store;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Long requests of jobs whose tasks this process has claimed lately: a request never changes, and may have
/// 16 MiB. Bounded by characters. Thread-safe.
final class Requests {
    /// Requests up to this many bytes come with every claim.
    static final int SHORT = 64 << 10;

    private static final long MOST_CHARACTERS = 32L << 20;

    private final Map<String, String> byJob = new LinkedHashMap<>(16, 0.75f, true);
    private long characters;

    synchronized @Nullable String find(String jobId) {
        return byJob.get(jobId);
    }

    synchronized void keep(String jobId, String request) {
        if (byJob.put(jobId, request) == null) {
            characters += request.length();
        }
        for (Iterator<String> oldest = byJob.values().iterator(); characters > MOST_CHARACTERS && oldest.hasNext(); ) {
            characters -= oldest.next().length();
            oldest.remove();
        }
    }
}
