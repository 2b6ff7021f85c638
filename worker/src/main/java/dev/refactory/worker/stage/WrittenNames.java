package dev.refactory.worker.stage;

import dev.refactory.graph.model.FileFacts;
import dev.refactory.graph.model.Occurrence;
import dev.refactory.graph.model.Range;
import dev.refactory.graph.model.Role;
import dev.refactory.graph.model.SourceText;
import dev.refactory.refactor.edit.Changeset;
import dev.refactory.refactor.edit.FileEdits;
import dev.refactory.refactor.edit.OffsetMap;
import dev.refactory.refactor.plan.Conflict;
import dev.refactory.refactor.plan.RefactoringPlan;
import dev.refactory.refactor.plan.SymbolSpelling;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// Whether the edits write what the plan says, where nothing is attributed to tell: every name of a symbol that gets
/// another name is written the new way, at the place where the edits move it.
final class WrittenNames {
    private final RefactoringPlan plan;
    private final Changeset changeset;
    private final Texts before;

    /// @param before the texts the edits are made on
    WrittenNames(RefactoringPlan plan, Changeset changeset, Texts before) {
        this.plan = plan;
        this.changeset = changeset;
        this.before = before;
    }

    /// A conflict `binding-changed` for each name that is not written as planned.
    ///
    /// @param facts of the changed files before
    List<Conflict> conflicts(Collection<FileFacts> facts) {
        List<Conflict> conflicts = new ArrayList<>();
        for (FileFacts file : facts) {
            Optional<FileEdits> edits = changeset.of(file.path());
            SourceText text = before.text(file.path());
            String edited = edits.map(change -> change.apply(text.text())).orElse(text.text());
            OffsetMap offsets = edits.map(OffsetMap::of).orElse(OffsetMap.IDENTITY);
            for (Occurrence occurrence : file.occurrences()) {
                if (!asPlanned(occurrence, text.text(), offsets, edited)) {
                    conflicts.add(new Conflict(
                            "binding-changed",
                            occurrence.symbol(),
                            file.path(),
                            text.lineOf(occurrence.range().start()),
                            "The name of " + occurrence.symbol() + " here would not be written as planned."));
                }
            }
        }
        return conflicts;
    }

    private boolean asPlanned(Occurrence occurrence, String text, OffsetMap offsets, String edited) {
        String renamed = plan.symbolMap().get(occurrence.symbol());
        // An import of several members may stay for those that keep their name.
        if (renamed == null || occurrence.has(Role.IMPORT) || occurrence.has(Role.STATIC_IMPORT)) {
            return true;
        }
        String oldName = written(occurrence.symbol());
        String newName = written(renamed);
        // Where the name is not written, as in this(…), there is nothing to write.
        if (oldName.equals(newName) || !oldName.equals(at(occurrence.range(), text))) {
            return true;
        }
        return offsets.forward(occurrence.range())
                .map(range -> newName.equals(at(range, edited)))
                .orElse(false);
    }

    private static String at(Range range, String text) {
        return range.end() <= text.length() ? text.substring(range.start(), range.end()) : "";
    }

    /// How code writes a symbol: a constructor by its type's name.
    private static String written(String symbol) {
        String name = SymbolSpelling.simpleName(symbol);
        return name.equals("<init>") ? SymbolSpelling.simpleName(SymbolSpelling.typeOf(symbol)) : name;
    }
}
