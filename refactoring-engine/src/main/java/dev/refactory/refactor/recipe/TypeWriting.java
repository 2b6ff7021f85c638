package dev.refactory.refactor.recipe;

import dev.refactory.graph.model.GraphView;
import dev.refactory.graph.model.Occurrence;
import dev.refactory.graph.model.Role;
import dev.refactory.refactor.plan.Piece;
import dev.refactory.refactor.plan.SymbolSpelling;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// How one file writes a type: by its simple name where that means it already, else with its package.
final class TypeWriting {
    private final GraphView graph;
    private final Set<String> named = new HashSet<>();
    private final Set<String> otherNames = new HashSet<>();
    private final String packageName;

    /// @param all occurrences of the file
    TypeWriting(GraphView graph, TypeHierarchy types, String path, List<Occurrence> all) {
        this.graph = graph;
        this.packageName = all.stream()
                .filter(occurrence -> occurrence.has(Role.DEFINITION) && !occurrence.has(Role.IMPLICIT))
                .map(Occurrence::symbol)
                .filter(symbol -> graph.symbol(symbol)
                        .filter(info -> info.kind().isType() && path.equals(info.path()))
                        .isPresent())
                .map(types::packageOf)
                .findFirst()
                .orElse("");
        for (Occurrence occurrence : all) {
            String symbol = occurrence.symbol();
            boolean single = occurrence.has(Role.IMPORT) && !occurrence.has(Role.STATIC_IMPORT);
            boolean declared = occurrence.has(Role.DEFINITION) && symbol.indexOf('#') < 0 && symbol.indexOf('~') < 0;
            if (single || declared) {
                named.add(symbol);
            }
            otherNames.add(SymbolSpelling.simpleName(symbol) + ' ' + symbol);
        }
    }

    /// A type as the file writes it.
    /// @param roles of the names of types
    List<Piece> pieces(TypeText type, Set<Role> roles) {
        List<Piece> pieces = new ArrayList<>();
        for (TypeText.Word word : type.words()) {
            if (word.symbol().isEmpty()) {
                pieces.add(Piece.text(TypeText.spaced(word.text())));
            } else if (simple(word.symbol())) {
                pieces.add(Piece.name(SymbolSpelling.simpleName(word.symbol()), word.symbol(), roles));
            } else {
                qualified(pieces, word.symbol(), roles);
            }
        }
        return pieces;
    }

    private void qualified(List<Piece> pieces, String symbol, Set<Role> roles) {
        Set<Role> ofPackages = roles.contains(Role.DOCUMENTATION) ? roles : Set.of();
        String soFar = "";
        for (String part : symbol.split("\\.")) {
            if (!soFar.isEmpty()) {
                pieces.add(Piece.text("."));
            }
            soFar = soFar.isEmpty() ? part : soFar + "." + part;
            boolean type =
                    graph.symbol(soFar).map(info -> info.kind().isType()).orElse(Character.isUpperCase(part.charAt(0)));
            pieces.add(Piece.name(part, soFar, type ? roles : ofPackages));
        }
    }

    /// Whether the simple name means it here, and nothing in the file has that name.
    private boolean simple(String symbol) {
        String name = SymbolSpelling.simpleName(symbol);
        String container = symbol.substring(0, Math.max(0, symbol.length() - name.length() - 1));
        boolean seen = named.contains(symbol)
                || !packageName.isEmpty() && container.equals(packageName)
                || packageName.isEmpty() && container.isEmpty()
                || container.equals(JavaLang.PACKAGE)
                        && graph.symbol(packageName + "." + name).isEmpty();
        return seen
                && otherNames.stream()
                        .noneMatch(other -> other.startsWith(name + ' ')
                                && !other.equals(name + ' ' + symbol)
                                && !other.contains("#<init>"));
    }
}
