package dev.refactory.refactor.plan;

import java.util.Optional;

/// The parts of a symbol's spelling, as [dev.refactory.graph.model.SymbolInfo] defines it.
public final class SymbolSpelling {
    private SymbolSpelling() {}

    /// Of a member: the type that declares it; of anything else, the spelling itself.
    public static String typeOf(String symbol) {
        int hash = symbol.indexOf('#');
        return hash < 0 ? symbol : symbol.substring(0, hash);
    }

    /// The name a declaration or use would write: `bar` of `com.acme.Foo#bar(int)`, `Inner` of
    /// `com.acme.Foo.Inner`, `x` of `com.acme.Foo#bar(int)~x@120`, `name` of `?name`.
    public static String simpleName(String symbol) {
        int tilde = symbol.indexOf('~');
        if (tilde >= 0) {
            int at = symbol.indexOf('@', tilde);
            return symbol.substring(tilde + 1, at < 0 ? symbol.length() : at);
        }
        if (symbol.startsWith("?")) {
            return symbol.substring(1);
        }
        int hash = symbol.indexOf('#');
        if (hash >= 0) {
            int open = symbol.indexOf('(', hash);
            return symbol.substring(hash + 1, open < 0 ? symbol.length() : open);
        }
        return symbol.substring(symbol.lastIndexOf('.') + 1);
    }

    /// Of a method or constructor: `(int,java.lang.String)` with its parentheses; of anything else,
    /// nothing.
    public static Optional<String> parameters(String symbol) {
        int tilde = symbol.indexOf('~');
        String member = tilde < 0 ? symbol : symbol.substring(0, tilde);
        int open = member.indexOf('(');
        return open < 0 ? Optional.empty() : Optional.of(member.substring(open));
    }

    /// The same member by another name.
    public static String withName(String member, String newName) {
        return typeOf(member) + "#" + newName + parameters(member).orElse("");
    }

    /// The same parameter, local variable or type parameter by another name, where it stands.
    public static String withLocalName(String local, String newName) {
        int tilde = local.indexOf('~');
        int at = local.indexOf('@', tilde);
        return local.substring(0, tilde + 1) + newName + (at < 0 ? "" : local.substring(at));
    }

    /// What declares a parameter, local variable or type parameter.
    public static String ownerOfLocal(String local) {
        return local.substring(0, local.indexOf('~'));
    }

    /// How many parameters a method or constructor takes; 0 for anything else.
    public static int arity(String symbol) {
        String parameters = parameters(symbol).orElse("()");
        return parameters.equals("()")
                ? 0
                : 1 + (int) parameters.chars().filter(c -> c == ',').count();
    }
}
