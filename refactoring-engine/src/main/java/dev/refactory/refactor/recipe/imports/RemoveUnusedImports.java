package dev.refactory.refactor.recipe.imports;

import com.google.auto.service.AutoService;
import dev.refactory.graph.model.FileFacts;
import dev.refactory.graph.model.FileInfo;
import dev.refactory.graph.model.GraphView;
import dev.refactory.kit.text.Counted;
import dev.refactory.refactor.plan.Finding;
import dev.refactory.refactor.plan.Intent;
import dev.refactory.refactor.plan.PlanOutcome;
import dev.refactory.refactor.plan.PlannedEdit;
import dev.refactory.refactor.plan.RefactoringPlan;
import dev.refactory.refactor.recipe.EditPlan;
import dev.refactory.refactor.recipe.Recipe;
import dev.refactory.refactor.recipe.model.RecipeModel;
import dev.refactory.refactor.syntax.ImportRemoval;
import dev.refactory.refactor.syntax.ImportSection;
import dev.refactory.refactor.syntax.ImportSection.Import;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// Takes out the imports that nothing needs: neither code nor a doc comment writes a name they bring
/// in, or the name is known without them. A comment on a line of its own stays, one behind the import
/// goes with it.
@AutoService(Recipe.class)
public final class RemoveUnusedImports implements Recipe {
    private static final String REMOVE = "(remove|delete|drop|clean up) [all|any] [the]";
    private static final String UNUSED = "(unused|unneeded|unnecessary|redundant)";
    private static final Descriptor DESCRIPTOR = new Descriptor(
            5,
            "remove-unused-imports",
            "Removes imports that nothing needs, duplicates and those of names that are known anyway included.",
            false,
            List.of(new Parameter(PathGlobs.PARAMETER, Form.PATHS, PathGlobs.DESCRIPTION, false)),
            List.of(
                    new Phrase(REMOVE + " " + UNUSED + " imports", "Remove unused imports"),
                    new Phrase(
                            REMOVE + " " + UNUSED + " imports (in|of|from|under) {paths}",
                            "Remove all unused imports in src/main/**")));
    private static final BigDecimal COMPLEXITY = BigDecimal.ONE;

    @Override
    public Descriptor descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public PlanOutcome plan(GraphView graph, Sources sources, Map<String, String> parameters) {
        String given = parameters.getOrDefault(PathGlobs.PARAMETER, "");
        return PathGlobs.planned(given, graph, files -> plan(graph, sources, given, files));
    }

    private static PlanOutcome plan(GraphView graph, Sources sources, String given, List<FileInfo> files) {
        UnusedImports imports = new UnusedImports(graph, sources, DESCRIPTOR.name());
        EditPlan edits = new EditPlan(graph, sources);
        Set<String> names = new TreeSet<>();
        List<String> paths =
                files.stream().filter(imports::readable).map(FileInfo::path).toList();
        int removed = 0;
        for (int from = 0; from < paths.size(); from += UnusedImports.FILES_AT_ONCE) {
            List<String> batch = paths.subList(from, Math.min(paths.size(), from + UnusedImports.FILES_AT_ONCE));
            for (FileFacts facts : imports.candidates(batch).values()) {
                ImportSection section =
                        ImportSection.of(sources.text(facts.path()).text());
                List<Import> unused = section.wellFormed() ? imports.of(section, facts) : List.of();
                unused.forEach(each -> names.add(each.simpleName()));
                ImportRemoval.of(section, unused).forEach(range -> edits.add(facts.path(), PlannedEdit.delete(range)));
                removed += unused.size();
            }
        }
        return new PlanOutcome.Planned(new RefactoringPlan(
                DESCRIPTOR.name(),
                given.isBlank() ? Map.of() : Map.of(PathGlobs.PARAMETER, given),
                summary(removed, edits, imports.findings()),
                RecipeModel.NAME,
                edits.tasks(),
                Map.of(),
                Map.of(),
                new TreeSet<>(),
                imports.findings(),
                COMPLEXITY,
                Intent.of(edits.edits(), names)));
    }

    private static String summary(int removed, EditPlan edits, List<Finding> findings) {
        String left = findings.isEmpty() ? "" : " " + Counted.of(findings.size(), "place") + " left as found.";
        return removed == 0
                ? "No import is unused." + left
                : "Remove " + Counted.of(removed, "unused import") + " from "
                        + Counted.of(edits.paths().size(), "file") + "." + left;
    }
}
