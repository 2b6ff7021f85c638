package dev.refactory.refactor.recipe.scope;

import dev.refactory.graph.model.GraphView;
import dev.refactory.graph.model.Occurrence;
import dev.refactory.graph.model.Role;
import dev.refactory.graph.model.SymbolInfo;
import dev.refactory.graph.model.SymbolKind;
import dev.refactory.refactor.recipe.source.TypeBodies;
import dev.refactory.refactor.rewrite.JavaTokens;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What one file declares with a name that is written, and where each declaration begins: with its
/// first annotation or modifier, or its type. Locals and type parameters are left out. By tokens, so
/// it never fails; which names are declarations is a fact.
public final class DeclarationHeads {
    private final JavaTokens tokens;
    private final int[] opening;
    private final List<Head> heads = new ArrayList<>();
    private final Map<String, Head> bySymbol = new HashMap<>();

    /// @param first its first token
    /// @param name the token of its name, or of the first of several
    /// @param declares several where a declaration has them, as in `int a, b;`
    public record Head(int first, int name, List<SymbolInfo> declares) {
        public SymbolInfo symbol() {
            return declares.getFirst();
        }
    }

    public DeclarationHeads(GraphView graph, FileScopes file) {
        this.tokens = file.tokens;
        int[] closing = TypeBodies.closing(tokens);
        this.opening = new int[closing.length];
        for (int i = 0; i < closing.length; i++) {
            if (closing[i] > i) {
                opening[closing[i]] = i;
            }
        }
        Map<String, SymbolInfo> declared = new HashMap<>();
        graph.declaredIn(List.of(file.path))
                .getOrDefault(file.path, List.of())
                .forEach(symbol -> declared.put(symbol.symbol(), symbol));
        for (Occurrence place : file.all.stream().sorted().toList()) {
            SymbolInfo symbol = declared.get(place.symbol());
            boolean written = place.has(Role.DEFINITION) && !place.has(Role.IMPLICIT);
            int at = tokens.indexAt(place.range().start());
            if (symbol != null && written && at >= 0 && hasHead(symbol, file.path)) {
                add(symbol, at);
            }
        }
    }

    private static boolean hasHead(SymbolInfo symbol, String path) {
        return switch (symbol.kind()) {
            case CLASS, INTERFACE, ENUM, RECORD, ANNOTATION -> true;
            case METHOD, CONSTRUCTOR, FIELD, ENUM_CONSTANT, RECORD_COMPONENT, PARAMETER -> true;
            case PACKAGE -> path.endsWith("package-info.java");
            case TYPE_PARAMETER, LOCAL, UNRESOLVED, MODULE -> false;
        };
    }

    private void add(SymbolInfo symbol, int at) {
        boolean continues =
                symbol.kind() == SymbolKind.FIELD && tokens.at(at - 1).equals(",");
        Head before = continues ? fieldBefore(symbol) : null;
        Head head;
        if (before == null) {
            head = new Head(first(at, symbol.kind()), at, List.of(symbol));
        } else {
            List<SymbolInfo> declares = new ArrayList<>(before.declares());
            declares.add(symbol);
            head = new Head(before.first(), before.name(), List.copyOf(declares));
            heads.remove(before);
        }
        heads.add(head);
        head.declares().forEach(each -> bySymbol.put(each.symbol(), head));
    }

    private @org.jspecify.annotations.Nullable Head fieldBefore(SymbolInfo field) {
        Head found = null;
        for (Head head : heads) {
            boolean sibling = head.symbol().kind() == SymbolKind.FIELD
                    && String.valueOf(field.container()).equals(head.symbol().container());
            found = sibling && (found == null || head.name() > found.name()) ? head : found;
        }
        return found;
    }

    /// A declaration starts after the end of the one before it, or where its surroundings open.
    private int first(int name, SymbolKind kind) {
        boolean listed =
                kind == SymbolKind.ENUM_CONSTANT || kind == SymbolKind.PARAMETER || kind == SymbolKind.RECORD_COMPONENT;
        int angles = 0;
        int at = name;
        while (at > 0) {
            String before = tokens.at(at - 1);
            switch (before) {
                case ";", "{", "}", "(", "->" -> {
                    return at;
                }
                case ")", "]" -> at = opening[at - 1];
                case "," -> {
                    if (listed && angles == 0) {
                        return at;
                    }
                    at--;
                }
                default -> {
                    angles += before.equals(">") ? 1 : before.equals("<") ? -1 : 0;
                    at--;
                }
            }
        }
        return at;
    }

    /// In the order of their names' places.
    public List<Head> all() {
        return List.copyOf(heads);
    }

    /// Of a symbol by its spelling.
    public Optional<Head> of(String symbol) {
        return Optional.ofNullable(bySymbol.get(symbol));
    }

    /// The declaration whose annotations, modifiers or type a token is among.
    Optional<Head> around(int token) {
        Head found = null;
        for (Head head : heads) {
            boolean around = head.first() <= token && token < head.name();
            found = around && (found == null || head.first() > found.first()) ? head : found;
        }
        return Optional.ofNullable(found);
    }

    /// All that have a parameter in their spelling after `~`, with this name.
    List<SymbolInfo> parameters(String member, String name) {
        return heads.stream()
                .map(Head::symbol)
                .filter(symbol ->
                        symbol.kind() == SymbolKind.PARAMETER && symbol.symbol().startsWith(member + "~" + name + "@"))
                .toList();
    }
}
