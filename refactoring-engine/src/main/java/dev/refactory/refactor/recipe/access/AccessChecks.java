package dev.refactory.refactor.recipe.access;

import dev.refactory.graph.model.GraphView;
import dev.refactory.graph.model.Occurrence;
import dev.refactory.graph.model.Relation;
import dev.refactory.graph.model.Role;
import dev.refactory.graph.model.SymbolInfo;
import dev.refactory.graph.model.SymbolKind;
import dev.refactory.refactor.plan.Conflict;
import dev.refactory.refactor.plan.Finding;
import dev.refactory.refactor.plan.SymbolSpelling;
import dev.refactory.refactor.recipe.Recipe;
import dev.refactory.refactor.recipe.annotation.AnnotationPlan;
import dev.refactory.refactor.recipe.find.FindDeclarations;
import dev.refactory.refactor.recipe.scope.Access;
import dev.refactory.refactor.recipe.scope.CanonicalConstructor;
import dev.refactory.refactor.recipe.scope.DeclarationHeads;
import dev.refactory.refactor.recipe.scope.FileScopes;
import dev.refactory.refactor.recipe.scope.ModifierWords;
import dev.refactory.refactor.recipe.scope.TypeHierarchy;
import dev.refactory.refactor.recipe.scope.WrittenAnnotations;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// What speaks against changing the modifiers of a declaration, as far as facts tell before the
/// edit. Used for one plan.
final class AccessChecks {
    private static final int MAX_CONFLICTS = 100;
    private static final Set<String> SERIALIZATION =
            Set.of("readObject", "writeObject", "readObjectNoData", "readResolve", "writeReplace");

    private final GraphView graph;
    private final Recipe.Sources sources;
    private final TypeHierarchy types;
    private final ChangeAccess.Request request;
    private final Map<String, WrittenAnnotations> files = new HashMap<>();
    private final List<Conflict> conflicts = new ArrayList<>();
    private final List<Finding> findings = new ArrayList<>();

    AccessChecks(GraphView graph, Recipe.Sources sources, TypeHierarchy types, ChangeAccess.Request request) {
        this.graph = graph;
        this.sources = sources;
        this.types = types;
        this.request = request;
    }

    List<Conflict> conflicts() {
        return conflicts.stream().distinct().sorted().limit(MAX_CONFLICTS).toList();
    }

    List<Finding> findings() {
        return List.copyOf(findings);
    }

    WrittenAnnotations file(String path) {
        return files.computeIfAbsent(
                path, each -> new WrittenAnnotations(graph, new FileScopes(graph, sources, types, each)));
    }

    String typeName(SymbolInfo member) {
        return SymbolSpelling.simpleName(String.valueOf(member.container()));
    }

    /// Whether it is something that has modifiers of its own here; refuses when it is not.
    boolean takes(SymbolInfo symbol) {
        String spelling = symbol.symbol();
        String why = switch (symbol.kind()) {
            case CLASS, INTERFACE, ENUM, RECORD, ANNOTATION, METHOD, CONSTRUCTOR, FIELD -> null;
            case ENUM_CONSTANT -> "an enum constant is public, static and final by the language";
            case RECORD_COMPONENT -> "a component's field is private and its accessor public by the language";
            case PACKAGE, MODULE, TYPE_PARAMETER, PARAMETER, LOCAL, UNRESOLVED ->
                "it is a " + FindDeclarations.word(symbol.kind()) + ", which has no access";
        };
        if (why != null) {
            add("invalid-selection", symbol, spelling + " cannot be changed: " + why + ".");
            return false;
        } else if (symbol.path() == null) {
            conflicts.add(new Conflict(
                    "external-symbol",
                    spelling,
                    "",
                    0,
                    spelling + " is declared outside of this repository: its modifiers cannot be changed here."));
            return false;
        } else if (file(symbol.path()).heads.of(spelling).isEmpty()) {
            add("invalid-selection", symbol, spelling + " is written nowhere: write it out first.");
            return false;
        }
        return true;
    }

    /// Whether what is asked for can be said of it at all; refuses when it cannot.
    boolean takes(SymbolInfo symbol, DeclarationHeads.Head head) {
        String path = String.valueOf(symbol.path());
        if (head.declares().size() > 1) {
            conflicts.add(
                    AnnotationPlan.shared(symbol, head, path, place(symbol).line()));
            return false;
        }
        int before = conflicts.size();
        Access access = request.accessOf(symbol);
        if (access != Access.of(symbol)) {
            access(symbol, access, path);
        }
        ModifierWords words = new ModifierWords(file(path), head);
        for (String word : request.removed()) {
            if (symbol.has(word) && !words.has(word)) {
                add(
                        "invalid-selection",
                        symbol,
                        symbol.symbol() + " is " + word + " by the language, nobody wrote it.");
            }
        }
        for (String word : request.added()) {
            String why = symbol.has(word) ? null : unfit(symbol, word);
            if (why != null) {
                add("invalid-selection", symbol, symbol.symbol() + " cannot be " + word + ": " + why + ".");
            }
        }
        return conflicts.size() == before;
    }

    private SymbolKind ownerKind(SymbolInfo symbol) {
        String container = symbol.container();
        return container == null
                ? SymbolKind.PACKAGE
                : types.info(container).map(SymbolInfo::kind).orElse(SymbolKind.PACKAGE);
    }

    private void access(SymbolInfo symbol, Access access, String path) {
        SymbolKind owner = ownerKind(symbol);
        String spelling = symbol.symbol();
        if (owner == SymbolKind.INTERFACE || owner == SymbolKind.ANNOTATION) {
            add("invalid-selection", symbol, spelling + " is a member of an interface: its access is the language's.");
        } else if (owner == SymbolKind.ENUM && symbol.kind() == SymbolKind.CONSTRUCTOR) {
            add("invalid-selection", symbol, spelling + " constructs an enum: it is private by the language.");
        } else if (SymbolSpelling.simpleName(spelling).startsWith("local$")) {
            add("invalid-selection", symbol, spelling + " is a local type, which has no access.");
        } else if (owner == SymbolKind.PACKAGE) {
            topLevel(symbol, access, path);
        }
    }

    private void topLevel(SymbolInfo symbol, Access access, String path) {
        String file = path.substring(path.lastIndexOf('/') + 1);
        if (access == Access.PRIVATE || access == Access.PROTECTED) {
            add(
                    "invalid-selection",
                    symbol,
                    symbol.symbol() + " is in no other type: it can be public or package-private.");
        } else if (access == Access.PUBLIC && !file.equals(symbol.name() + ".java")) {
            add(
                    "visibility",
                    symbol,
                    "A public type stands in a file of its name, " + symbol.symbol() + " stands in " + file
                            + ": move it first.");
        }
    }

    private @org.jspecify.annotations.Nullable String unfit(SymbolInfo symbol, String word) {
        SymbolKind owner = ownerKind(symbol);
        boolean inInterface = owner == SymbolKind.INTERFACE || owner == SymbolKind.ANNOTATION;
        boolean method = symbol.kind() == SymbolKind.METHOD;
        if (symbol.kind() == SymbolKind.CONSTRUCTOR || word.equals("synchronized") && !method) {
            return "a " + FindDeclarations.word(symbol.kind()) + " never is";
        } else if (method && (inInterface || symbol.has("abstract"))) {
            return "it is " + (inInterface ? "a member of an interface" : "abstract");
        } else if (symbol.kind() == SymbolKind.INTERFACE || symbol.kind() == SymbolKind.ANNOTATION) {
            return "it is an interface";
        } else if (symbol.kind().isType()
                && (symbol.has("abstract") || symbol.has("sealed") || symbol.has("non-sealed"))) {
            return "it is " + (symbol.has("abstract") ? "abstract" : "meant to have subclasses");
        }
        return symbol.has("volatile") ? "it is volatile" : null;
    }

    /// The uses and the overrides.
    void check(SymbolInfo symbol, Set<String> added, Set<String> removed) {
        Access before = Access.of(symbol);
        Access after = request.accessOf(symbol);
        if (after.narrowerThan(before)) {
            new AccessUses(graph, this, types, symbol, after).check(conflicts);
            warnings(symbol);
        }
        if (symbol.kind() == SymbolKind.METHOD && !symbol.has("static")) {
            AccessOverrides overrides = new AccessOverrides(graph, this, types, symbol, after);
            if (after.narrowerThan(before)) {
                overrides.narrowed(conflicts);
            } else if (before.narrowerThan(after)) {
                overrides.widened(conflicts);
            }
        }
        if (symbol.kind() == SymbolKind.CONSTRUCTOR || symbol.kind() == SymbolKind.RECORD) {
            canonical(symbol, after);
        }
        if (added.contains("final")) {
            madeFinal(symbol);
        }
        if (removed.contains("synchronized")) {
            warn(symbol, "whoever relied on its lock is no longer kept apart");
        }
    }

    private void madeFinal(SymbolInfo symbol) {
        List<String> one = List.of(symbol.symbol());
        for (Relation.Kind kind : Relation.Kind.values()) {
            graph.relationsTo(kind, one).stream()
                    .map(Relation::from)
                    .sorted()
                    .limit(1)
                    .forEach(below -> {
                        String verb = kind == Relation.Kind.OVERRIDES ? " overrides " : " extends ";
                        conflicts.add(at(
                                "override-broken", below, below + verb + symbol.symbol() + ", so it cannot be final."));
                    });
        }
        if (symbol.kind() == SymbolKind.METHOD && symbol.has("static")) {
            String parameters = SymbolSpelling.parameters(symbol.symbol()).orElse("()");
            String type = String.valueOf(symbol.container());
            for (String below : types.withSubtypes(type)) {
                types.methods(below, symbol.name()).stream()
                        .filter(other -> !below.equals(type))
                        .filter(other -> other.symbol().endsWith(parameters))
                        .forEach(other -> conflicts.add(at(
                                "override-broken",
                                other.symbol(),
                                other.symbol() + " hides " + symbol.symbol() + ", so it cannot be final.")));
            }
        }
        if (symbol.kind() == SymbolKind.FIELD) {
            writes(symbol);
        }
    }

    /// Only constructors and initializers of its own type may write what is final.
    private void writes(SymbolInfo field) {
        graph.occurrencesOf(List.of(field.symbol())).forEach((path, places) -> {
            for (Occurrence place : places) {
                WrittenAnnotations file = file(path);
                boolean inside = file.file.bodies.around(place.range().start()).stream()
                        .findFirst()
                        .filter(body -> body.type().equals(field.container()))
                        .isPresent();
                if (place.has(Role.WRITE) && !inside) {
                    int line = file.line(place.range().start());
                    conflicts.add(new Conflict(
                            "compile-error",
                            field.symbol(),
                            path,
                            line,
                            path + ":" + line + ": " + field.symbol() + " is written here, so it cannot be final."));
                }
            }
        });
    }

    /// A record's canonical constructor is as accessible as the record, or more.
    private void canonical(SymbolInfo symbol, Access after) {
        boolean record = symbol.kind() == SymbolKind.RECORD;
        String type = record ? symbol.symbol() : String.valueOf(symbol.container());
        SymbolInfo declared = types.info(type)
                .filter(info -> info.kind() == SymbolKind.RECORD)
                .orElse(null);
        if (declared == null) {
            return;
        }
        for (SymbolInfo member : graph.membersOf(type)) {
            boolean written = member.kind() == SymbolKind.CONSTRUCTOR
                    && file(String.valueOf(declared.path()))
                            .heads
                            .of(member.symbol())
                            .isPresent();
            if (!written || !CanonicalConstructor.is(graph, member)) {
                continue;
            }
            Access ofRecord = record ? after : Access.of(declared);
            Access ofConstructor = record ? Access.of(member) : after;
            if ((record || member.symbol().equals(symbol.symbol())) && ofConstructor.narrowerThan(ofRecord)) {
                conflicts.add(at(
                        "visibility",
                        member.symbol(),
                        member.symbol() + " is the canonical constructor of a record: it cannot be narrower than "
                                + ofRecord.word + ", as " + type + (record ? " would be" : " is") + "."));
            }
        }
    }

    private void warnings(SymbolInfo symbol) {
        WrittenAnnotations file = file(String.valueOf(symbol.path()));
        for (WrittenAnnotations.Use use : file.all()) {
            if (use.isOn(symbol.symbol())
                    && use.within().isEmpty()
                    && !WrittenAnnotations.READ_BY_NOBODY.contains(use.symbol())) {
                warn(symbol, "whoever reads @" + use.symbol() + " by reflection may need it to be accessible");
            }
        }
        boolean method = symbol.kind() == SymbolKind.METHOD;
        if (method && symbol.name().equals("main") && symbol.has("static")) {
            warn(symbol, "a program may start here, and older launchers only start what is public");
        } else if (method && SERIALIZATION.contains(symbol.name())) {
            warn(symbol, "serialization calls methods of this name by reflection");
        } else if (symbol.symbol().endsWith("#<init>()")
                && types.withSupertypes(String.valueOf(symbol.container())).contains("java.io.Externalizable")) {
            warn(symbol, "serialization calls this constructor, which must be public");
        }
    }

    private void warn(SymbolInfo symbol, String why) {
        Conflict place = place(symbol);
        findings.add(new Finding(
                "change-access",
                "warning",
                symbol.symbol(),
                place.file(),
                place.line(),
                1,
                1,
                symbol.symbol() + ": " + why + ".",
                ""));
    }

    /// Files whose bindings could change: what uses it or names something alike, and the types above
    /// and below.
    Set<String> reach(SymbolInfo symbol) {
        Set<String> paths = new TreeSet<>();
        Set<String> named = new TreeSet<>(List.of(symbol.symbol(), "?" + symbol.name()));
        if (symbol.kind().isType()) {
            graph.membersOf(symbol.symbol()).forEach(member -> named.add(member.symbol()));
        } else if (symbol.kind() == SymbolKind.CONSTRUCTOR) {
            graph.membersOf(String.valueOf(symbol.container())).stream()
                    .filter(member -> member.kind() == SymbolKind.CONSTRUCTOR)
                    .forEach(member -> named.add(member.symbol()));
        } else {
            graph.symbolsNamed(symbol.name()).forEach(other -> named.add(other.symbol()));
        }
        paths.addAll(graph.occurrencesOf(named).keySet());
        Set<String> touched = new TreeSet<>();
        String type = symbol.kind().isType() ? symbol.symbol() : String.valueOf(symbol.container());
        for (String below : types.withSubtypes(type)) {
            touched.addAll(types.withSupertypes(below));
        }
        graph.symbols(touched).values().forEach(each -> {
            String path = each.path();
            if (path != null) {
                paths.add(path);
            }
        });
        return paths;
    }

    private void add(String kind, SymbolInfo symbol, String sentence) {
        Conflict place = place(symbol);
        conflicts.add(new Conflict(kind, symbol.symbol(), place.file(), place.line(), sentence));
    }

    Conflict at(String kind, String symbol, String sentence) {
        Conflict place = graph.symbol(symbol).map(this::place).orElseGet(() -> new Conflict("", symbol, "", 0, ""));
        return new Conflict(kind, symbol, place.file(), place.line(), sentence);
    }

    private Conflict place(SymbolInfo symbol) {
        String path = symbol.path();
        if (path == null) {
            return new Conflict("", symbol.symbol(), "", 0, "");
        }
        WrittenAnnotations file = file(path);
        int line = file.file.all.stream()
                .filter(place -> place.symbol().equals(symbol.symbol()) && place.has(Role.DEFINITION))
                .findFirst()
                .map(place -> file.line(place.range().start()))
                .orElse(0);
        return new Conflict("", symbol.symbol(), path, line, "");
    }
}
