package dev.refactory.refactor.verify;

import dev.refactory.graph.model.Diagnostic;
import dev.refactory.graph.model.FileFacts;
import dev.refactory.graph.model.FileProblem;
import dev.refactory.graph.model.Relation;
import dev.refactory.refactor.edit.Changeset;
import dev.refactory.refactor.edit.OffsetMap;
import dev.refactory.refactor.plan.Conflict;
import dev.refactory.refactor.plan.RefactoringPlan;
import dev.refactory.refactor.recipe.Recipe;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
    /// @param sources the original texts of the changed files and those to recheck, for line
    ///     numbers
    public record Case(
            Map<String, FileFacts> before,
            Map<String, FileFacts> after,
            Changeset changeset,
            Map<String, String> symbolMap,
            Map<String, String> fileRenames,
            Recipe.Sources sources) {
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
            return new Case(before, after, changeset, plan.symbolMap(), plan.fileRenames(), sources);
        }
    }

    /// One comparison under way.
    private static final class Comparison {
        private final Case change;
        private final SymbolMap symbols;
        private final List<Conflict> conflicts = new ArrayList<>();
        private final SortedMap<String, List<Diagnostic>> newErrors = new TreeMap<>();
        private int files;
        private int occurrences;

        Comparison(Case change) {
            this.change = change;
            this.symbols = new SymbolMap(change.symbolMap());
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
            OffsetMap offsets =
                    change.changeset().of(before.path()).map(OffsetMap::of).orElse(OffsetMap.IDENTITY);
            FileComparison file = new FileComparison(before, after, offsets, symbols, change);
            conflicts.addAll(file.occurrences());
            conflicts.addAll(file.imports());
            conflicts.addAll(file.declarations());
            relations(before, after);
            problems(before, after);
            List<Diagnostic> errors = file.newErrors();
            if (!errors.isEmpty()) {
                newErrors.put(after.path(), errors);
            }
        }

        private void relations(FileFacts before, FileFacts after) {
            TreeSet<Relation> expected = new TreeSet<>();
            for (Relation relation : before.relations()) {
                expected.add(
                        new Relation(symbols.after(relation.from()), relation.kind(), symbols.after(relation.to())));
            }
            TreeSet<Relation> added = new TreeSet<>(after.relations());
            added.removeAll(expected);
            expected.removeAll(new TreeSet<>(after.relations()));
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

        Verdict verdict() {
            List<Conflict> sorted = conflicts.stream().distinct().sorted().toList();
            return new Verdict(
                    sorted.stream().limit(Verdict.MAX_CONFLICTS).toList(),
                    Math.max(0, sorted.size() - Verdict.MAX_CONFLICTS),
                    newErrors,
                    files,
                    occurrences);
        }
    }
}
