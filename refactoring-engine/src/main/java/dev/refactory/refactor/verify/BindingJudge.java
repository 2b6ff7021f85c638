package dev.refactory.refactor.verify;

import dev.refactory.graph.model.Diagnostic;
import dev.refactory.graph.model.FileFacts;
import dev.refactory.graph.model.FileProblem;
import dev.refactory.graph.model.Range;
import dev.refactory.graph.model.Relation;
import dev.refactory.refactor.edit.Changeset;
import dev.refactory.refactor.plan.Conflict;
import dev.refactory.refactor.plan.Intent;
import dev.refactory.refactor.plan.PlannedEdit;
import dev.refactory.refactor.plan.RefactoringPlan;
import dev.refactory.refactor.recipe.Recipe;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/// The decisive check: facts of the affected files before an edit, carried through the edit and the
/// plan's symbol map, must be the facts after it. A binding that is lost, added, or means something
/// else is a conflict, so is a symbol or a relation between symbols. Stateless, thread-safe.
public final class BindingJudge {
    static final String KIND = "binding-changed";

    /// Compares.
    public Verdict judge(Case change) {
        Comparison comparison = new Comparison(change);
        comparison.run();
        return comparison.verdict();
    }

    /// What is compared.
    ///
    /// @param before facts of the changed and renamed Java files and of those to recheck, by old path
    /// @param after facts of the same files after the edit, by their new path
    /// @param changeset the edits, against the originals, by old path
    /// @param symbolMap planned new spellings ([RefactoringPlan#symbolMap])
    /// @param fileRenames planned new paths ([RefactoringPlan#fileRenames])
    /// @param intent what is planned besides ([RefactoringPlan#intent])
    /// @param sources the original texts of the changed files and those to recheck, for line
    ///     numbers
    public record Case(
            Map<String, FileFacts> before,
            Map<String, FileFacts> after,
            Changeset changeset,
            Map<String, String> symbolMap,
            Map<String, String> fileRenames,
            Intent intent,
            Recipe.Sources sources) {
        /// Symbols get other names, and that is all.
        public Case(
                Map<String, FileFacts> before,
                Map<String, FileFacts> after,
                Changeset changeset,
                Map<String, String> symbolMap,
                Map<String, String> fileRenames,
                Recipe.Sources sources) {
            this(before, after, changeset, symbolMap, fileRenames, Intent.NONE, sources);
        }

        public Case {
            before = Map.copyOf(before);
            after = Map.copyOf(after);
            symbolMap = Map.copyOf(symbolMap);
            fileRenames = Map.copyOf(fileRenames);
        }

        public static Case of(
                RefactoringPlan plan,
                Map<String, FileFacts> before,
                Map<String, FileFacts> after,
                Changeset changeset,
                Recipe.Sources sources) {
            return new Case(before, after, changeset, plan.symbolMap(), plan.fileRenames(), plan.intent(), sources);
        }
    }

    /// One comparison under way.
    private static final class Comparison {
        private final Case change;
        private final SymbolMap symbols;
        private final Retyped retyped;
        private final List<Conflict> conflicts = new ArrayList<>();
        private final Set<Conflict> unbound = new HashSet<>();
        private final SortedMap<String, List<Diagnostic>> newErrors = new TreeMap<>();
        private final Map<String, FileComparison.OpenNames> openNames = new HashMap<>();
        private final TreeSet<Relation> found = new TreeSet<>();
        private int files;
        private int occurrences;

        Comparison(Case change) {
            this.change = change;
            this.retyped = Retyped.of(change);
            this.symbols = new SymbolMap(change.symbolMap(), change.intent().retargets());
        }

        void run() {
            Map<String, String> oldPaths = new HashMap<>();
            for (FileFacts before : new TreeMap<>(change.before()).values()) {
                String newPath = change.fileRenames().getOrDefault(before.path(), before.path());
                oldPaths.put(newPath, before.path());
                FileFacts after = change.after().get(newPath);
                if (after == null) {
                    conflicts.add(fileConflict(before.path(), "was not analysed after the change"));
                } else {
                    compare(before, after);
                }
            }
            for (String path : new TreeSet<>(change.after().keySet())) {
                if (!oldPaths.containsKey(path)) {
                    conflicts.add(fileConflict(path, "would be there after the change, and was not planned"));
                }
            }
            change.intent().relates().stream()
                    .filter(relation -> !found.contains(relation))
                    .forEach(relation -> conflicts.add(
                            new Conflict(KIND, relation.from(), "", 0, sentence(relation, " would not "))));
            TreeSet<String> changed = new TreeSet<>(change.changeset().paths());
            changed.addAll(change.fileRenames().keySet());
            for (String path : changed) {
                if (isJava(path) && !change.before().containsKey(path)) {
                    conflicts.add(fileConflict(path, "is changed, but its bindings before the change are not known"));
                }
            }
        }

        /// Only Java has bindings; what is changed elsewhere is text.
        private static boolean isJava(String path) {
            return path.toLowerCase(Locale.ROOT).endsWith(".java");
        }

        private void compare(FileFacts before, FileFacts after) {
            files++;
            occurrences += before.occurrences().size();
            Places places = Places.of(
                    change.changeset().of(before.path()), change.intent().of(before.path()));
            unplanned(before.path());
            FileComparison file = new FileComparison(before, after, places, symbols.of(before), change, retyped);
            conflicts.addAll(file.occurrences());
            file.openNames().forEach(this::openNames);
            conflicts.addAll(file.imports());
            conflicts.addAll(file.declarations());
            relations(before, after);
            problems(before, after);
            unbound.addAll(file.unbound());
            List<Diagnostic> errors = NewErrors.of(before, after, symbols.of(before));
            if (!errors.isEmpty()) {
                newErrors.put(after.path(), errors);
            }
        }

        /// A planned edit that was made otherwise is nobody's intention.
        private void unplanned(String path) {
            Map<Range, String> made = new HashMap<>();
            change.changeset()
                    .of(path)
                    .ifPresent(file -> file.edits().forEach(edit -> made.put(edit.range(), edit.replacement())));
            List<PlannedEdit> planned = change.intent().of(path);
            String text = planned.isEmpty() ? "" : change.sources().text(path).text();
            for (PlannedEdit edit : planned) {
                String original =
                        text.substring(edit.range().start(), edit.range().end());
                String replacement = edit.replacement(text);
                if (!replacement.equals(made.getOrDefault(edit.range(), original))) {
                    conflicts.add(fileConflict(path, "is not changed as planned"));
                }
            }
        }

        /// What a user wrote means one thing, wherever it is written.
        private void openNames(FileComparison.OpenNames names) {
            FileComparison.OpenNames first = openNames.putIfAbsent(names.text(), names);
            if (first != null && !first.symbols().equals(names.symbols())) {
                conflicts.add(new Conflict(
                        KIND,
                        names.text(),
                        names.path(),
                        names.line(),
                        "\"" + names.text() + "\" would mean " + shown(names.symbols()) + " here, and "
                                + shown(first.symbols()) + " in " + first.path() + ":" + first.line() + "."));
            }
        }

        private static String shown(List<String> symbols) {
            return symbols.isEmpty() ? "nothing" : String.join(", ", symbols);
        }

        private void relations(FileFacts before, FileFacts after) {
            TreeSet<Relation> expected = new TreeSet<>();
            SymbolMap here = symbols.of(before);
            for (Relation relation : before.relations()) {
                expected.add(new Relation(here.after(relation.from()), relation.kind(), here.after(relation.to())));
            }
            TreeSet<Relation> added = new TreeSet<>(after.relations());
            found.addAll(added);
            added.removeAll(expected);
            added.removeAll(change.intent().relates());
            expected.removeAll(new TreeSet<>(after.relations()));
            change.intent()
                    .unrelates()
                    .forEach(gone ->
                            expected.remove(new Relation(here.after(gone.from()), gone.kind(), here.after(gone.to()))));
            expected.forEach(lost -> conflicts.add(
                    new Conflict(KIND, lost.from(), before.path(), 0, sentence(lost, " would no longer "))));
            added.forEach(more ->
                    conflicts.add(new Conflict(KIND, more.from(), before.path(), 0, sentence(more, " would "))));
        }

        private static String sentence(Relation relation, String would) {
            String verb = switch (relation.kind()) {
                case EXTENDS -> "extend ";
                case IMPLEMENTS -> "implement ";
                case OVERRIDES -> "override ";
            };
            return relation.from() + would + verb + relation.to() + " after the change.";
        }

        private void problems(FileFacts before, FileFacts after) {
            for (FileProblem problem : after.problems()) {
                boolean known = before.problems().stream().anyMatch(old -> old.kind() == problem.kind());
                if (!known) {
                    conflicts.add(fileConflict(
                            before.path(), "could not be analysed whole after the change: " + problem.detail()));
                }
            }
        }

        private static Conflict fileConflict(String path, String what) {
            return new Conflict(KIND, path, path, 0, path + " " + what + ".");
        }

        private Set<String> edited() {
            Set<String> edited = new HashSet<>();
            change.changeset()
                    .paths()
                    .forEach(path ->
                            edited.addAll(List.of(path, change.fileRenames().getOrDefault(path, path))));
            return edited;
        }

        Verdict verdict() {
            Set<String> edited = edited();
            List<Conflict> sorted =
                    conflicts.stream().distinct().sorted(Verdict.order(edited)).toList();
            return new Verdict(
                    sorted.stream().limit(Verdict.MAX_CONFLICTS).toList(),
                    Math.max(0, sorted.size() - Verdict.MAX_CONFLICTS),
                    unbound,
                    newErrors,
                    edited,
                    files,
                    occurrences);
        }
    }
}
