package dev.refactory.refactor.recipe.move;

import dev.refactory.graph.model.GraphView;
import dev.refactory.graph.model.SymbolInfo;
import dev.refactory.refactor.plan.SymbolSpelling;
import dev.refactory.refactor.recipe.scope.RenamedType;
import dev.refactory.refactor.recipe.source.DottedName;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// Top-level types that come into other packages, with everything inside of them.
///
/// @param recipe whose plan it is
/// @param types old spelling to new, of the top-level types
/// @param packages old name to new, of packages that move as a whole
/// @param files old path to new, of Java files
/// @param inside the types and all types inside of them, by spelling
/// @param members everything else inside of them, by spelling
record MovedTypes(
        String recipe,
        SortedMap<String, String> types,
        SortedMap<String, String> packages,
        SortedMap<String, String> files,
        SortedMap<String, SymbolInfo> inside,
        SortedMap<String, SymbolInfo> members) {
    static MovedTypes of(
            GraphView graph,
            String recipe,
            SortedMap<String, String> types,
            SortedMap<String, String> packages,
            SortedMap<String, String> files) {
        SortedMap<String, SymbolInfo> inside = new TreeMap<>();
        SortedMap<String, SymbolInfo> members = new TreeMap<>();
        for (SymbolInfo type : graph.symbols(types.keySet()).values()) {
            RenamedType all = RenamedType.of(graph, type, type.name());
            inside.putAll(all.types());
            members.putAll(all.members());
        }
        return new MovedTypes(recipe, types, packages, files, inside, members);
    }

    /// How a top-level type is spelled afterwards.
    String after(String type) {
        return types.getOrDefault(type, type);
    }

    /// The package of a file afterwards.
    ///
    /// @param before the package it is in
    String packageAfter(String path, String before) {
        String whole = packages.get(before);
        if (whole != null || !files.containsKey(path)) {
            return whole == null ? before : whole;
        }
        return types.values().stream().map(DottedName::qualifier).findFirst().orElse(before);
    }

    /// The package of a symbol afterwards.
    ///
    /// @param before the package it is in
    String packageOf(String symbol, String before) {
        for (String type = SymbolSpelling.typeOf(symbol); !type.isEmpty(); type = DottedName.qualifier(type)) {
            String after = types.get(type);
            if (after != null) {
                return DottedName.qualifier(after);
            }
        }
        return before;
    }

    /// Whether a package gets a type of that name.
    boolean gains(String packageName, String simpleName) {
        return types.containsValue(DottedName.of(packageName, simpleName));
    }

    /// The packages that types come into.
    SortedSet<String> targets() {
        SortedSet<String> targets = new TreeSet<>();
        types.values().forEach(type -> targets.add(DottedName.qualifier(type)));
        return targets;
    }

    /// Whether `symbol`, a method or constructor, takes any of the types as a parameter.
    boolean isParameterOf(String symbol) {
        String parameters = SymbolSpelling.parameters(symbol).orElse("()");
        for (String parameter : parameters.substring(1, parameters.length() - 1).split(",", -1)) {
            if (inside.containsKey(parameter.replace("[]", ""))) {
                return true;
            }
        }
        return false;
    }

    /// Simple names whose meaning the move could change.
    Set<String> names() {
        Set<String> names = new TreeSet<>();
        inside.values().forEach(type -> names.add(type.name()));
        members.values().stream()
                .filter(member -> !member.has("private") && !member.name().equals("<init>"))
                .forEach(member -> names.add(member.name()));
        return names;
    }
}
