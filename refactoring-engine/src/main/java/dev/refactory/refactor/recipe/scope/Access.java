package dev.refactory.refactor.recipe.scope;

import dev.refactory.graph.model.SymbolInfo;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// From where a declaration may be named, narrowest first.
public enum Access {
    PRIVATE("private"),
    PACKAGE_PRIVATE("package-private"),
    PROTECTED("protected"),
    PUBLIC("public");

    /// Every modifier, in the order a header shows them.
    public static final List<String> MODIFIERS = List.of(
            "public",
            "protected",
            "private",
            "abstract",
            "default",
            "static",
            "sealed",
            "non-sealed",
            "final",
            "transient",
            "volatile",
            "synchronized",
            "native",
            "strictfp");

    /// As messages and parameters name it.
    public final String word;

    Access(String word) {
        this.word = word;
    }

    /// By [#word]; empty for any other word.
    public static Optional<Access> named(String word) {
        return Arrays.stream(values()).filter(each -> each.word.equals(word)).findFirst();
    }

    /// By the modifiers a declaration has in effect, written or not.
    public static Access of(SymbolInfo symbol) {
        if (symbol.has("public")) {
            return PUBLIC;
        } else if (symbol.has("protected")) {
            return PROTECTED;
        }
        return symbol.has("private") ? PRIVATE : PACKAGE_PRIVATE;
    }

    public boolean narrowerThan(Access other) {
        return compareTo(other) < 0;
    }

    /// As it is written, a blank behind it; nothing for package-private.
    String written() {
        return this == PACKAGE_PRIVATE ? "" : word;
    }

    /// A symbol with this access, and other modifiers added and taken away.
    public SymbolInfo of(SymbolInfo symbol, Collection<String> added, Collection<String> removed) {
        Set<String> modifiers = new HashSet<>(symbol.modifiers());
        modifiers.removeAll(Set.of("public", "protected", "private"));
        modifiers.removeAll(removed);
        modifiers.addAll(added);
        if (this != PACKAGE_PRIVATE) {
            modifiers.add(word);
        }
        String rest = symbol.signature();
        String before = prefix(symbol.modifiers());
        String signature = rest.startsWith(before) ? prefix(modifiers) + rest.substring(before.length()) : rest;
        return new SymbolInfo(
                symbol.symbol(),
                symbol.kind(),
                symbol.name(),
                symbol.container(),
                symbol.path(),
                modifiers,
                signature,
                symbol.deprecated(),
                symbol.forRemoval());
    }

    private static String prefix(Set<String> modifiers) {
        return MODIFIERS.stream()
                .filter(modifiers::contains)
                .map(each -> each + " ")
                .collect(Collectors.joining());
    }
}
