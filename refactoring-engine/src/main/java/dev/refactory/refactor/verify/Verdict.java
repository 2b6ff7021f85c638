package dev.refactory.refactor.verify;

import dev.refactory.graph.model.Diagnostic;
import dev.refactory.refactor.plan.Conflict;
import java.util.List;
import java.util.SortedMap;

/// What the comparison of facts before and after an edit found.
///
/// @param bindingChanges every binding that is not what it was, modulo the plan: kind
///     `binding-changed`, at the place in the original file, sorted, at most [#MAX_CONFLICTS]
/// @param unreported how many more there were
/// @param newErrors compiler errors of the edited files that the original ones did not have, by new
///     path
/// @param filesCompared files whose facts were compared
/// @param occurrencesCompared occurrences of the original files that were compared
public record Verdict(
        List<Conflict> bindingChanges,
        int unreported,
        SortedMap<String, List<Diagnostic>> newErrors,
        int filesCompared,
        int occurrencesCompared) {
    /// More would not be read, and a refusal has a size.
    public static final int MAX_CONFLICTS = 100;

    public Verdict {
        bindingChanges = List.copyOf(bindingChanges);
        newErrors = java.util.Collections.unmodifiableSortedMap(new java.util.TreeMap<>(newErrors));
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

    /// Why the change is refused: changed bindings, then one `compile-error` for each new error, at
    /// its place in the edited file. Empty when it is accepted.
    public List<Conflict> conflicts() {
        List<Conflict> all = new java.util.ArrayList<>(bindingChanges);
        newErrors.forEach((path, errors) -> errors.forEach(error -> all.add(new Conflict(
                "compile-error",
                error.code(),
                path,
                error.line(),
                "After the change " + path + " would not compile: " + error.message()))));
        return all.stream().limit(MAX_CONFLICTS).toList();
    }
}
