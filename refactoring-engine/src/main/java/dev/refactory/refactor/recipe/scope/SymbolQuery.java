package dev.refactory.refactor.recipe.scope;

import dev.refactory.graph.model.GraphView;
import dev.refactory.graph.model.SymbolInfo;
import dev.refactory.graph.model.SymbolKind;
import dev.refactory.kit.text.Nearest;
import dev.refactory.refactor.plan.Conflict;
import dev.refactory.refactor.plan.SymbolSpelling;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// What a symbol a user wrote means in a snapshot: `pkg.Type`, `pkg.Type#field`,
/// `pkg.Type#method(int)`, `pkg.Type#method(..)` for every overload, `pkg.Type#method` where there
/// is only one, a package. Parameter types may be given by simple name where only one overload
/// fits.
public final class SymbolQuery {
    private static final int MAX_NAMED = 5;
    private static final String ALL = "(..)";

    private final GraphView graph;
    private final TypeHierarchy types;

    public SymbolQuery(GraphView graph, TypeHierarchy types) {
        this.graph = graph;
        this.types = types;
    }

    /// What a query was found to mean.
    public sealed interface Resolution {
        /// At least one symbol, by spelling.
        record Found(List<SymbolInfo> symbols) implements Resolution {}

        record Refused(Conflict conflict) implements Resolution {}
    }

    /// Any symbol.
    public Resolution resolve(String query) {
        String text = normal(query);
        SymbolInfo exact = graph.symbol(text).orElse(null);
        return exact != null ? new Resolution.Found(List.of(exact)) : resolveMethods(text);
    }

    /// Methods and constructors only: a field of the same name is not meant.
    public Resolution resolveMethods(String query) {
        String text = normal(query);
        if (!text.contains("#")) {
            return new Resolution.Refused(notFound(text));
        }
        List<SymbolInfo> overloads = overloads(SymbolSpelling.typeOf(text), SymbolSpelling.simpleName(text));
        String wanted = SymbolSpelling.parameters(text).orElse("");
        List<SymbolInfo> fitting = overloads.stream()
                .filter(method ->
                        fits(SymbolSpelling.parameters(method.symbol()).orElse("()"), wanted))
                .toList();
        if (fitting.isEmpty()) {
            return new Resolution.Refused(notFound(text));
        }
        if (fitting.size() > 1 && !wanted.equals(ALL)) {
            return new Resolution.Refused(ambiguous(text, fitting));
        }
        return new Resolution.Found(fitting);
    }

    /// Methods of this name that `type` declares; `<init>` for its constructors.
    public List<SymbolInfo> overloads(String type, String name) {
        Set<SymbolInfo> found = new LinkedHashSet<>();
        for (SymbolInfo symbol : graph.membersOf(type)) {
            addCallable(found, symbol, type, name);
        }
        if (found.isEmpty()) {
            for (SymbolInfo symbol : graph.symbolsNamed(name)) {
                addCallable(found, symbol, type, name);
            }
        }
        return found.stream()
                .sorted(java.util.Comparator.comparing(SymbolInfo::symbol))
                .toList();
    }

    private static void addCallable(Set<SymbolInfo> found, SymbolInfo symbol, String type, String name) {
        boolean callable = symbol.kind() == SymbolKind.METHOD || symbol.kind() == SymbolKind.CONSTRUCTOR;
        if (callable && symbol.name().equals(name) && type.equals(symbol.container())) {
            found.add(symbol);
        }
    }

    /// Whether a query means a method by the parameters it says: all types in full, all by their simple
    /// names, or none.
    ///
    /// @param parameters of the method, as its spelling has them
    /// @param wanted of the query; empty, or `(..)`, for any
    public static boolean fits(String parameters, String wanted) {
        return wanted.isEmpty()
                || wanted.equals(ALL)
                || parameters.equals(wanted)
                || simple(parameters).equals(wanted);
    }

    private static String simple(String parameters) {
        return parameters.replaceAll("[\\w$]+\\.", "");
    }

    /// A type as it is spelled. `$` parts a nested type from the one around it where classes are named, and
    /// may be part of a name.
    public static String type(GraphView graph, String query) {
        String text = normal(query);
        return graph.symbol(text).isPresent() ? text : text.replace('$', '.');
    }

    /// White space is for the eye, and `...` is how a declaration writes an array.
    public static String normal(String query) {
        return query.replaceAll("\\s+", "").replace("...", "[]");
    }

    private Conflict ambiguous(String text, List<SymbolInfo> candidates) {
        return new Conflict(
                "ambiguous-symbol",
                text,
                "",
                0,
                "\"" + text + "\" could mean " + spellings(candidates) + ". Name one of them, or all with "
                        + SymbolSpelling.typeOf(text) + "#" + SymbolSpelling.simpleName(text) + "(..).");
    }

    private Conflict notFound(String text) {
        String type = SymbolSpelling.typeOf(text);
        String name = SymbolSpelling.simpleName(text);
        List<String> near = new ArrayList<>();
        if (text.contains("#") && graph.symbol(type).isPresent()) {
            for (String above : types.withSupertypes(type)) {
                for (SymbolInfo inherited : above.equals(type) ? List.<SymbolInfo>of() : types.methods(above, name)) {
                    return conflict(
                            text,
                            type + " inherits " + name + " from " + above + ": name " + inherited.symbol()
                                    + " instead.");
                }
            }
            graph.membersOf(type).forEach(member -> near.add(member.symbol()));
            return conflict(text, type + " declares no such member." + nearest(name, near));
        }
        String simpleType = SymbolSpelling.simpleName(type);
        graph.symbolsNamed(simpleType).stream()
                .filter(symbol -> symbol.kind().isType() || !text.contains("#"))
                .forEach(symbol -> near.add(symbol.symbol()));
        int dot = type.lastIndexOf('.');
        if (dot > 0) {
            graph.membersOf(type.substring(0, dot)).stream()
                    .filter(symbol -> symbol.kind().isType())
                    .forEach(symbol -> near.add(symbol.symbol()));
        }
        return conflict(
                text,
                (text.contains("#") ? "There is no type " + type : "There is no symbol " + type)
                        + " in this repository, and nothing in it mentions one." + nearest(simpleType, near));
    }

    private static Conflict conflict(String text, String sentence) {
        return new Conflict("not-found", text, "", 0, sentence);
    }

    private static String nearest(String name, List<String> candidates) {
        return candidates.isEmpty()
                ? ""
                : " Nearest: "
                        + String.join(", ", Nearest.ranked(name, candidates, SymbolSpelling::simpleName, MAX_NAMED))
                        + ".";
    }

    private static String spellings(List<SymbolInfo> symbols) {
        String named = String.join(
                ", ", symbols.stream().map(SymbolInfo::symbol).limit(MAX_NAMED).toList());
        int more = symbols.size() - MAX_NAMED;
        return more > 0 ? named + " and " + more + " more" : named;
    }
}
