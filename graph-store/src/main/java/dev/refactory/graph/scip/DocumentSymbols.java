package dev.refactory.graph.scip;

import dev.refactory.graph.model.Range;
import dev.refactory.graph.model.SymbolInfo;
import dev.refactory.graph.model.SymbolKind;
import dev.refactory.graph.scip.ScipMessages.Information;
import dev.refactory.graph.scip.ScipSymbol.Suffix;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What the symbols of a document are called in the graph. Global ones of our own scheme get their
/// spelling back; those of others keep the one SCIP gives them, which is unique. Local ones are
/// called as ours are: by what is around them, their name and where they are defined.
final class DocumentSymbols {
    private final String path;
    private final Map<String, Global> globals = new HashMap<>();
    private final Map<String, Local> locals = new HashMap<>();
    private final Set<String> taken = new HashSet<>();

    DocumentSymbols(String path) {
        this.path = path;
    }

    private record Global(String spelling, @Nullable ScipSymbol parsed) {}

    private record Local(
            String spelling, String name, @Nullable String container) {}

    /// Names a local; the first call for it counts.
    void local(String symbol, @Nullable Information information, String name, Range range) {
        if (locals.containsKey(symbol)) {
            return;
        }
        String enclosing =
                information == null || ScipSymbol.isLocal(information.enclosing()) ? "" : information.enclosing();
        String container = enclosing.isEmpty() ? null : global(enclosing).spelling();
        String wanted = (container == null ? path : container) + "~" + name + "@" + range.start();
        String spelling = taken.add(wanted) ? wanted : wanted + " " + symbol;
        taken.add(spelling);
        locals.put(symbol, new Local(spelling, name, container));
    }

    String spelling(String symbol) {
        return ScipSymbol.isLocal(symbol)
                ? named(symbol).spelling()
                : global(symbol).spelling();
    }

    private Local named(String symbol) {
        Local local = locals.get(symbol);
        if (local == null) {
            throw new IllegalStateException("A local was not named: " + symbol);
        }
        return local;
    }

    /// Its parts; null for a local, and for what is no symbol by SCIP's grammar, which stays as it
    /// is.
    @Nullable
    ScipSymbol parsed(String symbol) {
        return ScipSymbol.isLocal(symbol) ? null : global(symbol).parsed();
    }

    /// What a global symbol is declared in; null where that is unknown. Our own packages stand side
    /// by side.
    @Nullable
    ScipSymbol enclosing(String symbol) {
        ScipSymbol parsed = parsed(symbol);
        if (parsed == null
                || parsed.scheme().equals(OwnSymbols.SCHEME) && parsed.last().suffix() == Suffix.NAMESPACE) {
            return null;
        }
        return parsed.enclosing();
    }

    private Global global(String symbol) {
        return globals.computeIfAbsent(symbol, text -> {
            Optional<ScipSymbol> parsed = ScipSymbol.parse(text);
            String spelling = parsed.flatMap(OwnSymbols::spelling).orElseGet(() -> withoutTilde(text));
            return new Global(spelling, parsed.orElse(null));
        });
    }

    /// A tilde in a spelling says that the symbol is a part of its file.
    private static String withoutTilde(String symbol) {
        boolean escape = symbol.indexOf('~') >= 0 || symbol.contains("%7E") || symbol.contains("%25");
        return escape ? symbol.replace("%", "%25").replace("~", "%7E") : symbol;
    }

    SymbolInfo describeLocal(String symbol, SymbolKind kind, String signature) {
        Local local = named(symbol);
        return new SymbolInfo(
                local.spelling(),
                kind,
                local.name(),
                local.container(),
                path,
                Set.of(),
                DocumentFacts.cut(signature, ScipLimits.SIGNATURE),
                false,
                false);
    }

    /// @param said null when the index says nothing about it
    /// @param declaredIn null when it is from outside
    SymbolInfo describe(String symbol, SymbolKind kind, @Nullable Information said, @Nullable String declaredIn) {
        Global global = global(symbol);
        ScipSymbol parsed = global.parsed();
        boolean unresolved = global.spelling().startsWith("?");
        ScipSymbol enclosing = enclosing(symbol);
        return new SymbolInfo(
                global.spelling(),
                unresolved ? SymbolKind.UNRESOLVED : kind,
                name(symbol, parsed, said),
                enclosing == null ? null : global(enclosing.toString()).spelling(),
                unresolved ? null : declaredIn,
                said == null ? Set.of() : ScipKind.modifiers(said.kind()),
                said == null ? "" : DocumentFacts.cut(said.signature(), ScipLimits.SIGNATURE),
                false,
                false);
    }

    /// For display; of our own constructors, `<init>`.
    private static String name(String symbol, @Nullable ScipSymbol parsed, @Nullable Information said) {
        String descriptor = parsed == null ? symbol : parsed.last().name();
        boolean own = parsed != null
                && parsed.scheme().equals(OwnSymbols.SCHEME)
                && parsed.last().suffix() == Suffix.METHOD;
        return own || said == null || said.name().isEmpty() ? descriptor : said.name();
    }
}
