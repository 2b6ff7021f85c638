package dev.refactory.refactor.recipe.find;

import dev.refactory.graph.model.GraphView;
import dev.refactory.graph.model.SymbolInfo;
import dev.refactory.graph.model.SymbolKind;
import dev.refactory.kit.text.Counted;
import dev.refactory.refactor.plan.Finding;
import dev.refactory.refactor.recipe.Recipe;
import dev.refactory.refactor.recipe.scope.RenamedType;
import dev.refactory.refactor.recipe.scope.TypeHierarchy;
import dev.refactory.refactor.text.TextPlace;
import dev.refactory.refactor.text.TextReferences;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// Where texts name what a recipe without changes asks for.
///
/// @param places in texts, what only looks like a name among them
/// @param findings one for each place, as far as they are listed
record TextMentions(List<TextPlace> places, List<Finding> findings) {
    /// Types searched for one request: a file seldom has more.
    static final int MAX_TYPES = 20;

    /// @param symbols asked for; those of libraries, packages and constructors have no texts
    /// @param family members that are called with one of them, itself included
    static TextMentions of(
            GraphView graph, Recipe.Sources sources, String rule, List<SymbolInfo> symbols, Set<String> family) {
        TextReferences references = new TextReferences(graph, sources);
        List<TextPlace> places = new ArrayList<>();
        List<Finding> findings = new ArrayList<>();
        List<SymbolInfo> own =
                symbols.stream().filter(symbol -> symbol.path() != null).toList();
        own.stream().filter(symbol -> symbol.kind().isType()).limit(MAX_TYPES).forEach(type -> {
            TextReferences.Found found =
                    references.ofType(RenamedType.of(graph, type, type.name()).textName(graph));
            places.addAll(found.places());
            findings.addAll(references.mentions(found, rule));
        });
        List<SymbolInfo> members = own.stream().filter(TextMentions::isMember).toList();
        if (!members.isEmpty()) {
            Set<String> asked = new TreeSet<>(family);
            members.forEach(member -> asked.add(member.symbol()));
            TextReferences.Found found = references.ofMembers(
                    TextReferences.MemberNames.of(members.getFirst().symbol(), asked));
            places.addAll(found.places());
            findings.addAll(references.mentions(found, rule));
        }
        return new TextMentions(List.copyOf(places), List.copyOf(findings));
    }

    private static boolean isMember(SymbolInfo symbol) {
        return symbol.kind() == SymbolKind.METHOD || TypeHierarchy.isField(symbol.kind());
    }

    /// For example `, and 3 places in texts`; empty without any.
    String sentence() {
        return places.isEmpty() ? "" : ", and " + Counted.of(places.size(), "place") + " in texts";
    }
}
