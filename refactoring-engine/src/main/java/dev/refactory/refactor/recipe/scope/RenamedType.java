package dev.refactory.refactor.recipe.scope;

import dev.refactory.graph.model.GraphView;
import dev.refactory.graph.model.SymbolInfo;
import dev.refactory.graph.model.SymbolKind;
import dev.refactory.refactor.plan.SymbolSpelling;
import dev.refactory.refactor.text.TextReferences;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// A type that gets another name, with everything inside of it.
///
/// @param info the type
/// @param newName its new simple name
/// @param types the type and all types inside of it, by spelling
/// @param members everything else inside of it, by spelling
public record RenamedType(
        SymbolInfo info, String newName, SortedMap<String, SymbolInfo> types, SortedMap<String, SymbolInfo> members) {

    /// A type under a new simple name, with all that it encloses.
    public static RenamedType of(GraphView graph, SymbolInfo type, String newName) {
        SortedMap<String, SymbolInfo> types = new TreeMap<>();
        SortedMap<String, SymbolInfo> members = new TreeMap<>();
        types.put(type.symbol(), type);
        Deque<String> open = new ArrayDeque<>(List.of(type.symbol()));
        while (!open.isEmpty()) {
            for (SymbolInfo member : graph.membersOf(open.remove())) {
                if (!member.kind().isType()) {
                    members.put(member.symbol(), member);
                } else if (types.putIfAbsent(member.symbol(), member) == null) {
                    open.add(member.symbol());
                }
            }
        }
        return new RenamedType(type, newName, types, members);
    }

    /// Before.
    public String symbol() {
        return info.symbol();
    }

    /// Simple.
    public String oldName() {
        return info.name();
    }

    public String newSymbol() {
        return withName(info.symbol(), newName);
    }

    /// The spelling of a type with another simple name.
    public static String withName(String type, String newName) {
        return type.substring(0, type.lastIndexOf('.') + 1) + newName;
    }

    /// The symbols whose places may hold the type's name: itself and its constructors.
    public SortedSet<String> named() {
        SortedSet<String> named = new TreeSet<>(List.of(info.symbol()));
        members.values().stream()
                .filter(member -> member.kind() == SymbolKind.CONSTRUCTOR)
                .map(SymbolInfo::symbol)
                .filter(constructor -> SymbolSpelling.typeOf(constructor).equals(info.symbol()))
                .forEach(named::add);
        return named;
    }

    /// The types around it, innermost first; none of a top-level type.
    public List<SymbolInfo> around(GraphView graph) {
        List<SymbolInfo> around = new ArrayList<>();
        String container = info.container();
        while (container != null) {
            SymbolInfo outer = graph.symbol(SymbolSpelling.typeOf(container)).orElse(null);
            if (outer == null || !outer.kind().isType()) {
                break;
            }
            around.add(outer);
            container = outer.container();
        }
        return around;
    }

    /// As class files and resources name it: `a.Outer$Inner`.
    String binaryName(GraphView graph) {
        List<SymbolInfo> around = around(graph);
        if (around.isEmpty()) {
            return symbol();
        }
        String outermost = around.getLast().symbol();
        return outermost + symbol().substring(outermost.length()).replace('.', '$');
    }

    /// What texts call it.
    public TextReferences.TypeName textName(GraphView graph) {
        return new TextReferences.TypeName(symbol(), binaryName(graph), newName, types.keySet());
    }

    /// Whether `symbol`, a method or constructor, takes any of the types as a parameter.
    public boolean isParameterOf(String symbol) {
        String parameters = SymbolSpelling.parameters(symbol).orElse("()");
        if (parameters.equals("()")) {
            return false;
        }
        for (String parameter : parameters.substring(1, parameters.length() - 1).split(",", -1)) {
            if (types.containsKey(parameter.replace("[]", ""))) {
                return true;
            }
        }
        return false;
    }
}
