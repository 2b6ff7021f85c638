package dev.refactory.graph.model;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A symbol: something a name in code can mean.
///
/// `symbol` is its one spelling, as users write it: package `com.acme`, type `com.acme.Foo` and
/// `com.acme.Outer.Inner`, method `com.acme.Foo#bar(int,java.lang.String)` with erased parameter
/// types (arrays `int[]`, varargs as arrays), constructor `com.acme.Foo#<init>()`, field, enum
/// constant or record component `com.acme.Foo#name`. Local and anonymous types are `<enclosing
/// type>.local$N` in source order; parameters and locals `<enclosing member>~name@start`, type
/// parameters `<owner>~T`. Unresolved names are `?name`,
/// modules `com.acme/`: a module often has a package's name.
///
/// @param symbol the spelling above; unique within a snapshot
/// @param kind what it is
/// @param name the simple name, `<init>` for constructors
/// @param container the symbol that declares it; null for packages, modules and the unresolved
/// @param path the file that declares it, relative to the repository's root; null when it is external
/// @param modifiers Java's modifiers in lower case (`public`, `static`, …), `default` for interface defaults
/// @param signature the declaration's header for people, without annotations, for example
///     `public static int parse(String text, int radix)`; empty where there is none
/// @param deprecated carries `@Deprecated`
/// @param forRemoval carries `@Deprecated(forRemoval = true)`
public record SymbolInfo(
        String symbol,
        SymbolKind kind,
        String name,
        @Nullable String container,
        @Nullable String path,
        Set<String> modifiers,
        String signature,
        boolean deprecated,
        boolean forRemoval) {
    public SymbolInfo {
        modifiers = Set.copyOf(modifiers);
        if (symbol.isEmpty() || name.isEmpty()) {
            throw new IllegalArgumentException("A symbol has a spelling and a name: " + symbol + " " + kind);
        }
    }

    public static String moduleSpelling(String name) {
        return name + "/";
    }

    /// Declared outside the repository: in the JDK or a dependency.
    public boolean external() {
        return path == null && kind != SymbolKind.PACKAGE && kind != SymbolKind.UNRESOLVED;
    }

    public boolean has(String modifier) {
        return modifiers.contains(modifier);
    }
}
