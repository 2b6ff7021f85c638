package dev.refactory.refactor.plan;

import dev.refactory.graph.model.Relation;
import dev.refactory.graph.model.SymbolInfo;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// What a step means to change besides the spelling of symbols: the check after the edit takes it,
/// and nothing more, as planned.
///
/// @param edits by path before the step: disjoint, sorted; places no edit is about keep their names
/// @param declares what symbols will say about themselves, by their spelling after the step; that of a
///     local is the one its [Piece.Name] has
/// @param undeclares symbols that will be gone, by their spelling before the step
/// @param relates relations there will be, by the spellings after the step
/// @param unrelates relations that will be gone, by the spellings before the step
/// @param retyped symbols, by their spelling before the step, that get another type: a call through one
///     may mean the same method of a type above or below, and variables whose type is inferred follow.
///     Types of `retargets` among them become a library's, of which nobody knows what it inherits
/// @param retargets symbols, by their spelling before the step, whose uses mean another one after
///     it, and so do uses of what is inside of them; their declarations stay, and so do files that
///     declare any of the two
/// @param names simple names whose meaning the step could change: code that writes one is looked at
///     again
public record Intent(
        Map<String, List<PlannedEdit>> edits,
        List<SymbolInfo> declares,
        Set<String> undeclares,
        Set<Relation> relates,
        Set<Relation> unrelates,
        Set<String> retyped,
        Map<String, String> retargets,
        Set<String> names) {
    private static final Pattern LITERAL =
            Pattern.compile("null|true|false|-?[0-9][0-9a-zA-Z_.]*|\"[^\"\\\\]*\"|'[^'\\\\]'");

    /// Symbols get other names, and that is all.
    public static final Intent NONE =
            new Intent(Map.of(), List.of(), Set.of(), Set.of(), Set.of(), Set.of(), Map.of(), Set.of());

    public Intent {
        Map<String, List<PlannedEdit>> sorted = new TreeMap<>();
        edits.forEach((path, each) -> sorted.put(path, List.copyOf(each)));
        edits = java.util.Collections.unmodifiableMap(sorted);
        declares = List.copyOf(declares);
        undeclares = Set.copyOf(undeclares);
        relates = Set.copyOf(relates);
        unrelates = Set.copyOf(unrelates);
        retyped = Set.copyOf(retyped);
        retargets = Map.copyOf(retargets);
        names = Set.copyOf(names);
    }

    /// Only text of these files is written anew.
    public static Intent of(Map<String, List<PlannedEdit>> edits, Collection<String> names) {
        return new Intent(edits, List.of(), Set.of(), Set.of(), Set.of(), Set.of(), Map.of(), new TreeSet<>(names));
    }

    /// The same, with what is declared otherwise.
    public Intent declaring(Collection<SymbolInfo> declared, Collection<String> undeclared) {
        return new Intent(
                edits, List.copyOf(declared), new TreeSet<>(undeclared), relates, unrelates, retyped, retargets, names);
    }

    /// The same, with other relations.
    public Intent relating(Collection<Relation> added, Collection<Relation> removed) {
        return new Intent(
                edits, declares, undeclares, new TreeSet<>(added), new TreeSet<>(removed), retyped, retargets, names);
    }

    /// The same, with symbols that get another type.
    public Intent retyping(Collection<String> symbols) {
        return new Intent(edits, declares, undeclares, relates, unrelates, new TreeSet<>(symbols), retargets, names);
    }

    /// Whether what names will mean is known without a compiler: nothing gets another type or another
    /// place to be declared at, and what users wrote are plain literals.
    public boolean foreseen() {
        return retyped.isEmpty()
                && undeclares.stream().allMatch(symbol -> symbol.indexOf('~') >= 0)
                && edits.values().stream()
                        .flatMap(List::stream)
                        .flatMap(edit -> edit.pieces().stream())
                        .noneMatch(piece ->
                                piece.open() && !LITERAL.matcher(piece.text()).matches());
    }

    /// The same, with symbols whose uses mean another one.
    public Intent retargeting(Map<String, String> others) {
        return new Intent(edits, declares, undeclares, relates, unrelates, retyped, others, names);
    }

    /// The edits of one file.
    public List<PlannedEdit> of(String path) {
        return edits.getOrDefault(path, List.of());
    }
}
