package dev.refactory.refactor.recipe.annotation;

import com.google.auto.service.AutoService;
import dev.refactory.graph.model.GraphView;
import dev.refactory.graph.model.Occurrence;
import dev.refactory.graph.model.Range;
import dev.refactory.graph.model.Role;
import dev.refactory.kit.text.Counted;
import dev.refactory.refactor.plan.Conflict;
import dev.refactory.refactor.plan.Piece;
import dev.refactory.refactor.plan.PlanOutcome;
import dev.refactory.refactor.plan.PlannedEdit;
import dev.refactory.refactor.plan.SymbolSpelling;
import dev.refactory.refactor.recipe.Recipe;
import dev.refactory.refactor.recipe.scope.DeclarationHeads;
import dev.refactory.refactor.recipe.scope.WrittenAnnotations;
import dev.refactory.refactor.recipe.source.AnnotationArguments;
import dev.refactory.refactor.recipe.source.AnnotationArguments.Argument;
import dev.refactory.refactor.recipe.source.JavaNames;
import dev.refactory.refactor.rewrite.JavaTokens;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/// Gives one attribute of annotations another value, adds it or takes it away.
@AutoService(Recipe.class)
public final class ChangeAnnotation implements Recipe {
    private static final String ATTRIBUTE = "attribute";
    private static final String VALUE = "value";
    private static final Descriptor DESCRIPTOR = new Descriptor(
            22,
            "change-annotation",
            "Sets, adds or removes an attribute of an annotation.",
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
                            "the annotation's qualified name, for example java.lang.Deprecated",
                            true),
                    new Parameter(
                            ATTRIBUTE, Form.REGEX, "the attribute, for example since; left out, value is meant", false),
                    new Parameter(
                            VALUE,
                            Form.REGEX,
                            "its new value as a Java expression, for example \"9\"; left out, the attribute is removed",
                            false)),
            List.of(
                    new Phrase(
                            "(set|change) [the] attribute {attribute} of [the] annotation {annotation} on {on} to"
                                    + " {value}",
                            "Set attribute forRemoval of annotation java.lang.Deprecated on com.acme.Foo#bar(int) to"
                                    + " true"),
                    new Phrase(
                            "(remove|delete|drop) [the] attribute {attribute} (of|from) [the] annotation {annotation}"
                                    + " on"
                                    + " {on}",
                            "Remove attribute since of annotation java.lang.Deprecated on com.acme.Foo#bar(int)")));

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
        String attribute =
                parameters.getOrDefault(ATTRIBUTE, AnnotationArguments.VALUE).strip();
        String value = parameters.containsKey(VALUE)
                ? parameters.getOrDefault(VALUE, "").strip()
                : null;
        AnnotationType.unknown(graph, plan.types, request.type()).ifPresent(plan::refuse);
        fault(request, attribute, value).ifPresent(plan::refuse);
        if (plan.isRefused()) {
            return plan.refused();
        }
        AnnotationType type = AnnotationType.of(graph, sources, plan.types, request.type());
        if (type.hasNo(attribute)) {
            plan.refuse(type.noSuch(attribute));
        } else if (value == null && type.needs(attribute)) {
            plan.refuse(new Conflict(
                    "compile-error",
                    request.type(),
                    "",
                    0,
                    request.type() + " needs " + attribute + ", which has no default: give it another value, or remove"
                            + " the annotation."));
        }
        SortedMap<String, List<WrittenAnnotations.Use>> uses = plan.uses(request.type(), selection);
        if (uses.isEmpty()) {
            String on = parameters.getOrDefault(AnnotationSelection.PARAMETER, "");
            plan.refuse(new Conflict(
                    "not-found",
                    request.type(),
                    "",
                    0,
                    "No @" + request.type() + " stands on " + on + ": add it with add-annotation."));
        }
        Changing changing = new Changing(graph, plan, request.type(), attribute, value);
        uses.forEach((path, here) -> here.forEach(use -> changing.change(plan.file(path), use)));
        return plan.outcome(count -> (value == null ? "Remove " : "Set ") + attribute + " of @"
                + SymbolSpelling.simpleName(request.type()) + " in " + Counted.of(count, "place") + ".");
    }

    private static Optional<Conflict> fault(AnnotationRequest request, String attribute, @Nullable String value) {
        if (!request.arguments().isEmpty()) {
            return Optional.of(new Conflict(
                    "invalid-expression",
                    request.type(),
                    "",
                    0,
                    "Name the annotation without arguments, and give what is to change as attribute and value."));
        }
        Optional<String> name = JavaNames.fault(attribute);
        if (name.isPresent()) {
            return name.map(why -> new Conflict("invalid-name", attribute, "", 0, why + ": give an attribute's name."));
        }
        return Optional.ofNullable(value)
                .flatMap(given -> AnnotationArguments.fault(given, true))
                .map(why -> new Conflict(
                        "invalid-expression",
                        attribute,
                        "",
                        0,
                        "The value cannot be written as it is, it " + why + ": " + value + "."));
    }

    /// @param value null to remove the attribute
    private record Changing(
            GraphView graph,
            AnnotationPlan plan,
            String type,
            String attribute,
            @Nullable String value) {
        void change(WrittenAnnotations file, WrittenAnnotations.Use use) {
            List<Argument> arguments = file.arguments(use);
            Argument there = arguments.stream()
                    .filter(each -> each.attribute().equals(attribute))
                    .findFirst()
                    .orElse(null);
            String before = there == null
                    ? null
                    : file.text().substring(there.value().start(), there.value().end());
            PlannedEdit edit;
            if (value == null) {
                edit = there == null ? null : removal(file, use, arguments, there);
            } else if (there == null) {
                edit = addition(file, use, arguments, value);
            } else if (AnnotationArguments.plain(String.valueOf(before)).equals(AnnotationArguments.plain(value))) {
                edit = null;
            } else {
                Piece piece = AnnotationRequest.value(type, value, there.name().isEmpty());
                edit = new PlannedEdit(there.value(), List.of(piece));
            }
            if (edit != null) {
                plan.add(file.file.path, edit);
                touched(file, use);
            }
        }

        private void touched(WrittenAnnotations file, WrittenAnnotations.Use use) {
            DeclarationHeads.Head head = use.on().orElse(null);
            if (head == null) {
                plan.touchedElsewhere();
                return;
            }
            plan.touched(file, head);
            boolean flag = type.equals(DeprecatedFlag.ANNOTATION) && attribute.equals(DeprecatedFlag.FOR_REMOVAL);
            if (flag) {
                plan.declare(DeprecatedFlag.of(graph, file, head, true, "true".equals(value)));
            }
        }

        /// With the comma that parts it from the next one, or from the one before; with the parentheses
        /// when nothing else stands in them.
        private PlannedEdit removal(
                WrittenAnnotations file, WrittenAnnotations.Use use, List<Argument> arguments, Argument there) {
            int at = arguments.indexOf(there);
            if (arguments.size() == 1) {
                return PlannedEdit.delete(new Range(
                        file.file.tokens.end(use.open() - 1), use.range().end()));
            } else if (at + 1 < arguments.size()) {
                return PlannedEdit.delete(new Range(
                        there.range().start(), arguments.get(at + 1).range().start()));
            }
            return PlannedEdit.delete(
                    new Range(arguments.get(at - 1).range().end(), there.range().end()));
        }

        private PlannedEdit addition(
                WrittenAnnotations file, WrittenAnnotations.Use use, List<Argument> arguments, String expression) {
            boolean alone = arguments.isEmpty() && attribute.equals(AnnotationArguments.VALUE);
            List<Piece> pieces = new ArrayList<>();
            if (!alone) {
                pieces.add(AnnotationRequest.attribute(type, attribute));
                pieces.add(Piece.text(" = "));
            }
            pieces.add(AnnotationRequest.value(type, expression, alone));
            if (use.open() < 0) {
                pieces.addFirst(Piece.text("("));
                pieces.add(Piece.text(")"));
                return PlannedEdit.insert(use.range().end(), pieces);
            } else if (arguments.isEmpty()) {
                return PlannedEdit.insert(file.close(use), pieces);
            }
            pieces.addFirst(Piece.text(", "));
            Argument last = arguments.getLast();
            if (last.name().isPresent()) {
                return PlannedEdit.insert(last.range().end(), pieces);
            }
            List<Piece> named = new ArrayList<>(
                    List.of(AnnotationRequest.attribute(type, AnnotationArguments.VALUE), Piece.text(" = ")));
            named.addAll(unbundled(file, last.value()));
            named.addAll(pieces);
            return new PlannedEdit(last.value(), named);
        }

        /// The expression as it stands, without the use of `value` that it was by itself: a range that is
        /// kept in two parts keeps what each of them names, and nothing that is as long as both.
        private static List<Piece> unbundled(WrittenAnnotations file, Range range) {
            JavaTokens tokens = file.file.tokens;
            int first = tokens.indexAt(range.start());
            int end = tokens.end(first);
            if (end < range.end()) {
                return List.of(Piece.kept(new Range(range.start(), end)), Piece.kept(new Range(end, range.end())));
            }
            List<Piece.Name> names = new ArrayList<>();
            for (Occurrence place : file.file.all) {
                if (place.range().equals(range) && !place.has(Role.IMPLICIT)) {
                    names.add(new Piece.Name(new Range(0, range.length()), place.symbol(), place.roles()));
                }
            }
            String text = file.text().substring(range.start(), range.end());
            return List.of(new Piece(null, text, names, false));
        }
    }
}
