package dev.refactory.refactor.recipe.api;

import com.google.auto.service.AutoService;
import dev.refactory.graph.model.GraphView;
import dev.refactory.kit.text.Counted;
import dev.refactory.refactor.plan.Conflict;
import dev.refactory.refactor.plan.Intent;
import dev.refactory.refactor.plan.PlanOutcome;
import dev.refactory.refactor.plan.RefactoringPlan;
import dev.refactory.refactor.plan.SymbolSpelling;
import dev.refactory.refactor.recipe.EditPlan;
import dev.refactory.refactor.recipe.Recipe;
import dev.refactory.refactor.recipe.model.RecipeModel;
import dev.refactory.refactor.recipe.scope.TypeHierarchy;
import dev.refactory.refactor.recipe.source.JavaNames;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/// Replaces expressions by templates: a call, a constructor or a constant with what stands around it,
/// found by its symbol, overload and all, never by its text. What the templates can say is told in
/// [ApiParser].
@AutoService(Recipe.class)
public final class ReplaceApi implements Recipe {
    static final String NAME = "replace-api";

    private static final Descriptor DESCRIPTOR = new Descriptor(
            9,
            NAME,
            "Replaces calls, constructors and constants by a template, exact to the overload.",
            false,
            List.of(
                    new Parameter(
                            "before",
                            Form.SOURCE,
                            "what to replace, for example java.util.List#size() == 0: a Java expression in which"
                                    + " {name: com.acme.Foo} is a hole that stands for any expression where the"
                                    + " parameter, or the object called, is of that type, and com.acme.Foo#bar(int)"
                                    + " names a method, its object being {this} and its arguments {0}, {1} and so on;"
                                    + " methods of the repository that override it count, those of a library's"
                                    + " subtypes are named themselves; or a list of templates that come with"
                                    + " Refactory: " + String.join(", ", ApiLists.names())
                                    + ", or one of its templates: @jdk-deprecations/thread-id",
                            true),
                    new Parameter(
                            "after",
                            Form.SOURCE,
                            "what to write instead, for example isEmpty() or java.lang.Integer#valueOf(int): an"
                                    + " expression of the holes of before; foo() alone is called on what before calls;"
                                    + " left out when before is a list",
                            false),
                    new Parameter(
                            "imports",
                            Form.PATTERN,
                            "types the templates write by their simple names, for example"
                                    + " java.time.Duration,java.util.List",
                            false),
                    new Parameter(
                            "partial",
                            Form.FLAG,
                            "true: places that cannot be replaced safely are left and listed, instead of nothing being"
                                    + " changed",
                            false)),
            List.of(
                    new Phrase(
                            "(replace|rewrite) [the] [all|every] (api|call|calls|code|expression|expressions|pattern)"
                                    + " [of|to|like] {before} (by|with|as) {after}",
                            "Replace calls of `java.util.List#size() == 0` by `isEmpty()`"),
                    new Phrase(
                            "replace {before()} (by|with) {after}",
                            "Replace java.lang.Thread#getId() by java.lang.Thread#threadId()"),
                    new Phrase(
                            "replace {before()} == {value} (by|with) {after}",
                            Map.of("before", "{before} == {value}"),
                            "Replace java.util.List#size() == 0 by isEmpty()"),
                    new Phrase(
                            "(replace|modernize) [the] deprecated (jdk|java) (apis|api|calls|methods)",
                            Map.of("before", "@jdk-deprecations"),
                            "Replace deprecated JDK APIs")));
    private static final BigDecimal COMPLEXITY = new BigDecimal("2");

    @Override
    public Descriptor descriptor() {
        return DESCRIPTOR;
    }

    /// What a template's names mean may be known to a graph only where it was written. Lists are ours.
    @Override
    public List<Conflict> endless(Map<String, String> parameters) {
        String before = parameters.getOrDefault("before", "").strip();
        return before.startsWith("@")
                ? List.of()
                : List.of(ApiParser.Fault.endless(
                                before, parameters.getOrDefault("after", "").strip())
                        .conflict(before));
    }

    @Override
    public PlanOutcome plan(GraphView graph, Sources sources, Map<String, String> parameters) {
        String before = parameters.getOrDefault("before", "").strip();
        String after = parameters.getOrDefault("after", "").strip();
        TypeHierarchy types = new TypeHierarchy(graph);
        List<ApiTemplate> templates = new ArrayList<>();
        try {
            Map<String, String> imports = imports(parameters.getOrDefault("imports", ""));
            for (ApiLists.Entry entry : before.startsWith("@") ? ApiLists.named(before, after) : one(before, after)) {
                templates.add(ApiTemplate.of(graph, types, entry, imports));
            }
        } catch (ApiParser.Fault fault) {
            return new PlanOutcome.Refused(List.of(fault.conflict(before)));
        }
        boolean partial = parameters.getOrDefault("partial", "false").equals("true");
        ApiPlaces places = new ApiPlaces(graph, sources, types, templates, !before.startsWith("@"));
        places.find();
        List<Conflict> conflicts = places.conflicts();
        if (!conflicts.isEmpty() && !partial) {
            return new PlanOutcome.Refused(conflicts);
        }
        EditPlan edits = places.edits();
        return new PlanOutcome.Planned(new RefactoringPlan(
                NAME,
                new TreeMap<>(parameters),
                summary(before, after, places),
                RecipeModel.NAME,
                edits.tasks(),
                Map.of(),
                Map.of(),
                new TreeSet<>(),
                places.findings(),
                COMPLEXITY,
                Intent.of(edits.edits(), places.names())));
    }

    private static String summary(String before, String after, ApiPlaces places) {
        int files = places.edits().paths().size();
        if (files > 0) {
            return "Replace " + before + (after.isEmpty() ? "" : " by " + after) + ": "
                    + Counted.of(places.count(), "place") + " in " + Counted.of(files, "file") + ".";
        }
        return places.early() == 0
                ? "No change: nothing in this repository is " + before + "."
                : "No change: what replaces " + before + " at " + Counted.of(places.early(), "place")
                        + " is only in a newer JDK than they are compiled for.";
    }

    private static List<ApiLists.Entry> one(String before, String after) throws ApiParser.Fault {
        if (after.isEmpty()) {
            throw new ApiParser.Fault("`after` is missing: give what to write instead of \"" + before + "\".");
        }
        return List.of(new ApiLists.Entry("", 0, before, after));
    }

    private static Map<String, String> imports(String list) throws ApiParser.Fault {
        Map<String, String> imports = new TreeMap<>();
        for (String each : list.isBlank() ? new String[0] : list.split(",", -1)) {
            String type = each.strip();
            String other = imports.put(SymbolSpelling.simpleName(type), type);
            boolean named = List.of(type.split("\\.", -1)).stream()
                    .allMatch(name -> JavaNames.fault(name).isEmpty());
            if (!named || type.indexOf('.') < 0) {
                throw new ApiParser.Fault(
                        "\"" + type + "\" of `imports` is no qualified name of a type.", "invalid-name", type);
            } else if (other != null && !other.equals(type)) {
                throw new ApiParser.Fault(
                        "`imports` has two types of one name: " + other + " and " + type + ".", "name-clash", type);
            }
        }
        return imports;
    }
}
