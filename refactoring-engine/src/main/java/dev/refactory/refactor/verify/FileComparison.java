package dev.refactory.refactor.verify;

import dev.refactory.graph.model.FileFacts;
import dev.refactory.graph.model.Occurrence;
import dev.refactory.graph.model.Range;
import dev.refactory.graph.model.Role;
import dev.refactory.graph.model.SymbolInfo;
import dev.refactory.refactor.edit.LineIndex;
import dev.refactory.refactor.edit.TextEdit;
import dev.refactory.refactor.plan.Conflict;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// One file's facts before and after. Occurrences are compared by place, symbol and roles; symbols
/// by everything that is said about them.
///
/// Imports are compared apart: where they stand means nothing, and one that names several members
/// may name fewer, or more, as long as it keeps one of them. What the names in the code mean is
/// compared exactly in any case.
final class FileComparison {
    private final FileFacts before;
    private final FileFacts after;
    private final Places offsets;
    private final SymbolMap symbols;
    private final BindingJudge.Case change;
    private final Retyped retyped;
    private final List<Conflict> unbound = new ArrayList<>();
    private @Nullable LineIndex lines;

    FileComparison(
            FileFacts before,
            FileFacts after,
            Places offsets,
            SymbolMap symbols,
            BindingJudge.Case change,
            Retyped retyped) {
        this.before = before;
        this.after = after;
        this.offsets = offsets;
        this.symbols = symbols;
        this.change = change;
        this.retyped = retyped;
    }

    /// A binding of the code: its place in the edited file, and the one in the original to show for
    /// it.
    private record Binding(Occurrence expected, Occurrence original) {}

    List<Conflict> occurrences() {
        List<Conflict> conflicts = new ArrayList<>();
        Map<Range, List<Binding>> expected = new TreeMap<>();
        Set<Occurrence> found = found();
        for (Occurrence original : before.occurrences()) {
            if (imports(original)) {
                continue;
            }
            Optional<List<Range>> ranges = offsets.forward(original.range());
            if (ranges.isEmpty()) {
                conflicts.add(at(original, "The place that names " + original.symbol() + " would be cut by an edit."));
                continue;
            }
            for (Range range : ranges.get()) {
                Occurrence mapped = new Occurrence(range, symbols.after(original.symbol(), offsets), original.roles());
                // Nearly all are: only what differs is worth an order.
                if (!found.remove(mapped)) {
                    expected.computeIfAbsent(range, r -> new ArrayList<>()).add(new Binding(mapped, original));
                }
            }
        }
        for (Occurrence name : offsets.written()) {
            if (!imports(name) && !found.remove(name)) {
                expected.computeIfAbsent(name.range(), r -> new ArrayList<>()).add(new Binding(name, original(name)));
            }
        }
        Map<Range, List<Occurrence>> more = new TreeMap<>();
        found.stream()
                .sorted()
                .forEach(occurrence -> more.computeIfAbsent(occurrence.range(), r -> new ArrayList<>())
                        .add(occurrence));
        Set<Range> ranges = new TreeSet<>(expected.keySet());
        ranges.addAll(more.keySet());
        for (Range range : ranges) {
            List<Binding> lost = new ArrayList<>(expected.getOrDefault(range, List.of()));
            List<Occurrence> added = new ArrayList<>(more.getOrDefault(range, List.of()));
            lost.removeIf(binding -> added.removeIf(now -> retyped.sameMethod(binding.expected(), now)
                    || retyped.sameParameters(binding.original(), binding.expected(), now)));
            report(conflicts, lost, added);
        }
        return conflicts;
    }

    /// Names of the edited file that are to be explained by those it had, or by the plan.
    private Set<Occurrence> found() {
        List<Range> newImports = newImports();
        Set<Occurrence> found = new HashSet<>();
        for (Occurrence occurrence : after.occurrences()) {
            boolean qualifiesNewImport = !newImports.isEmpty()
                    && occurrence.roles().equals(Set.of(Role.TYPE_REFERENCE))
                    && newImports.stream()
                            .anyMatch(line -> line.start() <= occurrence.range().start()
                                    && occurrence.range().end() <= line.end());
            boolean usersOwn = open(occurrence) && bound(occurrence) && !answered(occurrence);
            if (!imports(occurrence) && !qualifiesNewImport && !usersOwn) {
                found.add(occurrence);
            }
        }
        return found;
    }

    /// The place a name of the plan's is to be shown at.
    private Occurrence original(Occurrence written) {
        int at = offsets.nearestOriginal(written.range().start());
        return new Occurrence(new Range(at, at), written.symbol(), written.roles());
    }

    /// Text of a user's that the plan writes, and what it came to mean.
    ///
    /// @param symbols in order, locals left out
    record OpenNames(String text, String path, int line, List<String> symbols) {}

    List<OpenNames> openNames() {
        List<OpenNames> all = new ArrayList<>();
        for (Places.Open open : offsets.open()) {
            List<String> named = after.occurrences().stream()
                    .filter(occurrence -> within(occurrence.range(), open.range()))
                    .map(Occurrence::symbol)
                    .filter(symbol -> symbol.indexOf('~') < 0)
                    .toList();
            int at = offsets.nearestOriginal(open.range().start());
            all.add(new OpenNames(open.text(), before.path(), line(at), named));
        }
        return all;
    }

    private boolean open(Occurrence occurrence) {
        return offsets.open().stream().anyMatch(each -> within(occurrence.range(), each.range()));
    }

    /// Whether the plan says what this name is to mean, although a user's text is around it.
    private boolean answered(Occurrence occurrence) {
        return offsets.written().stream().anyMatch(name -> name.range().equals(occurrence.range()));
    }

    private static boolean bound(Occurrence occurrence) {
        return !occurrence.symbol().startsWith("?");
    }

    private static boolean within(Range inner, Range outer) {
        return outer.start() <= inner.start() && inner.end() <= outer.end();
    }

    /// Where the edit wrote whole imports: the types around what they name are references like any
    /// other.
    private List<Range> newImports() {
        List<Range> lines = new ArrayList<>();
        change.changeset().of(before.path()).ifPresent(file -> {
            int shift = 0;
            for (TextEdit edit : file.edits()) {
                int start = edit.range().start() + shift;
                String text = edit.replacement();
                if (edit.range().length() == 0
                        && text.strip().startsWith("import ")
                        && !offsets.planned(edit.range())) {
                    lines.add(new Range(start, start + text.length()));
                }
                shift += text.length() - edit.range().length();
            }
        });
        return lines;
    }

    private void report(List<Conflict> conflicts, List<Binding> lost, List<Occurrence> added) {
        for (Binding binding : lost) {
            String use = use(binding.expected());
            if (added.isEmpty()) {
                conflicts.add(at(
                        binding.original(),
                        "The " + use + " " + binding.original().symbol() + " here would be gone after the change."));
            } else {
                Occurrence now = added.removeFirst();
                Conflict conflict = at(
                        binding.original(),
                        "The " + use + " " + binding.original().symbol() + " here " + instead(binding, now)
                                + " after the change.");
                conflicts.add(conflict);
                if (!bound(now)) {
                    unbound.add(conflict);
                }
            }
        }
        for (Occurrence more : added) {
            int original = offsets.nearestOriginal(more.range().start());
            conflicts.add(new Conflict(
                    BindingJudge.KIND,
                    more.symbol(),
                    before.path(),
                    line(original),
                    "Here would be a new " + use(more) + " " + more.symbol() + " after the change."));
        }
    }

    /// Those of [#occurrences] of names that would mean nothing any more.
    List<Conflict> unbound() {
        return unbound;
    }

    private static String instead(Binding binding, Occurrence now) {
        if (now.symbol().equals(binding.expected().symbol())) {
            return "would be a " + use(now) + " it";
        }
        if (!bound(now)) {
            return "would mean nothing";
        }
        return now.symbol().equals(binding.original().symbol())
                ? "would mean it still, and not " + binding.expected().symbol() + ","
                : "would mean " + now.symbol();
    }

    List<Conflict> imports() {
        Map<Range, Set<String>> expected = importGroups(before.occurrences(), true);
        Map<Range, Set<String>> found = importGroups(after.occurrences(), false);
        Set<String> allExpected = new HashSet<>();
        expected.values().forEach(allExpected::addAll);
        Set<String> allFound = new HashSet<>();
        found.values().forEach(allFound::addAll);
        List<Conflict> conflicts = new ArrayList<>();
        expected.forEach((range, names) -> {
            if (names.stream().noneMatch(allFound::contains)) {
                String name = new TreeSet<>(names).first();
                conflicts.add(conflict(name, range.start(), "The import of " + name + " would be gone"));
            }
        });
        found.forEach((range, names) -> {
            if (names.stream().noneMatch(name -> allExpected.contains(name) || leadsToWritten(name))) {
                String name = new TreeSet<>(names).first();
                int original = offsets.nearestOriginal(range.start());
                conflicts.add(conflict(name, original, "There would be a new import of " + name));
            }
        });
        return conflicts;
    }

    /// By range, what an import names there; of the original file, spelled as it will be.
    private Map<Range, Set<String>> importGroups(List<Occurrence> occurrences, boolean original) {
        Map<Range, Set<String>> groups = new TreeMap<>();
        for (Occurrence occurrence : occurrences) {
            boolean stays = !original
                    || offsets.forward(occurrence.range()).filter(List::isEmpty).isEmpty();
            if (imports(occurrence) && stays) {
                String symbol = original ? symbols.after(occurrence.symbol(), offsets) : occurrence.symbol();
                groups.computeIfAbsent(occurrence.range(), r -> new HashSet<>()).add(symbol);
            }
        }
        if (original) {
            offsets.written().stream()
                    .filter(FileComparison::imports)
                    .forEach(name -> groups.computeIfAbsent(name.range(), r -> new HashSet<>())
                            .add(name.symbol()));
        }
        return groups;
    }

    /// The packages and types before the name that a new import brings in.
    private boolean leadsToWritten(String name) {
        return offsets.written().stream()
                .anyMatch(written -> imports(written) && written.symbol().startsWith(name + "."));
    }

    /// Symbols this file declares: the same ones, saying the same about themselves.
    List<Conflict> declarations() {
        Map<String, SymbolInfo> expected = new TreeMap<>();
        Map<String, SymbolInfo> found = new TreeMap<>();
        Set<String> opened = new HashSet<>();
        after.occurrences().stream()
                .filter(occurrence -> occurrence.has(Role.DEFINITION) && open(occurrence))
                .forEach(occurrence -> opened.add(occurrence.symbol()));
        Set<String> gone = gone();
        before.declared().stream()
                .filter(symbol -> symbol.path() != null && !gone.contains(symbol.symbol()))
                .map(symbol -> symbols.canonicalAfter(symbol, offsets, change.fileRenames()))
                .forEach(symbol -> expected.put(symbol.symbol(), symbol));
        PlannedSymbols.of(change.intent(), after.path(), offsets)
                .forEach(symbol -> expected.put(symbol.symbol(), canonical(symbol)));
        after.declared().stream()
                .filter(symbol -> symbol.path() != null)
                .map(this::canonical)
                .forEach(symbol -> found.put(symbol.symbol(), symbol));
        List<Conflict> conflicts = new ArrayList<>();
        expected.forEach((spelling, symbol) -> {
            SymbolInfo now = found.get(spelling);
            if (now == null) {
                conflicts.add(declaration(spelling, spelling + " would not be declared after the change"));
            } else if (!now.equals(symbol) && !retyped.follows(symbol, now)) {
                conflicts.add(declaration(
                        spelling,
                        "The declaration of " + spelling + " would be another one: \"" + now.signature() + "\""));
            }
        });
        found.keySet().stream()
                .filter(spelling -> !expected.containsKey(spelling) && !opened.contains(spelling))
                .forEach(spelling ->
                        conflicts.add(declaration(spelling, spelling + " would be declared after the change")));
        return conflicts;
    }

    /// Symbols that are meant to go: those the plan lists, and locals that go with their text.
    private Set<String> gone() {
        Set<String> gone = new HashSet<>(change.intent().undeclares());
        for (Occurrence occurrence : before.occurrences()) {
            boolean removed = occurrence.has(Role.DEFINITION)
                    && occurrence.symbol().indexOf('~') >= 0
                    && offsets.forward(occurrence.range()).filter(List::isEmpty).isPresent();
            if (removed) {
                gone.add(occurrence.symbol());
            }
        }
        return gone;
    }

    private SymbolInfo canonical(SymbolInfo symbol) {
        return new SymbolInfo(
                symbol.symbol(),
                symbol.kind(),
                symbol.name(),
                symbol.container(),
                symbol.path(),
                symbol.modifiers(),
                symbols.canonical(symbol.signature()),
                symbol.deprecated(),
                symbol.forRemoval());
    }

    private Conflict declaration(String symbol, String what) {
        for (Occurrence occurrence : before.occurrences()) {
            if (occurrence.has(Role.DEFINITION)
                    && symbols.after(occurrence.symbol(), offsets).equals(symbol)) {
                return conflict(symbol, occurrence.range().start(), what);
            }
        }
        return new Conflict(BindingJudge.KIND, symbol, before.path(), 0, what + ".");
    }

    private Conflict conflict(String symbol, int offset, String what) {
        return new Conflict(BindingJudge.KIND, symbol, before.path(), line(offset), what + ".");
    }

    private Conflict at(Occurrence original, String sentence) {
        return new Conflict(
                BindingJudge.KIND,
                original.symbol(),
                before.path(),
                line(original.range().start()),
                sentence);
    }

    private int line(int offset) {
        if (lines == null) {
            lines = LineIndex.of(change.sources().text(before.path()).text());
        }
        return lines.line(offset);
    }

    private static boolean imports(Occurrence occurrence) {
        return occurrence.has(Role.IMPORT) || occurrence.has(Role.STATIC_IMPORT);
    }

    private static String use(Occurrence occurrence) {
        if (occurrence.has(Role.DEFINITION)) {
            return "declaration of";
        } else if (occurrence.has(Role.DOCUMENTATION)) {
            return "documentation link to";
        } else if (occurrence.has(Role.CALL)) {
            return "call of";
        } else if (occurrence.has(Role.METHOD_REFERENCE)) {
            return "reference to";
        }
        return "use of";
    }
}
