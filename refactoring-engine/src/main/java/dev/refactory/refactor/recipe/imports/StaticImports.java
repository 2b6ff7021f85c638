package dev.refactory.refactor.recipe.imports;

import dev.refactory.graph.model.GraphView;
import dev.refactory.graph.model.Occurrence;
import dev.refactory.graph.model.Range;
import dev.refactory.graph.model.Role;
import dev.refactory.refactor.plan.TransformTask.FileWork;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Decides what becomes of each single static import that brings in a renamed member. Such an
/// import names every static member of that name: those renamed, and those that are not. It is
/// renamed when none of the latter is used in the file, kept when only they are, split when both
/// are.
public final class StaticImports {
    private final GraphView graph;
    private final Set<String> renamed;

    public StaticImports(GraphView graph, Set<String> renamed) {
        this.graph = graph;
        this.renamed = Set.copyOf(renamed);
    }

    /// The work on one file. `named` are the places of the renamed members' names in it.
    public FileWork work(String path, String blobId, List<Occurrence> named) {
        if (named.stream().noneMatch(StaticImports::imports)) {
            return new FileWork(path, blobId, named);
        }
        List<Occurrence> all = graph.occurrencesIn(path);
        List<Occurrence> facts = new ArrayList<>();
        Set<Range> split = new HashSet<>();
        for (Occurrence fact : named) {
            if (!imports(fact)) {
                facts.add(fact);
                continue;
            }
            Set<String> kept = kept(all, fact);
            boolean keptIsUsed = !kept.isEmpty() && used(all, kept, fact.range());
            boolean renamedIsUsed = !keptIsUsed || used(all, renamed, fact.range());
            if (!keptIsUsed || renamedIsUsed) {
                facts.add(fact);
            }
            if (keptIsUsed && renamedIsUsed) {
                split.add(fact.range());
            }
        }
        return new FileWork(path, blobId, facts, split.stream().sorted().toList());
    }

    /// The other members this import brings in: it is an occurrence of each.
    private Set<String> kept(List<Occurrence> all, Occurrence fact) {
        Set<String> kept = new HashSet<>();
        for (Occurrence other : all) {
            if (other.range().equals(fact.range())) {
                kept.add(other.symbol());
            }
        }
        kept.removeAll(renamed);
        return kept;
    }

    private static boolean used(List<Occurrence> all, Set<String> symbols, Range importRange) {
        for (Occurrence occurrence : all) {
            if (symbols.contains(occurrence.symbol())
                    && !imports(occurrence)
                    && !occurrence.range().equals(importRange)) {
                return true;
            }
        }
        return false;
    }

    private static boolean imports(Occurrence occurrence) {
        return occurrence.has(Role.IMPORT) || occurrence.has(Role.STATIC_IMPORT);
    }
}
