package dev.refactory.refactor.recipe.type;

import com.google.auto.service.AutoService;
import dev.refactory.graph.model.GraphView;
import dev.refactory.graph.model.Role;
import dev.refactory.graph.model.SymbolInfo;
import dev.refactory.graph.model.SymbolKind;
import dev.refactory.kit.text.Counted;
import dev.refactory.refactor.plan.Conflict;
import dev.refactory.refactor.plan.Intent;
import dev.refactory.refactor.plan.PlanOutcome;
import dev.refactory.refactor.plan.RefactoringPlan;
import dev.refactory.refactor.plan.SymbolSpelling;
import dev.refactory.refactor.recipe.EditPlan;
import dev.refactory.refactor.recipe.Recipe;
import dev.refactory.refactor.recipe.model.RecipeModel;
import dev.refactory.refactor.recipe.move.MovePlan;
import dev.refactory.refactor.recipe.scope.FileScopes;
import dev.refactory.refactor.recipe.scope.SymbolQuery;
import dev.refactory.refactor.recipe.scope.TypeHierarchy;
import dev.refactory.refactor.recipe.source.DottedName;
import dev.refactory.refactor.recipe.source.JavaNames;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/// Makes every reference to a type, which may be a library's, one to another existing type. The two
/// types' own files stay as they are. Whether the other type has the members that are used is told
/// early where the repository declares it, and by the compiler elsewhere.
@AutoService(Recipe.class)
public final class ChangeType implements Recipe {
    static final String RECIPE = "change-type";

    private static final String WHAT = "[the] (class|interface|enum|record|annotation|type)";
    private static final Descriptor DESCRIPTOR = new Descriptor(
            2,
            RECIPE,
            "Makes every reference to a type, also a library's, one to another existing type.",
            false,
            List.of(
                    new Parameter("from", Form.TYPE, "the type that is used, for example com.acme.Foo", true),
                    new Parameter("to", Form.TYPE, "an existing type, in full, for example com.acme.Bar", true)),
            List.of(
                    new Phrase(
                            "(change|replace) [all|every] (use|uses|usage|usages|reference|references) (of|to) " + WHAT
                                    + " {from} (to|with|by) " + WHAT + " {to}",
                            "Replace all references to class com.acme.Foo with class com.acme.Bar"),
                    new Phrase(
                            "(change|replace) [all|every] (use|uses|usage|usages|reference|references) (of|to) " + WHAT
                                    + " {from} (to|with|by) {to}",
                            "Replace all uses of type com.acme.Foo with com.acme.Bar"),
                    new Phrase(
                            "(change|replace) " + WHAT + " {from} (to|with|by) {to}",
                            "Change type com.acme.Foo to com.acme.Bar")));
    private static final BigDecimal COMPLEXITY = new BigDecimal("2.0");
    private static final Set<SymbolKind> MEMBERS = EnumSet.of(
            SymbolKind.METHOD,
            SymbolKind.CONSTRUCTOR,
            SymbolKind.FIELD,
            SymbolKind.ENUM_CONSTANT,
            SymbolKind.RECORD_COMPONENT);

    @Override
    public Descriptor descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public PlanOutcome plan(GraphView graph, Sources sources, Map<String, String> parameters) {
        String from = SymbolQuery.type(graph, parameters.getOrDefault("from", ""));
        String to = SymbolQuery.type(graph, parameters.getOrDefault("to", ""));
        Map<String, String> understood = Map.of("from", from, "to", to);
        for (String word : DottedName.words(to)) {
            String fault = JavaNames.fault(word).orElse(null);
            if (fault != null) {
                return refused("invalid-name", to, fault + ": give the other type's name in full.");
            }
        }
        SymbolInfo target = graph.symbol(to).orElse(null);
        if (target != null && !target.kind().isType()) {
            return refused("invalid-selection", to, to + " is not a type: change-type needs one.");
        }
        if (from.equals(to)) {
            return MovePlan.noChange(RECIPE, understood, from + " is that type.");
        }
        SymbolInfo source = graph.symbol(from).orElse(null);
        if (source == null) {
            return target != null
                    ? MovePlan.noChange(RECIPE, understood, "nothing names " + from + ".")
                    : refused("not-found", from, "Nothing in this repository is or names a type " + from + ".");
        }
        return source.kind().isType()
                ? plan(graph, sources, RetargetedType.of(graph, source, to), understood)
                : refused("invalid-selection", from, from + " is not a type: change-type changes uses of types.");
    }

    private static PlanOutcome plan(
            GraphView graph, Sources sources, RetargetedType change, Map<String, String> understood) {
        String from = change.from().symbol();
        TypeHierarchy types = new TypeHierarchy(graph);
        Set<String> homes = homes(graph, change);
        Set<String> members = members(graph, from);
        List<Conflict> conflicts = new ArrayList<>();
        SortedMap<String, String> retargets =
                new TreeMap<>(Map.of(from, change.to().symbol()));
        missing(graph, sources, types, change, members, homes, retargets, conflicts);
        WrittenArguments arguments = new WrittenArguments(change);
        EditPlan edits = new EditPlan(graph, sources);
        graph.occurrencesOf(List.of(from)).keySet().forEach(path -> {
            FileScopes scopes = new FileScopes(graph, sources, types, path);
            RetargetEdits file = new RetargetEdits(graph, change, scopes);
            (homes.contains(path) ? file.links(homes) : file.edits()).forEach(edit -> edits.add(path, edit));
            if (!homes.contains(path)) {
                conflicts.addAll(arguments.conflicts(scopes));
            }
        });
        if (!conflicts.isEmpty()) {
            return MovePlan.refused(conflicts);
        }
        if (edits.isEmpty()) {
            return MovePlan.noChange(RECIPE, understood, "no other file names " + from + ".");
        }
        Set<String> respelled = new TreeSet<>(members);
        Set<String> owners = new TreeSet<>(Set.of(from));
        Set<String> names =
                new TreeSet<>(List.of(change.from().name(), change.to().name()));
        graph.declaredIn(edits.paths())
                .values()
                .forEach(declared -> declared.forEach(symbol -> {
                    boolean elsewhere = symbol.path() != null && !homes.contains(symbol.path());
                    if (elsewhere && !change.after(symbol.symbol()).equals(symbol.symbol())) {
                        respelled.add(symbol.symbol());
                        owners.add(SymbolSpelling.typeOf(symbol.symbol()));
                    }
                }));
        for (String type : types.withSupertypes(from)) {
            respelled.addAll(members(graph, type));
        }
        respelled.forEach(member -> names.add(SymbolSpelling.simpleName(member)));
        names.remove("<init>");
        Set<String> recheck = new TreeSet<>(graph.occurrencesOf(respelled).keySet());
        graph.symbols(graph.withSubtypes(owners)).values().forEach(below -> {
            String path = below.path();
            if (path != null) {
                recheck.add(path);
            }
        });
        return new PlanOutcome.Planned(new RefactoringPlan(
                RECIPE,
                understood,
                "Change type " + from + " to " + change.to().symbol() + ": "
                        + Counted.of(edits.paths().size(), "file") + ".",
                RecipeModel.NAME,
                edits.tasks(),
                Map.of(),
                Map.of(),
                new TreeSet<>(recheck),
                List.of(),
                COMPLEXITY,
                Intent.of(edits.edits(), names)
                        .retargeting(retargets)
                        .retyping(change.to().path() == null ? List.of(from) : List.of())));
    }

    /// Files that declare one of the two types.
    private static Set<String> homes(GraphView graph, RetargetedType change) {
        Set<String> homes = new TreeSet<>();
        for (SymbolInfo type : List.of(change.from(), change.to())) {
            graph.occurrencesOf(List.of(type.symbol())).forEach((path, uses) -> {
                if (uses.stream().anyMatch(use -> use.has(Role.DEFINITION))) {
                    homes.add(path);
                }
            });
        }
        return homes;
    }

    /// What a type is known to have: of a library's, what the repository uses.
    private static Set<String> members(GraphView graph, String type) {
        Set<String> members = new TreeSet<>(graph.declared(MEMBERS, type + "#"));
        members.addAll(graph.mentioned(MEMBERS, type + "#"));
        return members;
    }

    /// Members that are used, and that the other type, which the repository declares, has not; those it
    /// inherits are what their uses will mean.
    private static void missing(
            GraphView graph,
            Sources sources,
            TypeHierarchy types,
            RetargetedType change,
            Set<String> members,
            Set<String> homes,
            SortedMap<String, String> retargets,
            List<Conflict> conflicts) {
        if (change.to().path() == null) {
            return;
        }
        Set<String> above = types.withSupertypes(change.to().symbol());
        boolean whole = graph.symbols(above).values().stream().allMatch(type -> type.path() != null)
                && above.stream().allMatch(type -> graph.symbol(type).isPresent());
        for (String member : members) {
            String rest = change.after(member).substring(change.to().symbol().length());
            String found = above.stream()
                    .map(type -> type + rest)
                    .filter(each -> graph.symbol(each).isPresent())
                    .min(Comparator.comparing(
                            each -> !each.startsWith(change.to().symbol() + "#")))
                    .orElse(null);
            if (found != null) {
                retargets.put(member, found);
            } else if (whole) {
                graph.occurrencesOf(List.of(member)).forEach((path, uses) -> {
                    if (!homes.contains(path)) {
                        int line = sources.text(path)
                                .lineOf(uses.getFirst().range().start());
                        conflicts.add(new Conflict(
                                "not-found",
                                member,
                                path,
                                line,
                                path + ":" + line + " uses " + member + ", and "
                                        + change.to().symbol() + " has no " + rest.substring(1)
                                        + ": add it there first, or change this use."));
                    }
                });
            }
        }
    }

    private static PlanOutcome refused(String kind, String symbol, String message) {
        return new PlanOutcome.Refused(List.of(new Conflict(kind, symbol, "", 0, message)));
    }
}
