package dev.refactory.refactor.fuzz;

import dev.refactory.graph.model.SymbolInfo;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// Requests to rename something declared: two of three to a fresh name, the others to one that may be
/// taken.
abstract class RenameRequests implements RequestMaker {
    private final String parameter;

    /// @param parameter the recipe's name for what it renames
    RenameRequests(String parameter) {
        this.parameter = parameter;
    }

    /// Whether the recipe is about such symbols.
    abstract boolean concerns(SymbolInfo symbol);

    /// Whether it can have any name that is free.
    abstract boolean free(Library library, SymbolInfo symbol);

    /// The symbol by its new name.
    abstract String renamed(SymbolInfo symbol, String newName);

    @Override
    public final Optional<Request> make(Library library, RandomGenerator random) {
        List<SymbolInfo> symbols = library.declared(this::concerns);
        if (symbols.isEmpty()) {
            return Optional.empty();
        }
        SymbolInfo symbol = symbols.get(random.nextInt(symbols.size()));
        boolean fresh = random.nextInt(3) > 0;
        String newName =
                fresh ? NewNames.fresh(library, symbol.name(), random) : NewNames.taken(library, symbol, random);
        return Optional.of(new Request(
                recipe(),
                Map.of(parameter, symbol.symbol(), "newName", newName),
                fresh && free(library, symbol),
                new Promise.Renaming(
                        symbol.name(),
                        newName,
                        fresh,
                        Map.of(parameter, renamed(symbol, newName), "newName", symbol.name()))));
    }
}
