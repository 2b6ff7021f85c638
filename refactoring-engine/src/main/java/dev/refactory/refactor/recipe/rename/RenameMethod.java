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
import dev.refactory.refactor.plan.TransformTask;
import dev.refactory.refactor.plan.TransformTask.FileWork;
import dev.refactory.refactor.recipe.Recipe;
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
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// Renames a method with everything that must keep its name: overrides and overridden methods,
/// calls, method references, static imports, documentation. Refuses early where it can say why; the
/// comparison of bindings after the edit decides.
@AutoService(Recipe.class)
public final class RenameMethod implements Recipe {
    private static final Descriptor DESCRIPTOR = new Descriptor(
            3,
            "rename-method",
            "Renames a method with its overrides, calls, references, static imports and documentation.",
            false,
            List.of(
                    new Parameter(
                            "method",
                            Form.METHOD,
                            "a method, for example com.acme.Foo#bar(int,java.lang.String), or com.acme.Foo#bar(..) for"
                                    + " every overload",
                            true),
                    new Parameter("newName", Form.NAME, "the name it gets, for example baz", true)),
            List.of(
                    new Phrase(
                            "(rename|change the name of) [the] (method|function) {method} (to|as|into) {newName}",
                            "Rename method com.acme.Foo#bar(int) to baz"),
                    new Phrase(
                            "(rename|change the name of) [the] (method|function) {name} (of|in|from|on)"
                                    + " [the] [class|interface|enum|record|type] {type} (to|as|into) {newName}",
                            Map.of("method", "{type}#{name}"),
                            "Rename method bar of com.acme.Foo to baz"),
                    new Phrase(
                            "(rename|change the name of) {method()} (to|as|into) {newName}",
                            "Rename com.acme.Foo#bar(int) to baz")));
    private static final BigDecimal COMPLEXITY = new BigDecimal("1.5");

    @Override
    public Descriptor descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public PlanOutcome plan(GraphView graph, Sources sources, Map<String, String> parameters) {
        String query = SymbolQuery.normal(parameters.getOrDefault("method", ""));
        String newName = parameters.getOrDefault("newName", "").strip();
        String fault = JavaNames.fault(newName).orElse(null);
        if (fault != null) {
            return refused(new Conflict("invalid-name", query, "", 0, fault + ": give a method name Java accepts."));
        }
        TypeHierarchy types = new TypeHierarchy(graph);
        SymbolQuery symbols = new SymbolQuery(graph, types);
        return switch (symbols.resolveMethods(query)) {
            case SymbolQuery.Resolution.Refused refused -> {
                Conflict component = component(graph, types, query);
                if (component != null) {
                    yield refused(component);
                }
                boolean done = refused.conflict().kind().equals("not-found") && alreadyDone(symbols, query, newName);
                yield done ? noChange(query, newName) : refused(refused.conflict());
            }
            case SymbolQuery.Resolution.Found found -> {
                List<SymbolInfo> methods = found.symbols();
                if (methods.getFirst().kind() == SymbolKind.CONSTRUCTOR) {
                    yield refused(new Conflict(
                            "invalid-name",
                            query,
                            "",
                            0,
                            "A constructor has the name of its type: rename the type " + SymbolSpelling.typeOf(query)
                                    + " with rename-type."));
                }
                yield methods.getFirst().name().equals(newName)
                        ? noChange(query, newName)
                        : plan(graph, sources, types, new Request(query, newName, methods));
            }
        };
    }

    private record Request(String query, String newName, List<SymbolInfo> methods) {}

    private static PlanOutcome plan(GraphView graph, Sources sources, TypeHierarchy types, Request request) {
        MethodFamily family = MethodFamily.of(graph, types, request.methods());
        Map<String, List<Occurrence>> named = named(graph, family);
        RenameChecks checks = new RenameChecks(graph, sources, types, family, request.newName());
        List<Conflict> conflicts = checks.conflicts(named);
        if (!conflicts.isEmpty()) {
            return new PlanOutcome.Refused(conflicts);
        }
        String oldName = request.methods().getFirst().name();
        Map<String, String> symbolMap = new TreeMap<>();
        SortedMap<String, String> newNames = new TreeMap<>();
        family.methods().keySet().forEach(method -> {
            symbolMap.put(method, SymbolSpelling.withName(method, request.newName()));
            newNames.put(method, request.newName());
        });
        TextReferences references = new TextReferences(graph, sources);
        TextReferences.Found texts = references.ofMembers(
                new TextReferences.MemberNames(request.methods().getFirst().symbol(), newNames));
        List<Finding> findings = new ArrayList<>(checks.findings());
        findings.addAll(references.findings(texts));
        List<FileWork> work =
                TextWork.of(graph, new StaticImports(graph, family.methods().keySet()), named, texts);
        List<TransformTask> tasks = Chunks.of(
                graph,
                RenameOccurrences.NAME,
                work,
                chunk -> TextWork.arguments(oldName, request.newName(), Map.of(), texts));
        int others = family.methods().size() - request.methods().size();
        return new PlanOutcome.Planned(new RefactoringPlan(
                DESCRIPTOR.name(),
                Map.of("method", request.query(), "newName", request.newName()),
                "Rename method " + request.query() + (others > 0 ? " and " + others + " in its override family" : "")
                        + " to " + request.newName() + ": " + Counted.of(work.size(), "file") + ".",
                RecipeModel.NAME,
                tasks,
                symbolMap,
                Map.of(),
                recheck(graph, types, family, request.newName()),
                findings,
                COMPLEXITY));
    }

    /// Where a name of the family is written; implicit uses have none.
    static Map<String, List<Occurrence>> named(GraphView graph, MethodFamily family) {
        Map<String, List<Occurrence>> named = new TreeMap<>();
        graph.occurrencesOf(family.methods().keySet()).forEach((path, occurrences) -> {
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

    /// Files whose bindings could change although their text does not: of every type above and
    /// below the family, and every file that uses the new name already.
    public static SortedSet<String> recheck(GraphView graph, TypeHierarchy types, MethodFamily family, String newName) {
        Set<String> touched = new TreeSet<>();
        for (String type : family.types()) {
            for (String below : types.withSubtypes(type)) {
                touched.addAll(types.withSupertypes(below));
            }
        }
        SortedSet<String> paths = new TreeSet<>();
        graph.symbols(touched).values().forEach(type -> addPath(paths, type));
        Set<String> alike = new TreeSet<>(Set.of("?" + newName));
        graph.symbolsNamed(newName).forEach(symbol -> alike.add(symbol.symbol()));
        paths.addAll(graph.occurrencesOf(alike).keySet());
        return paths;
    }

    private static void addPath(SortedSet<String> paths, SymbolInfo symbol) {
        String path = symbol.path();
        if (path != null) {
            paths.add(path);
        }
    }

    /// A record's accessor may stand in the source nowhere: the request is understood all the same.
    private static @org.jspecify.annotations.Nullable Conflict component(
            GraphView graph, TypeHierarchy types, String query) {
        String type = SymbolSpelling.typeOf(query);
        String name = SymbolSpelling.simpleName(query);
        boolean noParameters = SymbolSpelling.arity(query.replace("(..)", "()")) == 0;
        return query.contains("#") && noParameters && types.hasComponent(type, name)
                ? RenameChecks.recordAccessor(graph, query, type, name, "")
                : null;
    }

    private static boolean alreadyDone(SymbolQuery symbols, String query, String newName) {
        if (!query.contains("#") || query.contains("#<init>")) {
            return false;
        }
        String wanted = SymbolSpelling.parameters(query).orElse("");
        return symbols.overloads(SymbolSpelling.typeOf(query), newName).stream()
                .filter(method -> method.path() != null)
                .anyMatch(method -> SymbolQuery.fits(
                        SymbolSpelling.parameters(method.symbol()).orElse("()"), wanted));
    }

    private static PlanOutcome noChange(String query, String newName) {
        return new PlanOutcome.Planned(new RefactoringPlan(
                DESCRIPTOR.name(),
                Map.of("method", query, "newName", newName),
                "No change: " + SymbolSpelling.withName(query, newName) + " has that name already.",
                RecipeModel.NAME,
                List.of(),
                Map.of(),
                Map.of(),
                new TreeSet<>(),
                List.<Finding>of(),
                COMPLEXITY));
    }

    private static PlanOutcome refused(Conflict conflict) {
        return new PlanOutcome.Refused(List.of(conflict));
    }
}
