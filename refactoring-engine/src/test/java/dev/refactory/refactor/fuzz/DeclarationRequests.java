package dev.refactory.refactor.fuzz;

import dev.refactory.graph.model.SymbolInfo;
import dev.refactory.graph.model.SymbolKind;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// Requests about any declaration of a kind. Whether one is legal depends on everything that uses it: a
/// refusal never counts.
abstract class DeclarationRequests implements RequestMaker {
    private final String recipe;

    DeclarationRequests(String recipe) {
        this.recipe = recipe;
    }

    /// Whether the recipe is about such symbols.
    abstract boolean concerns(SymbolInfo symbol);

    /// The parameters of a request about one.
    abstract Map<String, String> asked(SymbolInfo symbol, Library library, RandomGenerator random);

    @Override
    public final String recipe() {
        return recipe;
    }

    @Override
    public final Optional<Request> make(Library library, RandomGenerator random) {
        List<SymbolInfo> symbols = library.declared(this::concerns);
        if (symbols.isEmpty()) {
            return Optional.empty();
        }
        SymbolInfo symbol = symbols.get(random.nextInt(symbols.size()));
        return Optional.of(new Request(recipe, asked(symbol, library, random), false, new Promise.Compiles()));
    }

    /// Any access for anything that can have one.
    static final class Access extends DeclarationRequests {
        private static final List<String> WORDS = List.of("public", "protected", "package-private", "private");

        Access() {
            super("change-access");
        }

        @Override
        boolean concerns(SymbolInfo symbol) {
            return !symbol.kind().isLocal()
                    && symbol.kind() != SymbolKind.PACKAGE
                    && !symbol.symbol().contains(".local$");
        }

        @Override
        Map<String, String> asked(SymbolInfo symbol, Library library, RandomGenerator random) {
            return Map.of("symbol", symbol.symbol(), "access", WORDS.get(random.nextInt(WORDS.size())));
        }
    }

    /// Any top-level type, into a new package or one there is.
    static final class Move extends DeclarationRequests {
        Move() {
            super("move-type");
        }

        @Override
        boolean concerns(SymbolInfo symbol) {
            String path = symbol.path();
            return path != null && symbol.kind().isType() && path.endsWith("/" + symbol.name() + ".java");
        }

        @Override
        Map<String, String> asked(SymbolInfo symbol, Library library, RandomGenerator random) {
            List<String> paths = List.copyOf(library.texts().keySet());
            String neighbour = paths.get(random.nextInt(paths.size()));
            String there = neighbour
                    .substring(0, Math.max(0, neighbour.lastIndexOf('/')))
                    .replace('/', '.');
            String target = random.nextBoolean() || there.isEmpty()
                    ? symbol.container() + "." + NewNames.fresh(library, "moved", random)
                    : there;
            return Map.of("type", symbol.symbol(), "targetPackage", target);
        }
    }

    /// Any static method or field, into any type, often one of the same package.
    static final class MoveMember extends DeclarationRequests {
        MoveMember() {
            super("move-static-member");
        }

        @Override
        boolean concerns(SymbolInfo symbol) {
            return (symbol.kind() == SymbolKind.FIELD || symbol.kind() == SymbolKind.METHOD) && symbol.has("static");
        }

        @Override
        Map<String, String> asked(SymbolInfo symbol, Library library, RandomGenerator random) {
            String path = String.valueOf(symbol.path());
            String folder = path.substring(0, path.lastIndexOf('/') + 1);
            boolean near = random.nextInt(3) > 0;
            List<SymbolInfo> types = library.declared(type -> type.kind().isType()
                    && !type.symbol().contains(".local$")
                    && (!near || String.valueOf(type.path()).startsWith(folder)));
            return Map.of(
                    "member",
                    symbol.symbol(),
                    "targetType",
                    types.get(random.nextInt(types.size())).symbol());
        }
    }
}
