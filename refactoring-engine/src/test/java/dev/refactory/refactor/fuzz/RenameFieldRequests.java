package dev.refactory.refactor.fuzz;

import dev.refactory.graph.model.SymbolInfo;
import dev.refactory.graph.model.SymbolKind;
import java.util.Set;

/// Any field, enum constant or record component.
final class RenameFieldRequests extends RenameRequests {
    private static final Set<String> READ_BY_SERIALIZATION = Set.of("serialVersionUID", "serialPersistentFields");

    RenameFieldRequests() {
        super("field");
    }

    @Override
    public String recipe() {
        return "rename-field";
    }

    @Override
    boolean concerns(SymbolInfo symbol) {
        return symbol.kind() == SymbolKind.FIELD
                || symbol.kind() == SymbolKind.ENUM_CONSTANT
                || symbol.kind() == SymbolKind.RECORD_COMPONENT;
    }

    /// What a component's constructor and accessor are called may have to stay.
    @Override
    boolean free(Library library, SymbolInfo symbol) {
        return !READ_BY_SERIALIZATION.contains(symbol.name()) && symbol.kind() != SymbolKind.RECORD_COMPONENT;
    }

    @Override
    String renamed(SymbolInfo symbol, String newName) {
        return symbol.container() + "#" + newName;
    }
}
