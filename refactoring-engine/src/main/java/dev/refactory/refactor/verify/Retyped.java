package dev.refactory.refactor.verify;

import dev.refactory.graph.model.Occurrence;
import dev.refactory.graph.model.Role;
import dev.refactory.graph.model.SymbolInfo;
import dev.refactory.refactor.plan.SymbolSpelling;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// What may differ because something gets another type. The object stays what it is: an
/// instance method of the same name and parameters is the same one, whichever type it is called by.
///
/// Where uses of a type become uses of a library's, one of the two may inherit what the other declares:
/// nothing tells what a library's types extend, and only what is of the other type now can be called
/// otherwise.
final class Retyped {
    private final boolean any;
    private final Map<String, SymbolInfo> known;
    private final Set<String> libraryTargets;

    private Retyped(boolean any, Map<String, SymbolInfo> known, Set<String> libraryTargets) {
        this.any = any;
        this.known = known;
        this.libraryTargets = libraryTargets;
    }

    static Retyped of(BindingJudge.Case change) {
        Map<String, String> retargets = change.intent().retargets();
        boolean any = !retargets.keySet().containsAll(change.intent().retyped());
        Map<String, SymbolInfo> known = new HashMap<>();
        if (any || !retargets.isEmpty()) {
            Stream.of(change.before(), change.after())
                    .flatMap(facts -> facts.values().stream())
                    .flatMap(file -> file.declared().stream())
                    .forEach(symbol -> known.put(symbol.symbol(), symbol));
        }
        Set<String> targets = new HashSet<>();
        retargets.forEach((from, to) -> {
            SymbolInfo target = known.get(to);
            boolean library = target != null && target.kind().isType() && target.external();
            if (library && change.intent().retyped().contains(from)) {
                targets.add(to);
                // Under the other type's name, which the compiler has no word of when it inherits the method.
                List.copyOf(known.values()).stream()
                        .filter(symbol -> symbol.symbol().startsWith(from + "#"))
                        .forEach(
                                symbol -> known.putIfAbsent(to + symbol.symbol().substring(from.length()), symbol));
            }
        });
        return new Retyped(any, known, targets);
    }

    /// Whether a call of one method is a call of the other, for the object it is made on.
    boolean sameMethod(Occurrence before, Occurrence now) {
        boolean called = before.has(Role.CALL) || before.has(Role.METHOD_REFERENCE);
        return (any || inherited(before.symbol(), now.symbol()))
                && called
                && before.range().equals(now.range())
                && before.roles().equals(now.roles())
                && member(before.symbol()).equals(member(now.symbol()))
                && overridable(before.symbol())
                && overridable(now.symbol());
    }

    /// Whether what a library's type has takes what the same of the other type took: `addAll` of a List
    /// takes a Collection still.
    ///
    /// @param original what it was before
    /// @param expected what it would be if its parameters had become others as well
    boolean sameParameters(Occurrence original, Occurrence expected, Occurrence now) {
        return !libraryTargets.isEmpty()
                && expected.range().equals(now.range())
                && expected.roles().equals(now.roles())
                && ofLibrary(original.symbol())
                && ofLibrary(now.symbol())
                && now.symbol().equals(SymbolSpelling.typeOf(expected.symbol()) + member(original.symbol()));
    }

    /// Whether one is declared by the library's type that is used now, the other by one of a library too.
    private boolean inherited(String before, String now) {
        boolean declared = libraryTargets.contains(SymbolSpelling.typeOf(before))
                || libraryTargets.contains(SymbolSpelling.typeOf(now));
        return declared && ofLibrary(before) && ofLibrary(now);
    }

    private boolean ofLibrary(String method) {
        SymbolInfo info = known.get(method);
        return info != null && info.external();
    }

    private static String member(String symbol) {
        return symbol.substring(SymbolSpelling.typeOf(symbol).length());
    }

    /// What no file of the change tells is not taken for granted.
    private boolean overridable(String symbol) {
        SymbolInfo info = known.get(symbol);
        return info != null && !info.has("static") && !info.has("private");
    }

    /// Whether a variable is the same but for its type.
    boolean follows(SymbolInfo before, SymbolInfo now) {
        return any
                && before.kind().isLocal()
                && before.kind() == now.kind()
                && before.name().equals(now.name())
                && before.modifiers().equals(now.modifiers());
    }
}
