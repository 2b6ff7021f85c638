package dev.refactory.refactor.verify;

import dev.refactory.graph.model.Diagnostic;
import dev.refactory.refactor.plan.Conflict;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/// What the comparison of facts before and after an edit found.
///
/// @param bindingChanges every binding that is not what it was, modulo the plan: kind
///     `binding-changed`, at the place in the original file, first those in files that are edited, then by
///     place, at most [#MAX_CONFLICTS]
/// @param unreported how many more there were
/// @param unbound those of all changes where a name would mean nothing any more
/// @param newErrors compiler errors of the edited files that the original ones did not have, by new
///     path
/// @param edited paths of the files the change edits, before and after it
/// @param filesCompared files whose facts were compared
/// @param occurrencesCompared occurrences of the original files that were compared
public record Verdict(
        List<Conflict> bindingChanges,
        int unreported,
        Set<Conflict> unbound,
        SortedMap<String, List<Diagnostic>> newErrors,
        Set<String> edited,
        int filesCompared,
        int occurrencesCompared) {
    /// More would not be read, and a refusal has a size.
    public static final int MAX_CONFLICTS = 100;

    public Verdict {
        bindingChanges = List.copyOf(bindingChanges);
        unbound = Set.copyOf(unbound);
        edited = Set.copyOf(edited);
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

    /// Why the change is refused, at most [#MAX_CONFLICTS]: one `compile-error` for each new error, at its
    /// place in the edited file, then changed bindings, which often follow from those; of each, first those in
    /// files that are edited. A name that would mean nothing is told by the compiler where it says why. Empty
    /// when accepted.
    public List<Conflict> conflicts() {
        Map<String, String> symbols = new HashMap<>();
        unbound.stream()
                .sorted()
                .forEach(change -> symbols.putIfAbsent(place(change.file(), change.line()), change.symbol()));
        List<Conflict> errors = new ArrayList<>();
        newErrors.forEach((path, found) -> found.forEach(error -> errors.add(new Conflict(
                "compile-error",
                symbols.getOrDefault(place(path, error.line()), error.code()),
                path,
                error.line(),
                "After the change " + path + " would not compile: " + oneLine(error.message()) + "."))));
        Set<String> told = new HashSet<>();
        errors.forEach(error -> told.add(place(error.file(), error.line())));
        Stream<Conflict> bindings = bindingChanges.stream()
                .filter(change -> !unbound.contains(change) || !told.contains(place(change.file(), change.line())));
        return Stream.concat(errors.stream().sorted(order(edited)), bindings)
                .limit(MAX_CONFLICTS)
                .toList();
    }

    /// What stands where the edits are is the cause, if anything is.
    static Comparator<Conflict> order(Set<String> edited) {
        return Comparator.comparing((Conflict conflict) -> !edited.contains(conflict.file()))
                .thenComparing(Comparator.naturalOrder());
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
