package dev.refactory.refactor.fuzz;

import dev.refactory.refactor.fuzz.PlainCompiler.Written;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// A change made by characters alone, which says whether it can be: when the plain compiler takes it,
/// and makes of it the classes a promise speaks of, the change is legal.
final class Attempt {
    private Attempt() {}

    /// @param texts the changed ones, by path
    static boolean succeeds(Library library, Map<String, String> texts, Promise promise) {
        Map<String, Written> others = new HashMap<>(library.compiled().classes());
        others.values().removeIf(written -> texts.containsKey(written.source()));
        if (texts.isEmpty()
                || !library.compiler().compile(texts, others).errors().isEmpty()) {
            return false;
        }
        SortedMap<String, String> all = new TreeMap<>(library.texts());
        all.putAll(texts);
        return new Oracle(library, false)
                .faults(texts.keySet(), Map.of(), all, promise)
                .isEmpty();
    }
}
