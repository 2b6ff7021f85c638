package dev.refactory.refactor.recipe.api;

import dev.refactory.graph.model.GraphView;
import dev.refactory.refactor.plan.SymbolSpelling;
import dev.refactory.refactor.recipe.scope.TypeHierarchy;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A template of `replace-api`, understood: what is looked for, by its symbols, and what is written
/// instead.
///
/// @param title `before → after`, for people
/// @param since the first Java level that has what is written; 0 for each
/// @param anchor the call, `new` or constant of `before` that facts find it by
/// @param symbols what each call, `new` and constant of `before` may mean: the member itself and what
///     overrides it in the repository
/// @param planned of `after`: what each call, `new` and constant must mean, where that is known
/// @param variable whether the last parameter of the anchor takes any number of arguments
record ApiTemplate(
        String title,
        int since,
        ApiCode before,
        ApiCode after,
        ApiCode anchor,
        Map<ApiCode, Set<String>> symbols,
        Map<ApiCode, String> planned,
        boolean variable) {

    /// What the anchor may mean.
    Set<String> anchors() {
        return symbols.getOrDefault(anchor, Set.of());
    }

    /// Whether every call of the anchor is one that is replaced: there is nothing around it, and its
    /// arguments are holes.
    boolean bare() {
        return before == anchor && before.parts().stream().allMatch(ApiCode.Hole.class::isInstance);
    }

    /// @throws ApiParser.Fault when it is no template
    static ApiTemplate of(GraphView graph, TypeHierarchy types, ApiLists.Entry entry, Map<String, String> imports)
            throws ApiParser.Fault {
        return new ApiResolver(graph, types, imports).resolve(entry);
    }

    /// Whether `pattern`, a part of `before`, would find `code`, a part of `after`.
    boolean matches(ApiCode pattern, ApiCode code) {
        boolean same = switch (pattern) {
            case ApiCode.Hole hole -> true;
            case ApiCode.Literal literal -> literal.equals(code);
            case ApiCode.ClassLiteral literal -> literal.equals(code);
            case ApiCode.Member member -> code instanceof ApiCode.Member other && sameMember(member, other);
            case ApiCode.New creation ->
                code instanceof ApiCode.New other && creation.type().equals(other.type()) && overload(creation, other);
            case ApiCode.Unary unary ->
                code instanceof ApiCode.Unary other && unary.operator().equals(other.operator());
            case ApiCode.Cast cast -> false;
            case ApiCode.Binary binary ->
                code instanceof ApiCode.Binary other && binary.operator().equals(other.operator());
        };
        if (!same || pattern instanceof ApiCode.Hole) {
            return same;
        }
        List<ApiCode> patterns = pattern.parts();
        List<ApiCode> parts = code.parts();
        for (int i = 0; i < patterns.size() && same; i++) {
            same = i < parts.size() && matches(patterns.get(i), parts.get(i));
        }
        return same && patterns.size() == parts.size();
    }

    private boolean sameMember(ApiCode.Member member, ApiCode.Member other) {
        boolean object = (member.receiver() == null) == (other.receiver() == null);
        boolean call = (member.arguments() == null) == (other.arguments() == null);
        String owner = SymbolSpelling.typeOf(
                symbols.getOrDefault(member, Set.of("")).iterator().next());
        boolean type = symbols.getOrDefault(member, Set.of()).stream()
                        .anyMatch(symbol -> SymbolSpelling.typeOf(symbol).equals(other.owner()))
                || owner.equals(other.owner());
        return object && call && type && member.name().equals(other.name()) && overload(member, other);
    }

    private boolean overload(ApiCode pattern, ApiCode code) {
        String symbol = planned.get(code);
        return symbol == null || symbols.getOrDefault(pattern, Set.of()).contains(symbol);
    }
}
