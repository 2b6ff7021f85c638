package dev.refactory.refactor.fuzz;

import dev.refactory.graph.model.Relation;
import dev.refactory.graph.model.SymbolInfo;
import dev.refactory.graph.model.SymbolKind;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// Any method, one overload at a time.
final class RenameMethodRequests extends RenameRequests {
    RenameMethodRequests() {
        super("method");
    }

    @Override
    public String recipe() {
        return "rename-method";
    }

    @Override
    boolean concerns(SymbolInfo symbol) {
        return symbol.kind() == SymbolKind.METHOD;
    }

    /// Nothing of its family is declared elsewhere, made by the compiler, or known by its name.
    @Override
    boolean free(Library library, SymbolInfo symbol) {
        Set<String> family = new TreeSet<>(Set.of(symbol.symbol()));
        Deque<String> open = new ArrayDeque<>(family);
        while (!open.isEmpty()) {
            List<String> one = List.of(open.remove());
            SymbolInfo info = library.graph().symbol(one.getFirst()).orElse(null);
            if (info == null || info.path() == null || known(library, info)) {
                return false;
            }
            Set<String> next = new TreeSet<>();
            library.graph().relationsFrom(Relation.Kind.OVERRIDES, one).forEach(relation -> next.add(relation.to()));
            library.graph().relationsTo(Relation.Kind.OVERRIDES, one).forEach(relation -> next.add(relation.from()));
            next.stream().filter(family::add).forEach(open::add);
        }
        return true;
    }

    private static boolean known(Library library, SymbolInfo method) {
        String container = String.valueOf(method.container());
        SymbolKind owner = library.graph().symbol(container).orElseThrow().kind();
        boolean component = owner == SymbolKind.RECORD
                && library.graph().symbol(container + "#" + method.name()).isPresent();
        boolean ofTheLanguage = owner == SymbolKind.ENUM
                && (method.name().equals("values") || method.name().equals("valueOf"));
        boolean given = owner == SymbolKind.ANNOTATION && method.name().equals("value");
        return method.has("native") || method.name().equals("main") || component || ofTheLanguage || given;
    }

    @Override
    String renamed(SymbolInfo symbol, String newName) {
        return symbol.container() + "#" + newName
                + symbol.symbol().substring(symbol.symbol().indexOf('('));
    }
}
