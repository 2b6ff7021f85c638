package dev.refactory.refactor.fuzz;

import dev.refactory.graph.model.FileFacts;
import dev.refactory.graph.model.SymbolInfo;

/// Any type that has a name other code can use.
final class RenameTypeRequests extends RenameRequests {
    RenameTypeRequests() {
        super("type");
    }

    @Override
    public String recipe() {
        return "rename-type";
    }

    @Override
    boolean concerns(SymbolInfo symbol) {
        return symbol.kind().isType() && !symbol.symbol().contains("local$");
    }

    /// Native methods are known by the names of their types.
    @Override
    boolean free(Library library, SymbolInfo symbol) {
        FileFacts file = library.facts().get(symbol.path());
        return file != null && file.declared().stream().noneMatch(member -> member.has("native"));
    }

    @Override
    String renamed(SymbolInfo symbol, String newName) {
        return symbol.symbol().substring(0, symbol.symbol().lastIndexOf('.') + 1) + newName;
    }
}
