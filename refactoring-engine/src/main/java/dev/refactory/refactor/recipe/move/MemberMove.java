package dev.refactory.refactor.recipe.move;

import dev.refactory.graph.model.GraphView;
import dev.refactory.graph.model.Occurrence;
import dev.refactory.graph.model.Range;
import dev.refactory.graph.model.Relation;
import dev.refactory.graph.model.Role;
import dev.refactory.graph.model.SymbolInfo;
import dev.refactory.graph.model.SymbolKind;
import dev.refactory.kit.text.Counted;
import dev.refactory.refactor.plan.Conflict;
import dev.refactory.refactor.plan.Finding;
import dev.refactory.refactor.plan.Intent;
import dev.refactory.refactor.plan.Piece;
import dev.refactory.refactor.plan.PlanOutcome;
import dev.refactory.refactor.plan.PlannedEdit;
import dev.refactory.refactor.plan.RefactoringPlan;
import dev.refactory.refactor.recipe.EditPlan;
import dev.refactory.refactor.recipe.Recipe;
import dev.refactory.refactor.recipe.imports.ImportLines;
import dev.refactory.refactor.recipe.imports.TypeNames;
import dev.refactory.refactor.recipe.model.RecipeModel;
import dev.refactory.refactor.recipe.scope.Access;
import dev.refactory.refactor.recipe.scope.DeclarationHeads;
import dev.refactory.refactor.recipe.scope.FileScopes;
import dev.refactory.refactor.recipe.scope.TypeHierarchy;
import dev.refactory.refactor.recipe.scope.UnresolvedUses;
import dev.refactory.refactor.recipe.source.TypeBodies;
import dev.refactory.refactor.text.TextReferences;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// A static member on its way from one type to another: what is where, and what is called what
/// afterwards. Used for one plan.
final class MemberMove {
    private static final BigDecimal COMPLEXITY = new BigDecimal("1.5");

    final GraphView graph;
    final Recipe.Sources sources;
    final TypeHierarchy types;
    final Sight sight;
    final SymbolInfo member;
    final SymbolInfo target;
    /// As it is afterwards.
    final SymbolInfo moved;
    final String source;
    final String targetPath;

    private final Map<String, FileScopes> files = new HashMap<>();
    private final Map<String, TypeNames> names = new HashMap<>();
    private final Map<String, DeclarationHeads> heads = new HashMap<>();
    private final LocalTypeNumbers numbers;
    private @Nullable Range whole;

    MemberMove(GraphView graph, Recipe.Sources sources, TypeHierarchy types, SymbolInfo member, SymbolInfo target) {
        this.graph = graph;
        this.sources = sources;
        this.types = types;
        this.sight = new Sight(types);
        this.member = member;
        this.target = target;
        this.source = String.valueOf(member.container());
        this.targetPath = String.valueOf(target.path());
        this.moved = new SymbolInfo(
                target.symbol()
                        + member.symbol().substring(Math.max(0, member.symbol().indexOf('#'))),
                member.kind(),
                member.name(),
                target.symbol(),
                target.path(),
                member.modifiers(),
                member.signature(),
                member.deprecated(),
                member.forRemoval());
        this.numbers = new LocalTypeNumbers(source, target.symbol());
    }

    FileScopes file(String path) {
        return files.computeIfAbsent(path, each -> new FileScopes(graph, sources, types, each));
    }

    /// How a file writes types in what is new there.
    TypeNames names(String path) {
        return names.computeIfAbsent(path, each -> new TypeNames(graph, types, file(each)));
    }

    DeclarationHeads heads(String path) {
        return heads.computeIfAbsent(path, each -> new DeclarationHeads(graph, file(each)));
    }

    String path() {
        return String.valueOf(member.path());
    }

    /// The declaration with its comments.
    Range whole() {
        Range known = whole;
        if (known == null) {
            MemberLayout layout = new MemberLayout(file(path()), heads(path()));
            known = layout.whole(layout.declaration(head()));
            whole = known;
        }
        return known;
    }

    DeclarationHeads.Head head() {
        return heads(path()).of(member.symbol()).orElseThrow();
    }

    TypeBodies.Body body() {
        return file(targetPath).bodies.of(target.symbol()).orElseThrow();
    }

    /// Whether a use is inside of what moves.
    boolean moves(String path, Occurrence use) {
        return path.equals(path())
                && whole().start() <= use.range().start()
                && use.range().end() <= whole().end();
    }

    boolean isMethod() {
        return member.kind() == SymbolKind.METHOD;
    }

    /// Whether the simple name of the member would be looked for at `type` and found there, other than as
    /// the member itself.
    boolean hasOther(String type) {
        for (String above : types.withSupertypes(type)) {
            List<SymbolInfo> alike =
                    isMethod() ? types.methods(above, member.name()) : types.fields(above, member.name());
            if (alike.stream().anyMatch(each -> !each.symbol().equals(member.symbol()))) {
                return true;
            }
        }
        return false;
    }

    /// Whether `type` is below the target and has its static members.
    boolean inherits(String type) {
        boolean hands = !isMethod() || target.kind() != SymbolKind.INTERFACE;
        boolean below = types.withSupertypes(type).contains(target.symbol());
        return hands && below && !member.has("private") && seenBelow(type);
    }

    /// What is package-private is handed down within its package only.
    private boolean seenBelow(String type) {
        String home = types.packageOf(target.symbol());
        return Access.of(member) != Access.PACKAGE_PRIVATE
                || types.withSubtypes(target.symbol()).stream()
                        .filter(types.withSupertypes(type)::contains)
                        .allMatch(each -> types.packageOf(each).equals(home));
    }

    /// What a symbol that moves is called afterwards, its locals by the place they have now.
    String after(String symbol) {
        return symbol.equals(member.symbol()) || symbol.startsWith(member.symbol() + "~")
                ? moved.symbol() + symbol.substring(member.symbol().length())
                : numbers.after(symbol);
    }

    PlanOutcome plan(Map<String, String> parameters) {
        MemberMoveChecks checks = new MemberMoveChecks(this);
        List<Conflict> conflicts = new ArrayList<>(checks.conflicts());
        MemberSpace space = new MemberSpace(this);
        numbers.count(graph, file(path()), whole(), file(targetPath), space.offset());
        MovedMember text = new MovedMember(this, space);
        Piece piece = text.piece();
        conflicts.addAll(text.conflicts());
        writable(piece, conflicts);
        EditPlan edits = new EditPlan(graph, sources);
        MemberUses uses = new MemberUses(this);
        uses.edits().forEach((path, each) -> each.forEach(edit -> edits.add(path, edit)));
        conflicts.addAll(uses.conflicts());
        UnresolvedUses unresolved = new UnresolvedUses(
                graph,
                sources,
                types,
                new UnresolvedUses.Renamed(
                        MoveStaticMember.RECIPE, member.symbol(), member.name(), Set.of(source, target.symbol())));
        unresolved.check(conflicts);
        if (!conflicts.isEmpty()) {
            return MovePlan.refused(conflicts);
        }
        edits.add(path(), PlannedEdit.delete(space.removal()));
        space.edits(piece).forEach(edit -> edits.add(targetPath, edit));
        Set<String> changed = new TreeSet<>(List.of(member.name()));
        Map<String, List<PlannedEdit>> soFar = new TreeMap<>(edits.edits());
        uses.goneImports().keySet().forEach(path -> soFar.putIfAbsent(path, List.of()));
        soFar.forEach((path, here) -> {
            TreeSet<String> added = new TreeSet<>(names(path).imports());
            ImportLines lines = new ImportLines(file(path));
            Optional.ofNullable(uses.goneImports().get(path)).ifPresent(lines::remove);
            lines.edits(added, here, changed).forEach(edit -> edits.add(path, edit));
            added.forEach(type -> changed.add(type.substring(type.lastIndexOf('.') + 1)));
        });
        List<Finding> findings = new ArrayList<>(checks.findings());
        findings.addAll(text.findings());
        findings.addAll(unresolved.findings());
        TextReferences texts = new TextReferences(graph, sources);
        findings.addAll(texts.left(texts.ofMembers(
                TextReferences.MemberNames.of(member.symbol(), new TreeSet<>(List.of(member.symbol()))))));
        return planned(parameters, edits, changed, text, uses.count(), findings);
    }

    /// A file that is not UTF-8 is read as Latin-1, and can only be written as that.
    private void writable(Piece text, List<Conflict> conflicts) {
        Charset charset = file(targetPath).source.charset();
        if (!charset.newEncoder().canEncode(text.text())) {
            conflicts.add(new Conflict(
                    "invalid-selection",
                    member.symbol(),
                    targetPath,
                    0,
                    targetPath + " is written in " + charset + ", which has no way to write all of " + member.symbol()
                            + ": convert the file to UTF-8."));
        }
    }

    private PlanOutcome planned(
            Map<String, String> parameters,
            EditPlan edits,
            Set<String> changed,
            MovedMember text,
            int uses,
            List<Finding> findings) {
        Map<String, String> symbolMap = new TreeMap<>(numbers.all());
        symbolMap.put(member.symbol(), moved.symbol());
        List<SymbolInfo> declares = text.declares();
        Set<String> undeclares = text.undeclares();
        List<Relation> relations = new ArrayList<>();
        for (Relation.Kind kind : Relation.Kind.values()) {
            relations.addAll(graph.relationsFrom(kind, undeclares));
        }
        List<Relation> after = relations.stream()
                .map(each -> new Relation(after(each.from()), each.kind(), after(each.to())))
                .toList();
        return new PlanOutcome.Planned(new RefactoringPlan(
                MoveStaticMember.RECIPE,
                parameters,
                "Move " + member.symbol() + " to " + target.symbol() + ": "
                        + Counted.of(uses, "use") + ", "
                        + Counted.of(edits.paths().size(), "file") + ".",
                RecipeModel.NAME,
                edits.tasks(),
                symbolMap,
                Map.of(),
                reach(),
                findings,
                COMPLEXITY,
                Intent.of(edits.edits(), changed)
                        .declaring(declares, undeclares)
                        .relating(after, relations)));
    }

    /// Files whose bindings could change: what names something alike, and the types above and below.
    private TreeSet<String> reach() {
        Set<String> named = new TreeSet<>(List.of(member.symbol(), "?" + member.name()));
        graph.symbolsNamed(member.name()).forEach(other -> named.add(other.symbol()));
        TreeSet<String> paths = new TreeSet<>(graph.occurrencesOf(named).keySet());
        Set<String> touched = new TreeSet<>();
        for (String type : List.of(source, target.symbol())) {
            touched.addAll(types.withSubtypes(type));
            touched.addAll(types.withSupertypes(type));
        }
        graph.symbols(touched).values().forEach(each -> {
            String path = each.path();
            if (path != null) {
                paths.add(path);
            }
        });
        return paths;
    }

    /// A conflict at a place of a file.
    Conflict at(String kind, String symbol, String path, int offset, String sentence) {
        int line = file(path).source.lineOf(offset);
        return new Conflict(kind, symbol, path, line, path + ":" + line + ": " + sentence + ".");
    }

    /// A finding where the member is declared.
    Finding warning(String why) {
        int start = file(path()).tokens.start(head().name());
        int line = file(path()).source.lineOf(start);
        int column = file(path()).source.columnOf(start);
        return new Finding(
                MoveStaticMember.RECIPE,
                "warning",
                member.symbol(),
                path(),
                line,
                column,
                column + member.name().length(),
                member.symbol() + ": " + why + ".",
                "");
    }

    /// Places that name something by its simple name at a place of code.
    static boolean isCode(Occurrence place) {
        return !place.has(Role.DOCUMENTATION) && !place.has(Role.IMPORT) && !place.has(Role.STATIC_IMPORT);
    }
}
