package dev.refactory.benchmarks.differential;

import static dev.refactory.benchmarks.differential.RequestChoice.any;

import dev.refactory.graph.model.Relation;
import dev.refactory.graph.model.SymbolInfo;
import dev.refactory.graph.model.SymbolKind;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/// Renames of any method, one overload at a time: two of three to a name that no text has, the others to one that a
/// neighbour has, that everything inherits, or that is none.
final class MethodRequests implements RequestChoice.Maker {
    private static final List<String> KNOWN = List.of("toString", "hashCode", "getClass", "wait", "class", "1st");

    private final AttributedTree tree;
    private final List<SymbolInfo> methods;

    MethodRequests(AttributedTree tree) {
        this.tree = tree;
        this.methods = tree.facts().values().stream()
                .flatMap(file -> file.declared().stream())
                .filter(symbol -> symbol.path() != null && symbol.kind() == SymbolKind.METHOD)
                .filter(symbol -> !symbol.symbol().contains("local$"))
                .filter(symbol -> !ofTheLanguage(symbol))
                .toList();
    }

    /// Nobody wrote it, so OpenRewrite has no tree of it.
    private boolean ofTheLanguage(SymbolInfo method) {
        SymbolKind owner = tree.graph()
                .symbol(String.valueOf(method.container()))
                .map(SymbolInfo::kind)
                .orElse(SymbolKind.CLASS);
        return owner == SymbolKind.RECORD
                || owner == SymbolKind.ENUM && List.of("values", "valueOf").contains(method.name());
    }

    /// The declaration in the library that it overrides, and nothing above it: what OpenRewrite must be asked for to
    /// rename the whole family, where ours finds it from any of its methods.
    private SymbolInfo topmost(SymbolInfo method) {
        SymbolInfo top = method;
        Set<String> seen = new HashSet<>();
        while (seen.add(top.symbol())) {
            String from = top.symbol();
            top = tree.graph().relationsFrom(Relation.Kind.OVERRIDES, List.of(from)).stream()
                    .flatMap(relation -> tree.graph().symbol(relation.to()).stream())
                    .filter(above -> above.path() != null)
                    .findFirst()
                    .orElse(top);
        }
        return top;
    }

    @Override
    public Optional<RequestChoice.Draft> draw(RandomGenerator random) {
        if (methods.isEmpty()) {
            return Optional.empty();
        }
        SymbolInfo method = any(methods, random);
        boolean fresh = random.nextInt(3) > 0;
        String newName = fresh ? fresh(method.name(), random) : taken(method, random);
        if (newName.equals(method.name())) {
            return Optional.empty();
        }
        String symbol = method.symbol();
        SymbolInfo top = topmost(method);
        String spelled = top.symbol();
        String parameters = spelled.substring(spelled.indexOf('(') + 1, spelled.length() - 1);
        return Optional.of(new RequestChoice.Draft(
                symbol + " to " + newName,
                new Request.Asked("rename-method", Map.of("method", symbol, "newName", newName)),
                new Request.Asked(
                        "ChangeMethodName",
                        Map.of(
                                "owner",
                                String.valueOf(top.container()),
                                "name",
                                method.name(),
                                "parameters",
                                parameters,
                                "newName",
                                newName)),
                List.of(method.name(), newName)));
    }

    private String fresh(String old, RandomGenerator random) {
        while (true) {
            String name = "zq" + random.nextInt(1000) + "Of" + Character.toUpperCase(old.charAt(0)) + old.substring(1);
            if (tree.texts().values().stream().noneMatch(text -> text.contains(name))) {
                return name;
            }
        }
    }

    private String taken(SymbolInfo method, RandomGenerator random) {
        List<String> neighbours = tree.graph().membersOf(String.valueOf(method.container())).stream()
                .map(SymbolInfo::name)
                .filter(name -> !name.equals("<init>") && !name.equals(method.name()))
                .distinct()
                .toList();
        return neighbours.isEmpty() || random.nextInt(3) == 0 ? any(KNOWN, random) : any(neighbours, random);
    }
}
