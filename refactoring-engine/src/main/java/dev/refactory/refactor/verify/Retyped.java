package dev.refactory.refactor.verify;

import dev.refactory.graph.model.Occurrence;
import dev.refactory.graph.model.Role;
import dev.refactory.graph.model.SymbolInfo;
import dev.refactory.refactor.plan.SymbolSpelling;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/// What may differ because something gets another type. The object stays what it is: an
/// instance method of the same name and parameters is the same one, whichever type it is called by.
final class Retyped {
    private final boolean any;
    private final Map<String, SymbolInfo> known;

    private Retyped(boolean any, Map<String, SymbolInfo> known) {
        this.any = any;
        this.known = known;
    }

    static Retyped of(BindingJudge.Case change) {
        boolean any = !change.intent().retyped().isEmpty();
        Map<String, SymbolInfo> known = new HashMap<>();
        if (any) {
            Stream.of(change.before(), change.after())
                    .flatMap(facts -> facts.values().stream())
                    .flatMap(file -> file.declared().stream())
                    .forEach(symbol -> known.put(symbol.symbol(), symbol));
        }
        return new Retyped(any, known);
    }

    /// Whether a call of one method is a call of the other, for the object it is made on.
    boolean sameMethod(Occurrence before, Occurrence now) {
        boolean called = before.has(Role.CALL) || before.has(Role.METHOD_REFERENCE);
        return any
                && called
                && before.range().equals(now.range())
                && before.roles().equals(now.roles())
                && member(before.symbol()).equals(member(now.symbol()))
                && overridable(before.symbol())
                && overridable(now.symbol());
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
