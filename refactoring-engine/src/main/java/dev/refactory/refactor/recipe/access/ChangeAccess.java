package dev.refactory.refactor.recipe.access;

import com.google.auto.service.AutoService;
import dev.refactory.graph.model.GraphView;
import dev.refactory.graph.model.SymbolInfo;
import dev.refactory.graph.model.SymbolKind;
import dev.refactory.kit.text.Counted;
import dev.refactory.refactor.plan.Conflict;
import dev.refactory.refactor.plan.Finding;
import dev.refactory.refactor.plan.Intent;
import dev.refactory.refactor.plan.PlanOutcome;
import dev.refactory.refactor.plan.RefactoringPlan;
import dev.refactory.refactor.recipe.EditPlan;
import dev.refactory.refactor.recipe.Recipe;
import dev.refactory.refactor.recipe.model.RecipeModel;
import dev.refactory.refactor.recipe.scope.Access;
import dev.refactory.refactor.recipe.scope.DeclarationHeads;
import dev.refactory.refactor.recipe.scope.ModifierWords;
import dev.refactory.refactor.recipe.scope.SymbolQuery;
import dev.refactory.refactor.recipe.scope.TypeHierarchy;
import dev.refactory.refactor.recipe.scope.WrittenAnnotations;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Changes from where a declaration can be used, and whether it is final or synchronized. Refuses
/// early where a use or an override would break; the comparison of bindings after the edit decides.
@AutoService(Recipe.class)
public final class ChangeAccess implements Recipe {
    private static final String SYMBOL = "symbol";
    private static final String ACCESS = "access";
    private static final String MODIFIERS = "modifiers";
    private static final Set<String> CHANGEABLE = Set.of("final", "synchronized");
    private static final String MAKE = "(make|turn) {symbol} ";
    private static final String WHAT = "(change|set) [the] (access|visibility) of {symbol} to ";
    private static final Descriptor DESCRIPTOR = new Descriptor(
            21,
            "change-access",
            "Changes the access of a declaration, or whether it is final or synchronized.",
            false,
            List.of(
                    new Parameter(
                            SYMBOL,
                            Form.SYMBOL,
                            "a type, method, constructor or field, for example com.acme.Foo#bar(int)",
                            true),
                    new Parameter(ACCESS, Form.REGEX, "public, protected, package-private or private", false),
                    new Parameter(
                            MODIFIERS,
                            Form.REGEX,
                            "final, -final, synchronized or -synchronized, several separated by commas",
                            false)),
            List.of(
                    new Phrase(MAKE + "public", Map.of(ACCESS, "public"), "Make com.acme.Foo#bar(int) public"),
                    new Phrase(MAKE + "protected", Map.of(ACCESS, "protected"), "Make com.acme.Foo#bar(int) protected"),
                    new Phrase(
                            MAKE + "package-private",
                            Map.of(ACCESS, "package-private"),
                            "Make com.acme.Foo#bar(int) package-private"),
                    new Phrase(MAKE + "private", Map.of(ACCESS, "private"), "Make com.acme.Foo#bar(int) private"),
                    new Phrase(MAKE + "final", Map.of(MODIFIERS, "final"), "Make com.acme.Foo final"),
                    new Phrase(WHAT + "{access}", "Change the access of com.acme.Foo#bar(int) to private")));
    private static final BigDecimal COMPLEXITY = new BigDecimal("2");

    @Override
    public Descriptor descriptor() {
        return DESCRIPTOR;
    }

    /// What is asked for.
    ///
    /// @param access null to leave it
    record Request(@Nullable Access access, Set<String> added, Set<String> removed) {
        Access accessOf(SymbolInfo symbol) {
            return access == null ? Access.of(symbol) : access;
        }
    }

    @Override
    public PlanOutcome plan(GraphView graph, Sources sources, Map<String, String> parameters) {
        List<Conflict> conflicts = new ArrayList<>();
        Request request = request(parameters, conflicts);
        TypeHierarchy types = new TypeHierarchy(graph);
        SymbolQuery.Resolution resolution = new SymbolQuery(graph, types).resolve(parameters.getOrDefault(SYMBOL, ""));
        return switch (resolution) {
            case SymbolQuery.Resolution.Refused refused -> new PlanOutcome.Refused(List.of(refused.conflict()));
            case SymbolQuery.Resolution.Found found -> {
                if (!conflicts.isEmpty()) {
                    yield new PlanOutcome.Refused(conflicts);
                }
                yield new Planning(graph, sources, types, request, parameters).plan(found.symbols());
            }
        };
    }

    private static Request request(Map<String, String> parameters, List<Conflict> conflicts) {
        String word = parameters.getOrDefault(ACCESS, "").strip();
        Access access = Access.named(word).orElse(null);
        if (access == null && !word.isEmpty()) {
            conflicts.add(new Conflict(
                    "invalid-name",
                    word,
                    "",
                    0,
                    "\"" + word + "\" is no access: give public, protected, package-private or private."));
        }
        Set<String> added = new TreeSet<>();
        Set<String> removed = new TreeSet<>();
        for (String each : parameters.getOrDefault(MODIFIERS, "").split("[,\\s]+", -1)) {
            String name = each.startsWith("-") ? each.substring(1) : each;
            if (CHANGEABLE.contains(name)) {
                (each.startsWith("-") ? removed : added).add(name);
            } else if (!name.isEmpty()) {
                conflicts.add(new Conflict(
                        "invalid-name",
                        each,
                        "",
                        0,
                        "\"" + each + "\" is not changed by this recipe: it adds final and synchronized, and removes"
                                + " -final and -synchronized."));
            }
        }
        if (added.stream().anyMatch(removed::contains)) {
            conflicts.add(new Conflict(
                    "invalid-name", String.join(",", added), "", 0, "The same modifier is to be added and removed."));
        }
        if (word.isEmpty() && added.isEmpty() && removed.isEmpty() && conflicts.isEmpty()) {
            conflicts.add(new Conflict(
                    "invalid-name", "", "", 0, "Nothing is asked for: give an access, modifiers, or both."));
        }
        return new Request(access, added, removed);
    }

    /// One request on one graph.
    private record Planning(
            GraphView graph, Sources sources, TypeHierarchy types, Request request, Map<String, String> parameters) {
        PlanOutcome plan(List<SymbolInfo> symbols) {
            AccessChecks checks = new AccessChecks(graph, sources, types, request);
            EditPlan edits = new EditPlan(graph, sources);
            Map<String, SymbolInfo> declares = new TreeMap<>();
            TreeSet<String> recheck = new TreeSet<>();
            TreeSet<String> names = new TreeSet<>();
            for (SymbolInfo symbol : symbols) {
                String path = symbol.path();
                if (!checks.takes(symbol) || path == null) {
                    continue;
                }
                WrittenAnnotations file = checks.file(path);
                DeclarationHeads.Head head = file.heads.of(symbol.symbol()).orElse(null);
                if (head == null || !checks.takes(symbol, head)) {
                    continue;
                }
                Set<String> added = new TreeSet<>(request.added());
                added.removeIf(symbol::has);
                Set<String> removed = new TreeSet<>(request.removed());
                removed.removeIf(word -> !symbol.has(word));
                Access access = request.accessOf(symbol);
                if (access == Access.of(symbol) && added.isEmpty() && removed.isEmpty()) {
                    continue;
                }
                checks.check(symbol, added, removed);
                declares.put(symbol.symbol(), access.of(symbol, added, removed));
                implicit(symbol, file, access).forEach(made -> declares.put(made.symbol(), made));
                recheck.addAll(checks.reach(symbol));
                names.add(symbol.kind() == SymbolKind.CONSTRUCTOR ? checks.typeName(symbol) : symbol.name());
                Access written = access == Access.of(symbol) ? null : access;
                edits.add(path, new ModifierWords(file, head).edit(written, added, removed));
            }
            if (!checks.conflicts().isEmpty()) {
                return new PlanOutcome.Refused(checks.conflicts());
            }
            return planned(symbols.size(), edits, declares, recheck, names, checks.findings());
        }

        /// A constructor that nobody wrote goes by its type.
        private List<SymbolInfo> implicit(SymbolInfo symbol, WrittenAnnotations file, Access access) {
            boolean own = symbol.kind() == SymbolKind.CLASS || symbol.kind() == SymbolKind.RECORD;
            if (!own) {
                return List.of();
            }
            return graph.membersOf(symbol.symbol()).stream()
                    .filter(member -> member.kind() == SymbolKind.CONSTRUCTOR)
                    .filter(member -> file.heads.of(member.symbol()).isEmpty())
                    .filter(member -> Access.of(member) == Access.of(symbol))
                    .map(member -> access.of(member, Set.of(), Set.of()))
                    .toList();
        }

        private PlanOutcome planned(
                int count,
                EditPlan edits,
                Map<String, SymbolInfo> declares,
                TreeSet<String> recheck,
                TreeSet<String> names,
                List<Finding> findings) {
            String query = parameters.getOrDefault(SYMBOL, "");
            List<String> words = new ArrayList<>();
            if (request.access() != null) {
                words.add(request.access().word);
            }
            words.addAll(request.added());
            request.removed().forEach(each -> words.add("not " + each));
            String what = query + " " + String.join(", ", words);
            return new PlanOutcome.Planned(new RefactoringPlan(
                    DESCRIPTOR.name(),
                    parameters,
                    edits.isEmpty()
                            ? "No change: " + query + " is that already."
                            : "Make " + what + ": " + Counted.of(count, "declaration") + ".",
                    RecipeModel.NAME,
                    edits.tasks(),
                    Map.of(),
                    Map.of(),
                    recheck,
                    findings,
                    COMPLEXITY,
                    Intent.of(edits.edits(), names).declaring(declares.values(), List.of())));
        }
    }
}
