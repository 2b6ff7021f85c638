package dev.refactory.refactor.recipe.rename;

import com.google.auto.service.AutoService;
import dev.refactory.graph.model.FileInfo;
import dev.refactory.graph.model.GraphView;
import dev.refactory.graph.model.Occurrence;
import dev.refactory.graph.model.Range;
import dev.refactory.graph.model.Role;
import dev.refactory.graph.model.SymbolInfo;
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
import dev.refactory.refactor.recipe.scope.RenamedType;
import dev.refactory.refactor.recipe.scope.SymbolQuery;
import dev.refactory.refactor.recipe.scope.TypeHierarchy;
import dev.refactory.refactor.recipe.source.JavaNames;
import dev.refactory.refactor.text.TextReferences;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// Renames a class, interface, enum, record or annotation, with its constructors, every place that
/// names it, and the file it is named after. Refuses early where it can say why; the comparison of
/// bindings after the edit decides.
@AutoService(Recipe.class)
public final class RenameType implements Recipe {
    static final String RECIPE = "rename-type";

    private static final Descriptor DESCRIPTOR = new Descriptor(
            2,
            RECIPE,
            "Renames a type with its constructors, uses, imports and documentation, and the file named after it.",
            false,
            List.of(
                    new Parameter("type", Form.TYPE, "a type, for example com.acme.Foo or com.acme.Outer.Inner", true),
                    new Parameter("newName", Form.NAME, "the simple name it gets, for example Bar", true)),
            List.of(
                    new Phrase(
                            "(rename|change the name of) [the] (class|interface|enum|record|annotation|type) {type}"
                                    + " (to|as|into) {newName}",
                            "Rename class com.acme.Foo to Bar"),
                    new Phrase("(rename|change the name of) {type} (to|as|into) {newName}", "Rename Foo to Bar")));
    private static final BigDecimal COMPLEXITY = new BigDecimal("1.5");

    @Override
    public Descriptor descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public PlanOutcome plan(GraphView graph, Sources sources, Map<String, String> parameters) {
        String query = SymbolQuery.normal(parameters.getOrDefault("type", ""));
        String asked = parameters.getOrDefault("newName", "").strip();
        SymbolInfo type = graph.symbol(query)
                .or(() -> graph.symbol(query.replace('$', '.')))
                .orElse(null);
        // Of a type that has its new name already, neither spelling is known: `$` may be part of a name.
        List<String> spellings = type == null ? List.of(query, query.replace('$', '.')) : List.of(type.symbol());
        String newName = spellings.stream()
                .map(symbol -> symbol.substring(0, symbol.lastIndexOf('.') + 1))
                .filter(container -> !container.isEmpty() && asked.startsWith(container))
                .max(Comparator.comparingInt(String::length))
                .map(container -> asked.substring(container.length()))
                .orElse(asked);
        String fault = newName.indexOf('.') >= 0
                ? "\"" + newName + "\" is not a simple name, and rename-type leaves a type where it is"
                : JavaNames.faultOfType(newName).orElse(null);
        if (fault != null) {
            return refused(new Conflict("invalid-name", query, "", 0, fault + ": give a name Java accepts."));
        }
        if (type == null) {
            boolean done = spellings.stream()
                    .flatMap(symbol -> graph.symbol(RenamedType.withName(symbol, newName)).stream())
                    .anyMatch(renamed -> renamed.kind().isType() && renamed.path() != null);
            return done ? noChange(query, newName) : refused(notFound(graph, query));
        }
        if (!type.kind().isType()) {
            return refused(noType(type));
        }
        return type.name().equals(newName)
                ? noChange(query, newName)
                : plan(graph, sources, RenamedType.of(graph, type, newName));
    }

    private static Conflict notFound(GraphView graph, String query) {
        return switch (new SymbolQuery(graph, new TypeHierarchy(graph)).resolve(query)) {
            case SymbolQuery.Resolution.Refused refused -> refused.conflict();
            case SymbolQuery.Resolution.Found found -> noType(found.symbols().getFirst());
        };
    }

    private static Conflict noType(SymbolInfo symbol) {
        return new Conflict(
                "invalid-selection",
                symbol.symbol(),
                "",
                0,
                symbol.symbol() + " is not a type: rename-type renames classes, interfaces, enums, records and"
                        + " annotations.");
    }

    private static PlanOutcome plan(GraphView graph, Sources sources, RenamedType type) {
        SortedMap<String, List<Occurrence>> named = named(graph, type);
        SortedMap<String, String> fileRenames =
                type.around(graph).isEmpty() ? fileRenames(type, named) : new TreeMap<>();
        RenameTypeChecks checks = new RenameTypeChecks(graph, sources, type);
        List<Conflict> conflicts = checks.conflicts(named, fileRenames);
        if (!conflicts.isEmpty()) {
            return new PlanOutcome.Refused(conflicts);
        }
        TextReferences references = new TextReferences(graph, sources);
        TextReferences.Found texts = references.ofType(type.textName(graph));
        List<Conflict> taken = checks.taken(texts.fileRenames());
        if (!taken.isEmpty()) {
            return new PlanOutcome.Refused(taken);
        }
        fileRenames.putAll(texts.fileRenames());
        List<Finding> findings = new ArrayList<>(checks.findings());
        findings.addAll(references.findings(texts));
        List<FileWork> work = work(graph, type, named, texts.certain());
        List<TransformTask> tasks = Chunks.of(
                graph,
                RenameOccurrences.NAME,
                work,
                chunk ->
                        Map.of(RenameOccurrences.OLD_NAME, type.oldName(), RenameOccurrences.NEW_NAME, type.newName()));
        return new PlanOutcome.Planned(new RefactoringPlan(
                RECIPE,
                Map.of("type", type.symbol(), "newName", type.newName()),
                "Rename type " + type.symbol() + " to " + type.newName() + ": " + Counted.of(work.size(), "file")
                        + (fileRenames.isEmpty() ? "." : ", " + fileRenames.size() + " of them renamed."),
                RecipeModel.NAME,
                tasks,
                Map.of(type.symbol(), type.newSymbol()),
                fileRenames,
                recheck(graph, type, named),
                findings,
                COMPLEXITY));
    }

    /// Where the name is written: places of the type, and of its constructors where they have its
    /// name (`X::new` and `super(…)` have not).
    private static SortedMap<String, List<Occurrence>> named(GraphView graph, RenamedType type) {
        SortedMap<String, List<Occurrence>> named = new TreeMap<>();
        graph.occurrencesOf(type.named()).forEach((path, occurrences) -> {
            List<Occurrence> written = occurrences.stream()
                    .filter(occurrence -> !occurrence.has(Role.IMPLICIT))
                    .filter(occurrence -> occurrence.symbol().equals(type.symbol())
                            || occurrence.has(Role.DEFINITION)
                            || occurrence.has(Role.DOCUMENTATION))
                    .sorted()
                    .toList();
            if (!written.isEmpty()) {
                named.put(path, written);
            }
        });
        return named;
    }

    /// A file is renamed with the top-level type it is named after, in every source root that has
    /// one.
    private static SortedMap<String, String> fileRenames(RenamedType type, Map<String, List<Occurrence>> named) {
        SortedMap<String, String> renames = new TreeMap<>();
        String file = type.oldName() + ".java";
        named.forEach((path, occurrences) -> {
            boolean declares = occurrences.stream()
                    .anyMatch(occurrence -> occurrence.has(Role.DEFINITION)
                            && occurrence.symbol().equals(type.symbol()));
            String folder = path.substring(0, path.lastIndexOf('/') + 1);
            if (declares && path.equals(folder + file)) {
                renames.put(path, folder + type.newName() + ".java");
            }
        });
        return renames;
    }

    /// @param texts places outside of what the compiler reads
    private static List<FileWork> work(
            GraphView graph, RenamedType type, Map<String, List<Occurrence>> named, Map<String, List<Range>> texts) {
        StaticImports imports = new StaticImports(graph, type.named());
        List<FileWork> work = new ArrayList<>();
        SortedMap<String, List<Occurrence>> places = new TreeMap<>();
        named.forEach((path, facts) -> places.put(path, new ArrayList<>(facts)));
        texts.forEach((path, ranges) -> ranges.forEach(range -> places.computeIfAbsent(path, p -> new ArrayList<>())
                .add(new Occurrence(range, type.symbol(), Set.of()))));
        places.forEach((path, facts) -> {
            facts.sort(null);
            String blob = graph.file(path).map(FileInfo::blobId).orElse("");
            boolean staticImport =
                    facts.stream().anyMatch(fact -> fact.has(Role.IMPORT) && fact.has(Role.STATIC_IMPORT));
            FileWork file = staticImport ? imports.work(path, blob, facts) : new FileWork(path, blob, facts);
            if (!file.facts().isEmpty()) {
                work.add(file);
            }
        });
        return work;
    }

    /// Files whose text stays and whose facts are spelled anew, because they use members of the type
    /// or methods that take it as a parameter, and files that use the new name already.
    private static SortedSet<String> recheck(GraphView graph, RenamedType type, Map<String, List<Occurrence>> named) {
        SortedSet<String> respelled = new TreeSet<>(type.members().keySet());
        respelled.addAll(type.types().keySet());
        SortedSet<String> mentioning = new TreeSet<>(named.keySet());
        mentioning.addAll(graph.occurrencesOf(type.types().keySet()).keySet());
        SortedSet<String> owners = new TreeSet<>();
        graph.declaredIn(mentioning)
                .values()
                .forEach(symbols -> symbols.stream()
                        .filter(symbol -> symbol.path() != null && type.isParameterOf(symbol.symbol()))
                        .forEach(symbol -> {
                            respelled.add(symbol.symbol());
                            owners.add(SymbolSpelling.typeOf(symbol.symbol()));
                        }));
        graph.symbolsNamed(type.newName()).forEach(alike -> respelled.add(alike.symbol()));
        respelled.add("?" + type.newName());
        SortedSet<String> paths = new TreeSet<>(graph.occurrencesOf(respelled).keySet());
        owners.addAll(type.types().keySet());
        graph.symbols(graph.withSubtypes(owners)).values().forEach(below -> {
            String path = below.path();
            if (path != null) {
                paths.add(path);
            }
        });
        return paths;
    }

    private static PlanOutcome noChange(String query, String newName) {
        return new PlanOutcome.Planned(new RefactoringPlan(
                RECIPE,
                Map.of("type", query, "newName", newName),
                "No change: " + RenamedType.withName(query, newName) + " has that name already.",
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
