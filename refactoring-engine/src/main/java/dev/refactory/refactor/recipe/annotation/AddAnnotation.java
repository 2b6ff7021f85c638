package dev.refactory.refactor.recipe.annotation;

import com.google.auto.service.AutoService;
import dev.refactory.graph.model.GraphView;
import dev.refactory.graph.model.Range;
import dev.refactory.graph.model.SymbolInfo;
import dev.refactory.graph.model.SymbolKind;
import dev.refactory.kit.text.Counted;
import dev.refactory.refactor.plan.Conflict;
import dev.refactory.refactor.plan.Piece;
import dev.refactory.refactor.plan.PlanOutcome;
import dev.refactory.refactor.plan.PlannedEdit;
import dev.refactory.refactor.plan.SymbolSpelling;
import dev.refactory.refactor.recipe.Recipe;
import dev.refactory.refactor.recipe.imports.ImportOf;
import dev.refactory.refactor.recipe.scope.DeclarationHeads;
import dev.refactory.refactor.recipe.scope.WrittenAnnotations;
import dev.refactory.refactor.recipe.source.AnnotationArguments;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Writes an annotation on declarations, on a line of its own where they begin one, with the import
/// it takes. One that stands there already and says the same is left as it is.
@AutoService(Recipe.class)
public final class AddAnnotation implements Recipe {
    private static final Descriptor DESCRIPTOR = new Descriptor(
            22,
            "add-annotation",
            "Adds an annotation to declarations, with its import.",
            false,
            List.of(
                    new Parameter(
                            AnnotationSelection.PARAMETER,
                            Form.PATTERN,
                            "a symbol, for example com.acme.Foo#bar(int), a parameter as com.acme.Foo#bar(int)~name,"
                                    + " or a"
                                    + " glob: com.acme.** for types, com.acme.*Test#test*(..) for members",
                            true),
                    new Parameter(
                            AnnotationPlan.ANNOTATION,
                            Form.PATTERN,
                            "the annotation's qualified name, for example java.lang.Deprecated, with arguments where it"
                                    + " is to have some: java.lang.Deprecated(since = \"9\")",
                            true)),
            List.of(
                    new Phrase(
                            "(add|put|write) [the] annotation {annotation} (to|on) {on}",
                            "Add annotation java.lang.Deprecated to com.acme.Foo#bar(int)"),
                    new Phrase(
                            "annotate {on} with {annotation}",
                            "Annotate com.acme.Foo#bar(int) with java.lang.Deprecated")));

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
        AnnotationType.unknown(graph, plan.types, request.type()).ifPresent(plan::refuse);
        AnnotationType type = AnnotationType.of(graph, sources, plan.types, request.type());
        type.wrong(request).ifPresent(plan::refuse);
        if (!plan.isRefused()) {
            new Adding(graph, plan, request, selection, type).run();
        }
        return plan.outcome(count ->
                "Add @" + SymbolSpelling.simpleName(request.type()) + " to " + Counted.of(count, "declaration") + ".");
    }

    /// One request on one graph.
    private record Adding(
            GraphView graph,
            AnnotationPlan plan,
            AnnotationRequest request,
            AnnotationSelection selection,
            AnnotationType type) {
        void run() {
            Map<String, List<SymbolInfo>> byPath = new TreeMap<>();
            selection
                    .declarations()
                    .values()
                    .forEach(symbol -> byPath.computeIfAbsent(String.valueOf(symbol.path()), path -> new ArrayList<>())
                            .add(symbol));
            ImportOf imports = new ImportOf(graph);
            byPath.forEach((path, symbols) -> {
                WrittenAnnotations file = plan.file(path);
                Set<Integer> done = new HashSet<>();
                for (SymbolInfo symbol : symbols) {
                    DeclarationHeads.Head head = file.heads.of(symbol.symbol()).orElse(null);
                    if (head == null) {
                        unwritten(symbol, path);
                    } else if (done.add(head.first())) {
                        declaration(imports, file, symbol, head);
                    }
                }
            });
        }

        /// What a pattern matches and nobody wrote is not what it is about.
        private void unwritten(SymbolInfo symbol, String path) {
            if (selection.pattern().isEmpty()) {
                plan.refuse(new Conflict(
                        "invalid-selection",
                        symbol.symbol(),
                        path,
                        0,
                        symbol.symbol() + " is written nowhere, so there is no place for an annotation: write it out"
                                + " first."));
            }
        }

        private void declaration(
                ImportOf imports, WrittenAnnotations file, SymbolInfo symbol, DeclarationHeads.Head head) {
            int start = file.start(head);
            int line = file.line(file.file.tokens.start(head.name()));
            if (!selection.coversAll(head)) {
                plan.refuse(AnnotationPlan.shared(symbol, head, file.file.path, line));
            } else if (!type.fits(symbol)) {
                plan.refuse(type.unfit(symbol, file.file.path, line));
            } else if (isThere(file, symbol, head)) {
                return;
            } else {
                ImportOf.Named named = imports.of(file.file, request.type(), AnnotationRequest.ROLES, start);
                named.edit().ifPresent(edit -> plan.add(file.file.path, edit));
                plan.add(file.file.path, insertion(file, symbol, start, named.name()));
                plan.touched(file, head);
                if (request.type().equals(DeprecatedFlag.ANNOTATION)) {
                    boolean removal = request.value(DeprecatedFlag.FOR_REMOVAL)
                            .filter("true"::equals)
                            .isPresent();
                    plan.declare(DeprecatedFlag.of(graph, file, head, true, removal));
                }
            }
        }

        private boolean isThere(WrittenAnnotations file, SymbolInfo symbol, DeclarationHeads.Head head) {
            List<WrittenAnnotations.Use> there = file.of(request.type()).stream()
                    .filter(use -> use.on().filter(head::equals).isPresent())
                    .toList();
            Map<String, String> wanted = AnnotationArguments.plain(request.text(), request.arguments());
            for (WrittenAnnotations.Use use : there) {
                if (AnnotationArguments.plain(file.text(), file.arguments(use)).equals(wanted)) {
                    return true;
                }
            }
            WrittenAnnotations.Use other = there.stream()
                    .filter(use -> use.within().isEmpty())
                    .findFirst()
                    .orElse(null);
            if (other != null && !type.repeatable()) {
                String name = SymbolSpelling.simpleName(request.type());
                plan.refuse(new Conflict(
                        "name-clash",
                        symbol.symbol(),
                        file.file.path,
                        file.line(other.range().start()),
                        symbol.symbol() + " has @" + name + " with other arguments already: change them with"
                                + " change-annotation, or take it away with remove-annotation."));
                return true;
            }
            return false;
        }

        private PlannedEdit insertion(WrittenAnnotations file, SymbolInfo symbol, int start, Piece name) {
            String indentation = file.lines.indentation(start);
            boolean inline = indentation == null
                    || symbol.kind() == SymbolKind.PARAMETER
                    || symbol.kind() == SymbolKind.RECORD_COMPONENT;
            List<Piece> pieces = new ArrayList<>(request.pieces(name));
            pieces.add(Piece.text(inline ? " " : file.lines.ending() + indentation));
            return new PlannedEdit(new Range(start, start), pieces);
        }
    }
}
