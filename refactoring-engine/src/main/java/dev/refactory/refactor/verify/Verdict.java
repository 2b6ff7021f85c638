package dev.refactory.refactor.verify;

import dev.refactory.graph.model.Diagnostic;
import dev.refactory.refactor.plan.Conflict;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// What the comparison of facts before and after an edit found.
///
/// @param bindingChanges every binding that is not what it was, modulo the plan: kind
///     `binding-changed`, at the place in the original file, sorted, at most [#MAX_CONFLICTS]
/// @param unreported how many more there were
/// @param unbound those of all changes where a name would mean nothing any more
/// @param newErrors compiler errors of the edited files that the original ones did not have, by new
///     path
/// @param filesCompared files whose facts were compared
/// @param occurrencesCompared occurrences of the original files that were compared
public record Verdict(
        List<Conflict> bindingChanges,
        int unreported,
        Set<Conflict> unbound,
        SortedMap<String, List<Diagnostic>> newErrors,
        int filesCompared,
        int occurrencesCompared) {
    /// More would not be read, and a refusal has a size.
    public static final int MAX_CONFLICTS = 100;

    public Verdict {
        bindingChanges = List.copyOf(bindingChanges);
        unbound = Set.copyOf(unbound);
        newErrors = Collections.unmodifiableSortedMap(new TreeMap<>(newErrors));
    }

    public boolean bindingsPreserved() {
        return bindingChanges.isEmpty();
    }

    public int newErrorCount() {
        return newErrors.values().stream().mapToInt(List::size).sum();
    }

    /// No binding changed and no error is new.
    public boolean accepted() {
        return bindingsPreserved() && newErrors.isEmpty();
    }

    /// Why the change is refused: changed bindings, then one `compile-error` for each new error, at its place in the
    /// edited file. A name that would mean nothing is told by the compiler where it says why.
    /// Empty when accepted.
    public List<Conflict> conflicts() {
        Set<String> told = new HashSet<>();
        newErrors.forEach((path, errors) -> errors.forEach(error -> told.add(place(path, error.line()))));
        List<Conflict> all = new ArrayList<>(bindingChanges);
        all.removeIf(change -> unbound.contains(change) && told.contains(place(change.file(), change.line())));
        Map<String, String> symbols = new TreeMap<>();
        unbound.stream()
                .sorted()
                .forEach(change -> symbols.putIfAbsent(place(change.file(), change.line()), change.symbol()));
        newErrors.forEach((path, errors) -> errors.forEach(error -> all.add(new Conflict(
                "compile-error",
                symbols.getOrDefault(place(path, error.line()), error.code()),
                path,
                error.line(),
                "After the change " + path + " would not compile: " + oneLine(error.message()) + "."))));
        return all.stream().limit(MAX_CONFLICTS).toList();
    }

    private static String place(String path, int line) {
        return path + ":" + line;
    }

    /// The compiler lists what it says of a symbol on lines below.
    private static String oneLine(String message) {
        String line = message.strip().replaceAll("\\s*\\R\\s*", "; ").replaceAll(": +", ": ");
        return line.endsWith(".") ? line.substring(0, line.length() - 1) : line;
    }
}
