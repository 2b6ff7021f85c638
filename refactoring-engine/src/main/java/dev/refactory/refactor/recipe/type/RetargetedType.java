package dev.refactory.refactor.recipe.type;

import dev.refactory.graph.model.GraphView;
import dev.refactory.graph.model.SymbolInfo;
import dev.refactory.graph.model.SymbolKind;
import dev.refactory.refactor.plan.SymbolSpelling;
import dev.refactory.refactor.recipe.source.DottedName;
import java.util.Set;
import java.util.TreeSet;

/// A type whose uses are to mean another one.
///
/// @param from the type that is used
/// @param to the one that is meant afterwards, as far as it is known
/// @param outer the types around `to`
record RetargetedType(SymbolInfo from, SymbolInfo to, Set<String> outer) {
    static RetargetedType of(GraphView graph, SymbolInfo from, String to) {
        String around = DottedName.qualifier(to);
        SymbolInfo known = graph.symbol(to)
                .orElseGet(() -> new SymbolInfo(
                        to,
                        SymbolKind.CLASS,
                        SymbolSpelling.simpleName(to),
                        around.isEmpty() ? null : around,
                        null,
                        Set.of("public"),
                        "",
                        false,
                        false));
        Set<String> outer = new TreeSet<>();
        for (String name = around; !name.isEmpty(); name = DottedName.qualifier(name)) {
            if (graph.symbol(name).filter(type -> type.kind().isType()).isPresent()) {
                outer.add(name);
            }
        }
        return new RetargetedType(from, known, outer);
    }

    /// What a use of `symbol` is to mean.
    String after(String symbol) {
        int hash = symbol.indexOf('#');
        if (hash < 0) {
            return type(symbol);
        }
        int open = symbol.indexOf('(', hash);
        String member = open < 0 ? symbol.substring(hash) : symbol.substring(hash, open) + parameters(symbol);
        return type(symbol.substring(0, hash)) + member;
    }

    private String parameters(String symbol) {
        String written = SymbolSpelling.parameters(symbol).orElse("()");
        StringBuilder after = new StringBuilder("(");
        for (String parameter : written.substring(1, written.length() - 1).split(",", -1)) {
            int array = parameter.indexOf('[');
            String type = array < 0 ? parameter : parameter.substring(0, array);
            after.append(after.length() > 1 ? "," : "").append(type(type)).append(parameter.substring(type.length()));
        }
        return after.append(')').toString();
    }

    private String type(String type) {
        boolean itself = type.equals(from.symbol()) || type.startsWith(from.symbol() + ".");
        return itself ? to.symbol() + type.substring(from.symbol().length()) : type;
    }
}
