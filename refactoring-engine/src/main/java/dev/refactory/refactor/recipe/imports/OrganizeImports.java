package dev.refactory.refactor.recipe.imports;

import com.google.auto.service.AutoService;
import dev.refactory.graph.model.FileFacts;
import dev.refactory.graph.model.FileInfo;
import dev.refactory.graph.model.GraphView;
import dev.refactory.graph.model.Range;
import dev.refactory.kit.text.Counted;
import dev.refactory.refactor.plan.Conflict;
import dev.refactory.refactor.plan.Intent;
import dev.refactory.refactor.plan.PlanOutcome;
import dev.refactory.refactor.plan.PlannedEdit;
import dev.refactory.refactor.plan.RefactoringPlan;
import dev.refactory.refactor.recipe.EditPlan;
import dev.refactory.refactor.recipe.Recipe;
import dev.refactory.refactor.recipe.model.RecipeModel;
import dev.refactory.refactor.syntax.ImportLayout;
import dev.refactory.refactor.syntax.ImportOrder;
import dev.refactory.refactor.syntax.ImportSection;
import dev.refactory.refactor.syntax.ImportSection.Import;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// Puts imports in order, each as it is written, and takes out those that nothing needs. Imports on
/// demand are neither made nor written out. A file that follows the layout is left as it is, and so is
/// one with a comment of which nobody can say where it would have to go.
@AutoService(Recipe.class)
public final class OrganizeImports implements Recipe {
    private static final String LAYOUT = "layout";
    private static final String REMOVE_UNUSED = "removeUnused";
    private static final String ORGANIZE = "(organize|organise|sort|order|tidy) [all|every] [the]";
    private static final Descriptor DESCRIPTOR = new Descriptor(
            6,
            "organize-imports",
            "Sorts and groups imports as the repository does, or as a layout says, and removes unused ones.",
            false,
            List.of(
                    new Parameter(PathGlobs.PARAMETER, Form.PATHS, PathGlobs.DESCRIPTION, false),
                    new Parameter(
                            LAYOUT,
                            Form.TEXT,
                            "packages in order, * for all others, static before those of static imports; parted by a"
                                    + " comma, or by | for a blank line, for example java,javax|org.acme|*|static *; as"
                                    + " most files have it when left out",
                            false),
                    new Parameter(
                            REMOVE_UNUSED,
                            Form.FLAG,
                            "false to keep imports nothing needs; true when left out",
                            false)),
            List.of(
                    new Phrase(ORGANIZE + " imports", "Organize imports"),
                    new Phrase(ORGANIZE + " imports (in|of|under) {paths}", "Organize the imports in src/main/**"),
                    new Phrase(ORGANIZE + " imports (as|like) {layout}", "Sort imports as java|javax|*"),
                    new Phrase(
                            ORGANIZE + " imports without removing [any]",
                            Map.of(REMOVE_UNUSED, "false"),
                            "Sort all imports without removing any")));
    private static final BigDecimal COMPLEXITY = BigDecimal.ONE;

    @Override
    public Descriptor descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public PlanOutcome plan(GraphView graph, Sources sources, Map<String, String> parameters) {
        String given = parameters.getOrDefault(PathGlobs.PARAMETER, "");
        return PathGlobs.planned(given, graph, files -> plan(graph, sources, parameters, files));
    }

    private static PlanOutcome plan(
            GraphView graph, Sources sources, Map<String, String> parameters, List<FileInfo> files) {
        ImportLayout layout;
        String written = parameters.get(LAYOUT);
        try {
            layout = written == null ? LayoutDetection.of(graph, sources) : ImportLayout.of(written, false);
        } catch (ImportLayout.Malformed e) {
            return new PlanOutcome.Refused(List.of(new Conflict(
                    "invalid-layout",
                    String.valueOf(written),
                    "",
                    0,
                    "The layout cannot be read: " + e.getMessage() + ". Write for example java,javax|*|static *.")));
        }
        boolean removing = !"false".equals(parameters.get(REMOVE_UNUSED));
        Work work = new Work(graph, sources, layout, removing);
        work.run(files);
        return work.plan(new TreeMap<>(parameters));
    }

    /// One plan in the making.
    private static final class Work {
        private final GraphView graph;
        private final Sources sources;
        private final ImportLayout layout;
        private final boolean removing;
        private final UnusedImports imports;
        private final EditPlan edits;
        private final Set<String> names = new TreeSet<>();

        Work(GraphView graph, Sources sources, ImportLayout layout, boolean removing) {
            this.graph = graph;
            this.sources = sources;
            this.layout = layout;
            this.removing = removing;
            this.imports = new UnusedImports(graph, sources, DESCRIPTOR.name());
            this.edits = new EditPlan(graph, sources);
        }

        void run(List<FileInfo> files) {
            List<String> paths =
                    files.stream().filter(imports::readable).map(FileInfo::path).toList();
            for (int from = 0; from < paths.size(); from += UnusedImports.FILES_AT_ONCE) {
                List<String> batch = paths.subList(from, Math.min(paths.size(), from + UnusedImports.FILES_AT_ONCE));
                Map<String, FileFacts> candidates = removing ? imports.candidates(batch) : Map.of();
                for (String path : batch) {
                    ImportSection section = ImportSection.of(sources.text(path).text());
                    if (section.wellFormed()) {
                        FileFacts facts = candidates.get(path);
                        file(path, section, facts == null ? List.of() : imports.of(section, facts));
                    }
                }
            }
        }

        private void file(String path, ImportSection section, List<Import> unused) {
            try {
                for (PlannedEdit edit : ImportOrder.edits(section, layout, unused)) {
                    edits.add(path, edit);
                    section.imports().forEach(each -> names.add(each.simpleName()));
                }
            } catch (ImportOrder.Unattributed e) {
                Range place = e.place();
                imports.findings()
                        .add(imports.finding(
                                section.text(),
                                path,
                                place,
                                "warning",
                                "The imports are left as they are: " + e.getMessage() + "."));
            }
        }

        PlanOutcome plan(Map<String, String> parameters) {
            int changed = edits.paths().size();
            return new PlanOutcome.Planned(new RefactoringPlan(
                    DESCRIPTOR.name(),
                    parameters,
                    (changed == 0
                                    ? "All imports are in order: "
                                    : "Organize the imports of " + Counted.of(changed, "file") + ": ")
                            + layout.written() + "."
                            + (imports.findings().isEmpty()
                                    ? ""
                                    : " " + Counted.of(imports.findings().size(), "place") + " left as found."),
                    RecipeModel.NAME,
                    edits.tasks(),
                    Map.of(),
                    Map.of(),
                    new TreeSet<>(),
                    imports.findings(),
                    COMPLEXITY,
                    Intent.of(edits.edits(), names)));
        }
    }
}
