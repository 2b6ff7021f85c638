package dev.refactory.refactor.recipe.signature;

import dev.refactory.graph.model.FileInfo;
import dev.refactory.graph.model.Role;
import dev.refactory.graph.model.SymbolInfo;
import dev.refactory.graph.model.SymbolKind;
import dev.refactory.refactor.plan.Conflict;
import dev.refactory.refactor.plan.SymbolSpelling;
import dev.refactory.refactor.recipe.rename.RenameChecks;
import dev.refactory.refactor.recipe.rename.RenameMethod;
import dev.refactory.refactor.recipe.scope.CanonicalConstructor;
import dev.refactory.refactor.recipe.scope.MadeMembers;
import dev.refactory.refactor.recipe.scope.MethodFamily;
import dev.refactory.refactor.recipe.scope.UnresolvedUses;
import dev.refactory.refactor.rewrite.JavaTokens;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/// What speaks against giving a family of methods other parameters, as far as facts tell before the
/// edit, and what has to be looked at after it.
final class SignatureChecks {
    private final SignatureChange change;

    SignatureChecks(SignatureChange change) {
        this.change = change;
    }

    List<Conflict> conflicts() {
        List<Conflict> found = new ArrayList<>();
        outside(found);
        if (found.isEmpty()) {
            change.family.methods().values().forEach(method -> special(found, method));
        }
        if (found.isEmpty()) {
            change.family.methods().values().forEach(method -> {
                clashes(found, method);
                overrides(found, method);
            });
            uses(found);
            unresolved(found);
        }
        return found;
    }

    private void outside(List<Conflict> found) {
        for (SymbolInfo method : change.family.methods().values()) {
            if (method.path() == null) {
                found.add(new Conflict(
                        "external-symbol",
                        method.symbol(),
                        "",
                        0,
                        method.symbol() + " is declared outside of this repository: its parameters cannot be changed"
                                + " here."));
            }
        }
        change.family
                .outside()
                .forEach((outside, here) -> found.add(change.declared(
                        "external-symbol",
                        here,
                        here + " overrides or implements " + outside
                                + ", which is declared outside of this repository and" + " keeps its parameters.")));
    }

    private void special(List<Conflict> found, SymbolInfo method) {
        String symbol = method.symbol();
        String type = SymbolSpelling.typeOf(symbol);
        SymbolKind owner = change.types.info(type).map(SymbolInfo::kind).orElse(SymbolKind.CLASS);
        String shape = method.name() + SymbolSpelling.parameters(symbol).orElse("()");
        if (method.has("native")) {
            found.add(change.declared(
                    "native-or-main",
                    symbol,
                    symbol + " is native: the library that implements it knows its parameters."));
        } else if (shape.equals("main(java.lang.String[])") && method.has("static")) {
            found.add(change.declared(
                    "native-or-main",
                    symbol,
                    symbol + " is where a program starts: whatever runs it passes these arguments."));
        } else if (RenameChecks.SERIALIZATION.contains(shape)
                && (method.has("private") || shape.startsWith("readResolve") || shape.startsWith("writeReplace"))
                && change.types.withSupertypes(type).contains("java.io.Serializable")) {
            found.add(change.declared(
                    "external-symbol",
                    symbol,
                    symbol + " is called by serialization, which finds it by these parameters."));
        } else if (owner == SymbolKind.ANNOTATION) {
            found.add(change.declared(
                    "invalid-selection",
                    symbol,
                    symbol + " is an element of an annotation, which takes no parameters."));
        } else if (SignatureChange.constructor(method) && CanonicalConstructor.is(change.graph, method)) {
            found.add(change.declared(
                    "invalid-selection",
                    symbol,
                    symbol + " is the canonical constructor of a record: its parameters are the record's components."));
        } else if (owner == SymbolKind.RECORD
                && change.types.hasComponent(type, method.name())
                && change.arity() == 0) {
            found.add(RenameChecks.recordAccessor(
                    change.graph, symbol, type, method.name(), String.valueOf(method.path())));
        } else {
            Optional<Conflict> made = symbol.endsWith("#<init>()")
                    ? Optional.empty()
                    : new MadeMembers(change.graph, change.sources).ofMethod(method);
            made.ifPresentOrElse(found::add, () -> written(found, method));
        }
    }

    /// A constructor or method that the language makes has no parameters to change.
    private void written(List<Conflict> found, SymbolInfo method) {
        String path = String.valueOf(method.path());
        boolean written = change.places.getOrDefault(path, List.of()).stream()
                .anyMatch(place -> place.has(Role.DEFINITION)
                        && !place.has(Role.IMPLICIT)
                        && place.symbol().equals(method.symbol())
                        && change.file(path).parameters(place).isPresent());
        if (!written) {
            found.add(change.declared(
                    "invalid-selection",
                    method.symbol(),
                    method.symbol() + " is written nowhere: it is made for its type. Write it out first."));
        }
    }

    private void clashes(List<Conflict> found, SymbolInfo method) {
        String after = change.after(method.symbol());
        boolean taken = !after.equals(method.symbol())
                && change.graph
                        .symbol(after)
                        .filter(other -> !change.family.methods().containsKey(other.symbol()))
                        .isPresent();
        if (taken) {
            found.add(change.declared(
                    "name-clash",
                    method.symbol(),
                    SymbolSpelling.typeOf(after) + " already declares " + after.substring(after.indexOf('#') + 1)
                            + "."));
        }
    }

    /// A method above or below that has the new parameters would override, or be overridden, by accident.
    private void overrides(List<Conflict> found, SymbolInfo method) {
        if (method.has("private") || SignatureChange.constructor(method)) {
            return;
        }
        String type = SymbolSpelling.typeOf(method.symbol());
        String parameters =
                SymbolSpelling.parameters(change.after(method.symbol())).orElse("()");
        Set<String> related = new TreeSet<>();
        for (String below : change.types.withSubtypes(type)) {
            related.addAll(change.types.withSupertypes(below));
            SymbolKind kind = change.types.info(below).map(SymbolInfo::kind).orElse(SymbolKind.CLASS);
            change.types.fromTheLanguage(below, kind).stream()
                    .filter(own -> own.endsWith("#" + method.name() + parameters))
                    .forEach(own -> broken(found, method, own));
        }
        related.remove(type);
        for (String other : related) {
            for (SymbolInfo same : change.types.methods(other, method.name())) {
                boolean apart = MethodFamily.packagePrivate(method)
                        && !change.types.packageOf(other).equals(change.types.packageOf(type));
                boolean tied = !same.has("private")
                        && !apart
                        && !change.family.methods().containsKey(same.symbol())
                        && SymbolSpelling.parameters(same.symbol()).orElse("()").equals(parameters);
                if (tied) {
                    broken(found, method, same.symbol());
                }
            }
        }
    }

    private void broken(List<Conflict> found, SymbolInfo method, String other) {
        found.add(change.declared(
                "override-broken",
                method.symbol(),
                "With these parameters " + method.symbol() + " would be tied to " + other
                        + " by overriding or hiding, which it is not now."));
    }

    private void uses(List<Conflict> found) {
        boolean sameShape = change.family.methods().keySet().stream()
                .allMatch(symbol -> change.after(symbol).equals(symbol) && change.slots.size() == change.arity());
        change.places.forEach((path, here) -> here.forEach(place -> {
            if (place.has(Role.METHOD_REFERENCE)) {
                found.add(change.at(
                        "method-reference",
                        place.symbol(),
                        path,
                        place,
                        "A reference to " + place.symbol()
                                + " passes what its interface says: make it a lambda first."));
            } else if (place.has(Role.IMPLICIT) && place.has(Role.CALL) && !sameShape) {
                found.add(change.at(
                        "implicit-use",
                        place.symbol(),
                        path,
                        place,
                        "A constructor here calls " + place.symbol()
                                + " without writing it: write super() out first."));
            }
        }));
    }

    private void unresolved(List<Conflict> found) {
        UnresolvedUses unresolved = new UnresolvedUses(
                change.graph,
                change.sources,
                change.types,
                new UnresolvedUses.Renamed(
                        change.recipe, change.method.symbol(), change.name(), change.family.types()));
        unresolved.check(found);
        unresolved.findings().forEach(change::warn);
    }

    /// Files whose bindings could change although their text does not.
    SortedSet<String> recheck() {
        SortedSet<String> paths = new TreeSet<>();
        if (SignatureChange.constructor(change.method)) {
            String type = SymbolSpelling.typeOf(change.method.symbol());
            Set<String> constructors = new TreeSet<>();
            change.graph.membersOf(type).stream()
                    .filter(SignatureChange::constructor)
                    .forEach(each -> constructors.add(each.symbol()));
            paths.addAll(change.graph.occurrencesOf(constructors).keySet());
        } else {
            paths.addAll(RenameMethod.recheck(change.graph, change.types, change.family, change.name()));
            paths.addAll(change.graph.occurrencesOf(lambdas()).keySet());
        }
        paths.removeIf(path -> change.graph.file(path).filter(FileInfo::isJava).isEmpty());
        return paths;
    }

    /// Names that code writes where the change could reach.
    Set<String> names() {
        Set<String> names = new TreeSet<>(Set.of(change.name()));
        if (SignatureChange.constructor(change.method)) {
            names.addAll(Set.of("this", "super"));
        } else {
            lambdas().forEach(symbol -> names.add(SymbolSpelling.simpleName(symbol)));
            names.remove("<init>");
        }
        return names;
    }

    /// The interfaces whose lambdas implement a method of the family: nothing else is left to implement.
    private Set<String> functional(SymbolInfo method) {
        Set<String> found = new TreeSet<>();
        String type = SymbolSpelling.typeOf(method.symbol());
        if (method.has("abstract") && isInterface(type)) {
            change.types.withSubtypes(type).stream()
                    .filter(below -> isInterface(below) && alone(below))
                    .forEach(found::add);
        }
        return found;
    }

    private boolean isInterface(String type) {
        return change.types
                .info(type)
                .filter(info -> info.kind() == SymbolKind.INTERFACE)
                .isPresent();
    }

    /// Whether every other method an interface asks for is one of `Object`, or has a default.
    private boolean alone(String type) {
        List<SymbolInfo> methods = new ArrayList<>();
        change.types
                .withSupertypes(type)
                .forEach(above -> change.graph.membersOf(above).stream()
                        .filter(member -> member.kind() == SymbolKind.METHOD && !member.has("static"))
                        .forEach(methods::add));
        Set<String> given = new TreeSet<>();
        methods.stream().filter(method -> !method.has("abstract")).forEach(method -> given.add(shape(method.symbol())));
        change.types.fromTheLanguage(type, SymbolKind.INTERFACE).forEach(own -> given.add(shape(own)));
        return methods.stream()
                .filter(method -> method.has("abstract"))
                .allMatch(method ->
                        change.family.methods().containsKey(method.symbol()) || given.contains(shape(method.symbol())));
    }

    /// A name with how many parameters it has, whose types a subtype may write differently.
    private static String shape(String method) {
        return method.substring(method.indexOf('#') + 1, method.indexOf('(')) + SymbolSpelling.arity(method);
    }

    /// Lambdas that could be of the family go by the places of their parameters: in another order they
    /// would mean something else, and compile.
    void lambdasInOrder(List<Conflict> found) {
        SymbolInfo functional = change.family.methods().values().stream()
                .filter(method -> !functional(method).isEmpty())
                .findFirst()
                .orElse(null);
        if (functional == null) {
            return;
        }
        for (String path : change.graph.occurrencesOf(lambdas()).keySet()) {
            JavaTokens tokens = change.file(path).tokens;
            for (int at = 0; at < tokens.count(); at++) {
                if (tokens.at(at).equals("->") || tokens.at(at).equals("::")) {
                    found.add(change.declared(
                            "functional-interface",
                            functional.symbol(),
                            "Lambdas can implement " + functional.symbol() + ", and " + path
                                    + " has some: which of them"
                                    + " do cannot be told, and with other parameters in its places one would do"
                                    + " something else."));
                    return;
                }
            }
        }
    }

    /// Interfaces that a lambda may implement by a method of the family, and whatever takes or gives one:
    /// no name says where the lambda is.
    private Set<String> lambdas() {
        Set<String> found = new TreeSet<>();
        change.family.methods().values().forEach(method -> found.addAll(functional(method)));
        Set<String> simple = new TreeSet<>();
        found.forEach(type -> simple.add(SymbolSpelling.simpleName(type)));
        Set<String> takers = new TreeSet<>();
        change.graph
                .declaredIn(change.graph.occurrencesOf(found).keySet())
                .values()
                .forEach(symbols -> symbols.stream()
                        .filter(symbol ->
                                symbol.path() != null && !symbol.kind().isLocal())
                        .filter(symbol -> simple.stream().anyMatch(symbol.signature()::contains))
                        .sorted(Comparator.comparing(SymbolInfo::symbol))
                        .forEach(symbol -> takers.add(symbol.symbol())));
        found.addAll(takers);
        return found;
    }
}
