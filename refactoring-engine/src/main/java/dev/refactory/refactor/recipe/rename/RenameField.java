package dev.refactory.refactor.recipe.rename;

import com.google.auto.service.AutoService;
import dev.refactory.graph.model.GraphView;
import dev.refactory.graph.model.Occurrence;
import dev.refactory.graph.model.Role;
import dev.refactory.graph.model.SymbolInfo;
import dev.refactory.graph.model.SymbolKind;
import dev.refactory.kit.text.Counted;
import dev.refactory.refactor.plan.Conflict;
import dev.refactory.refactor.plan.Finding;
import dev.refactory.refactor.plan.PlanOutcome;
import dev.refactory.refactor.plan.RefactoringPlan;
import dev.refactory.refactor.plan.SymbolSpelling;
import dev.refactory.refactor.plan.TransformTask.FileWork;
import dev.refactory.refactor.recipe.Recipe;
import dev.refactory.refactor.recipe.find.FindDeclarations;
import dev.refactory.refactor.recipe.imports.StaticImports;
import dev.refactory.refactor.recipe.model.Chunks;
import dev.refactory.refactor.recipe.model.RecipeModel;
import dev.refactory.refactor.recipe.model.RenameOccurrences;
import dev.refactory.refactor.recipe.scope.MethodFamily;
import dev.refactory.refactor.recipe.scope.SymbolQuery;
import dev.refactory.refactor.recipe.scope.TypeHierarchy;
import dev.refactory.refactor.recipe.source.JavaNames;
import dev.refactory.refactor.text.TextReferences;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// Renames a field, an enum constant or a record component, everywhere it is named; of a component
/// its accessor too, and on request a field's `getX`, `isX` and `setX`. Refuses early where it can
/// say why; the comparison of bindings after the edit decides.
@AutoService(Recipe.class)
public final class RenameField implements Recipe {
    static final String RECIPE = "rename-field";
    private static final String RENAME = "(rename|change the name of) [the]";
    private static final String KIND = "(field|constant|enum constant|component|record component|attribute|property)";
    private static final String TO = "(to|as|into) {newName}";
    private static final String OWNER = "(of|in|from|on) [the] [class|interface|enum|record|type] {type}";
    private static final String WITH =
            "(with|and) [its|the] (accessors|getters|getter|getter and setter|getters and setters)";
    private static final Descriptor DESCRIPTOR = new Descriptor(
            14,
            RECIPE,
            "Renames a field, enum constant or record component with its uses, imports and documentation.",
            false,
            List.of(
                    new Parameter(
                            "field", Form.FIELD, "a field, constant or component, for example com.acme.Foo#bar", true),
                    new Parameter("newName", Form.NAME, "the name it gets, for example baz", true),
                    new Parameter(
                            "accessors",
                            Form.FLAG,
                            "true to rename getBar, isBar and setBar with it, where they use the field;"
                                    + " false if left out",
                            false)),
            List.of(
                    new Phrase(RENAME + " " + KIND + " {field} " + TO, "Rename field com.acme.Foo#bar to baz"),
                    new Phrase(
                            RENAME + " " + KIND + " {field} " + WITH + " " + TO,
                            Map.of("accessors", "true"),
                            "Rename field com.acme.Foo#bar with its accessors to baz"),
                    new Phrase(
                            RENAME + " " + KIND + " {name} " + OWNER + " " + TO,
                            Map.of("field", "{type}#{name}"),
                            "Rename field bar of com.acme.Foo to baz")));
    private static final BigDecimal COMPLEXITY = new BigDecimal("1.5");

    @Override
    public Descriptor descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public PlanOutcome plan(GraphView graph, Sources sources, Map<String, String> parameters) {
        String query = SymbolQuery.normal(parameters.getOrDefault("field", ""));
        String newName = parameters.getOrDefault("newName", "").strip();
        boolean accessors = parameters.getOrDefault("accessors", "false").equals("true");
        String fault = JavaNames.fault(newName).orElse(null);
        if (fault != null) {
            return refused(new Conflict("invalid-name", query, "", 0, fault + ": give a field name Java accepts."));
        }
        TypeHierarchy types = new TypeHierarchy(graph);
        SymbolInfo field = graph.symbol(query).orElse(null);
        if (field == null || !TypeHierarchy.isField(field.kind())) {
            boolean done = field == null
                    && query.contains("#")
                    && graph.symbol(SymbolSpelling.withName(query, newName))
                            .filter(renamed -> TypeHierarchy.isField(renamed.kind()) && renamed.path() != null)
                            .isPresent();
            return done ? noChange(query, newName, accessors) : refused(notFound(graph, types, query));
        }
        return field.name().equals(newName)
                ? noChange(query, newName, accessors)
                : new Planning(graph, sources, types, field, newName, accessors).plan();
    }

    private static Conflict notFound(GraphView graph, TypeHierarchy types, String query) {
        String type = SymbolSpelling.typeOf(query);
        String name = SymbolSpelling.simpleName(query);
        if (query.contains("#") && graph.symbol(type).isPresent()) {
            for (String above : types.withSupertypes(type)) {
                for (SymbolInfo inherited : types.fields(above, name)) {
                    return new Conflict(
                            "not-found",
                            query,
                            "",
                            0,
                            type + " inherits " + name + " from " + above + ": name " + inherited.symbol()
                                    + " instead.");
                }
            }
        }
        return switch (new SymbolQuery(graph, types).resolve(query)) {
            case SymbolQuery.Resolution.Refused refused -> refused.conflict();
            case SymbolQuery.Resolution.Found found -> {
                String symbol = found.symbols().getFirst().symbol();
                yield new Conflict(
                        "invalid-selection",
                        symbol,
                        "",
                        0,
                        symbol + " is no field: rename-field renames fields, enum constants and record components.");
            }
        };
    }

    /// One request on one graph.
    private record Planning(
            GraphView graph,
            Sources sources,
            TypeHierarchy types,
            SymbolInfo field,
            String newName,
            boolean accessors) {
        PlanOutcome plan() {
            SortedMap<String, String> symbolMap = new TreeMap<>();
            symbolMap.put(field.symbol(), SymbolSpelling.withName(field.symbol(), newName));
            List<Conflict> conflicts = new ArrayList<>();
            List<Finding> findings = new ArrayList<>();
            SortedSet<String> recheck = new TreeSet<>();
            FieldChecks checks = new FieldChecks(graph, sources, types, field, newName);
            conflicts.addAll(checks.conflicts(named(List.of(field.symbol()))));
            findings.addAll(checks.findings());
            if (field.kind() == SymbolKind.RECORD_COMPONENT) {
                componentAccessor(symbolMap, conflicts, recheck);
            } else if (accessors) {
                beanAccessors(symbolMap, conflicts, findings, recheck);
            }
            if (!conflicts.isEmpty()) {
                return new PlanOutcome.Refused(conflicts.stream()
                        .distinct()
                        .sorted()
                        .limit(RenameChecks.MAX_CONFLICTS)
                        .toList());
            }
            recheck(recheck);
            return planned(symbolMap, findings, recheck);
        }

        private PlanOutcome planned(
                SortedMap<String, String> symbolMap, List<Finding> findings, SortedSet<String> recheck) {
            Map<String, String> names = new LinkedHashMap<>();
            symbolMap.forEach((from, to) -> names.put(SymbolSpelling.simpleName(from), SymbolSpelling.simpleName(to)));
            names.remove(field.name());
            SortedMap<String, String> newNames = new TreeMap<>();
            symbolMap.forEach((from, to) -> newNames.put(from, SymbolSpelling.simpleName(to)));
            TextReferences references = new TextReferences(graph, sources);
            TextReferences.Found texts = references.ofMembers(new TextReferences.MemberNames(field.symbol(), newNames));
            findings.addAll(references.findings(texts));
            Map<String, String> arguments = TextWork.arguments(field.name(), newName, names, texts);
            StaticImports imports = new StaticImports(graph, symbolMap.keySet());
            List<FileWork> work = TextWork.of(graph, imports, named(symbolMap.keySet()), texts);
            int methods = symbolMap.size() - 1;
            return new PlanOutcome.Planned(new RefactoringPlan(
                    RECIPE,
                    parameters(field.symbol(), newName, accessors),
                    "Rename " + FindDeclarations.word(field.kind()) + " " + field.symbol() + " to " + newName
                            + (methods > 0 ? " and " + Counted.of(methods, "accessor") + " with it" : "") + ": "
                            + Counted.of(work.size(), "file") + ".",
                    RecipeModel.NAME,
                    Chunks.of(graph, RenameOccurrences.NAME, work, chunk -> arguments),
                    symbolMap,
                    Map.of(),
                    recheck,
                    findings,
                    COMPLEXITY));
        }

        /// Where these names are written; implicit uses have none.
        private SortedMap<String, List<Occurrence>> named(java.util.Collection<String> symbols) {
            SortedMap<String, List<Occurrence>> named = new TreeMap<>();
            graph.occurrencesOf(symbols).forEach((path, occurrences) -> {
                List<Occurrence> written = occurrences.stream()
                        .filter(occurrence -> !occurrence.has(Role.IMPLICIT))
                        .sorted()
                        .toList();
                if (!written.isEmpty()) {
                    named.put(path, written);
                }
            });
            return named;
        }

        /// The accessor goes by the component's name, whether it is written out or not.
        private void componentAccessor(
                Map<String, String> symbolMap, List<Conflict> conflicts, SortedSet<String> recheck) {
            String symbol = field.symbol() + "()";
            SymbolInfo accessor = graph.symbol(symbol).orElse(null);
            if (accessor == null) {
                return;
            }
            MethodFamily family = MethodFamily.of(graph, types, List.of(accessor));
            family.methods().keySet().stream()
                    .filter(other -> !other.equals(symbol))
                    .forEach(other -> conflicts.add(tied(symbol, other)));
            family.outside().keySet().forEach(other -> conflicts.add(tied(symbol, other)));
            if (conflicts.isEmpty()) {
                new NameScopes(graph, sources, types, family, newName).check(conflicts, named(List.of(symbol)));
                symbolMap.put(symbol, SymbolSpelling.withName(symbol, newName));
                recheck.addAll(RenameMethod.recheck(graph, types, family, newName));
            }
        }

        private Conflict tied(String accessor, String other) {
            return new Conflict(
                    "override-broken",
                    accessor,
                    String.valueOf(field.path()),
                    0,
                    "The accessor " + accessor + " must keep the name of " + other + ", which it implements.");
        }

        private void beanAccessors(
                Map<String, String> symbolMap,
                List<Conflict> conflicts,
                List<Finding> findings,
                SortedSet<String> recheck) {
            FieldAccessors.of(graph, sources, types, field, newName).forEach((symbol, name) -> {
                MethodFamily family = MethodFamily.of(
                        graph, types, List.of(graph.symbol(symbol).orElseThrow()));
                RenameChecks checks = new RenameChecks(graph, sources, types, family, name);
                conflicts.addAll(checks.conflicts(RenameMethod.named(graph, family)));
                findings.addAll(checks.findings());
                family.methods().keySet().forEach(each -> symbolMap.put(each, SymbolSpelling.withName(each, name)));
                recheck.addAll(RenameMethod.recheck(graph, types, family, name));
            });
        }

        /// Files whose bindings could change although their text does not: of every type above and
        /// below the field's, and every file that uses the new name already.
        private void recheck(SortedSet<String> paths) {
            TreeSet<String> touched = new TreeSet<>();
            String owner = String.valueOf(field.container());
            types.withSubtypes(owner).forEach(below -> touched.addAll(types.withSupertypes(below)));
            graph.symbols(touched).values().forEach(type -> {
                String path = type.path();
                if (path != null) {
                    paths.add(path);
                }
            });
            TreeSet<String> alike = new TreeSet<>(java.util.Set.of("?" + newName));
            graph.symbolsNamed(newName).forEach(symbol -> alike.add(symbol.symbol()));
            paths.addAll(graph.occurrencesOf(alike).keySet());
        }
    }

    private static Map<String, String> parameters(String field, String newName, boolean accessors) {
        return accessors
                ? Map.of("field", field, "newName", newName, "accessors", "true")
                : Map.of("field", field, "newName", newName);
    }

    private static PlanOutcome noChange(String query, String newName, boolean accessors) {
        return new PlanOutcome.Planned(new RefactoringPlan(
                RECIPE,
                parameters(query, newName, accessors),
                "No change: " + SymbolSpelling.withName(query, newName) + " has that name already.",
                RecipeModel.NAME,
                List.of(),
                Map.of(),
                Map.of(),
                new TreeSet<>(),
                List.of(),
                COMPLEXITY));
    }

    private static PlanOutcome refused(Conflict conflict) {
        return new PlanOutcome.Refused(List.of(conflict));
    }
}
