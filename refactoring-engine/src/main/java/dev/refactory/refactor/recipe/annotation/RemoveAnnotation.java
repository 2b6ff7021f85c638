package dev.refactory.refactor.recipe.annotation;

import com.google.auto.service.AutoService;
import dev.refactory.graph.model.GraphView;
import dev.refactory.graph.model.Range;
import dev.refactory.kit.text.Counted;
import dev.refactory.refactor.plan.Conflict;
import dev.refactory.refactor.plan.PlanOutcome;
import dev.refactory.refactor.plan.PlannedEdit;
import dev.refactory.refactor.plan.SymbolSpelling;
import dev.refactory.refactor.recipe.Recipe;
import dev.refactory.refactor.recipe.imports.UnneededImports;
import dev.refactory.refactor.recipe.scope.DeclarationHeads;
import dev.refactory.refactor.recipe.scope.WrittenAnnotations;
import dev.refactory.refactor.syntax.ImportRemoval;
import dev.refactory.refactor.syntax.ImportSection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Collectors;

/// Takes an annotation away with its arguments, with its line where it stands alone there, and with
/// the imports that nothing else in the file needs.
@AutoService(Recipe.class)
public final class RemoveAnnotation implements Recipe {
    private static final Descriptor DESCRIPTOR = new Descriptor(
            22,
            "remove-annotation",
            "Removes an annotation, with the imports only it needed.",
            false,
            List.of(
                    new Parameter(
                            AnnotationSelection.PARAMETER,
                            Form.PATTERN,
                            "a symbol, for example com.acme.Foo#bar(int), a parameter as com.acme.Foo#bar(int)~name,"
                                    + " or a"
                                    + " glob: com.acme.** for types and all inside of them, ** for everything",
                            true),
                    new Parameter(
                            AnnotationPlan.ANNOTATION,
                            Form.PATTERN,
                            "the annotation's qualified name, for example org.jetbrains.annotations.Nullable",
                            true)),
            List.of(
                    new Phrase(
                            "(remove|delete|drop) [the] annotation {annotation} (from|on|of) {on}",
                            "Remove annotation java.lang.Deprecated from com.acme.Foo#bar(int)"),
                    new Phrase(
                            "(remove|delete|drop) [the] annotation {annotation}",
                            Map.of(AnnotationSelection.PARAMETER, "**"),
                            "Remove annotation org.jetbrains.annotations.Nullable everywhere")));

    @Override
    public Descriptor descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public PlanOutcome plan(GraphView graph, Sources sources, Map<String, String> parameters) {
        AnnotationPlan plan = new AnnotationPlan(DESCRIPTOR.name(), graph, sources, parameters);
        AnnotationRequest request = plan.request().orElse(null);
        AnnotationSelection selection = plan.selection().orElse(null);
        if (request == null || selection == null) {
            return plan.refused();
        }
        if (!request.arguments().isEmpty()) {
            plan.refuse(new Conflict(
                    "invalid-expression",
                    request.type(),
                    "",
                    0,
                    "An annotation is removed whatever its arguments are: name it without any."));
            return plan.refused();
        }
        if (graph.symbol(request.type()).isPresent()) {
            AnnotationType.unknown(graph, plan.types, request.type()).ifPresent(plan::refuse);
        }
        SortedMap<String, List<WrittenAnnotations.Use>> uses = plan.uses(request.type(), selection);
        uses.forEach((path, here) -> file(graph, plan, plan.file(path), here));
        return plan.outcome(count -> "Remove @" + SymbolSpelling.simpleName(request.type()) + " from "
                + Counted.of(count, "place") + " in " + Counted.of(uses.size(), "file") + ".");
    }

    private static void file(
            GraphView graph, AnnotationPlan plan, WrittenAnnotations file, List<WrittenAnnotations.Use> uses) {
        List<Range> ranges = new ArrayList<>();
        for (WrittenAnnotations.Use use : uses) {
            Optional<Range> holder = use.within();
            if (holder.isPresent()) {
                int line = file.line(use.range().start());
                plan.refuse(new Conflict(
                        "invalid-selection",
                        use.symbol(),
                        file.file.path,
                        line,
                        file.file.path + ":" + line + ": this @" + SymbolSpelling.simpleName(use.symbol())
                                + " is a value of another annotation: change or remove that one instead."));
                continue;
            }
            ranges.add(use.range());
            DeclarationHeads.Head head = use.on().orElse(null);
            if (head == null) {
                plan.touchedElsewhere();
                continue;
            }
            plan.touched(file, head);
            if (use.symbol().equals(DeprecatedFlag.ANNOTATION)) {
                plan.declare(DeprecatedFlag.of(graph, file, head, false, false));
            }
        }
        for (Range run : runs(file.text(), ranges)) {
            plan.add(file.file.path, file.lines.removal(run));
        }
        // Semicolons behind a statement are its own to one and not to the other.
        Set<Integer> unneeded =
                UnneededImports.of(file.file, ranges).stream().map(Range::start).collect(Collectors.toSet());
        ImportSection section = ImportSection.of(file.text());
        List<ImportSection.Import> gone = section.imports().stream()
                .filter(each -> unneeded.contains(each.statement().start()))
                .toList();
        ImportRemoval.of(section, gone).forEach(range -> plan.add(file.file.path, PlannedEdit.delete(range)));
    }

    /// Those that only white space parts are one.
    private static List<Range> runs(String text, List<Range> ranges) {
        List<Range> runs = new ArrayList<>();
        for (Range range : ranges.stream().sorted().toList()) {
            boolean joins = !runs.isEmpty()
                    && text.substring(runs.getLast().end(), range.start()).isBlank();
            if (joins) {
                runs.add(new Range(runs.removeLast().start(), range.end()));
            } else {
                runs.add(range);
            }
        }
        return runs;
    }
}
