package dev.refactory.refactor.fuzz;

import dev.refactory.graph.model.FileFacts;
import dev.refactory.graph.model.Occurrence;
import dev.refactory.graph.model.Role;
import dev.refactory.graph.model.SymbolInfo;
import dev.refactory.graph.model.SymbolKind;
import dev.refactory.refactor.edit.LineIndex;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// Requests to rename any variable or type parameter where it is named: half of them to a fresh name,
/// the others to one that the same file writes. The compiled classes must not notice.
final class RenameVariableRequests implements RequestMaker {
    @Override
    public String recipe() {
        return "rename-variable";
    }

    @Override
    public Optional<Request> make(Library library, RandomGenerator random) {
        List<FileFacts> files = List.copyOf(library.facts().values());
        FileFacts file = files.get(random.nextInt(files.size()));
        Map<String, SymbolInfo> locals = new HashMap<>();
        file.declared().stream()
                .filter(symbol -> symbol.kind() == SymbolKind.LOCAL || symbol.kind() == SymbolKind.TYPE_PARAMETER)
                .forEach(symbol -> locals.put(symbol.symbol(), symbol));
        List<Occurrence> named = file.occurrences().stream()
                .filter(place -> locals.containsKey(place.symbol()) && !place.has(Role.IMPLICIT))
                .toList();
        if (named.isEmpty()) {
            return Optional.empty();
        }
        Occurrence place = named.get(random.nextInt(named.size()));
        SymbolInfo variable = Objects.requireNonNull(locals.get(place.symbol()));
        // A type variable's name is written into classes, where another type's looks the same.
        boolean fresh = variable.kind() == SymbolKind.TYPE_PARAMETER || random.nextBoolean();
        String newName =
                fresh ? NewNames.fresh(library, variable.name(), random) : NewNames.taken(library, variable, random);
        LineIndex lines = LineIndex.of(Objects.requireNonNull(library.texts().get(file.path())));
        int start = place.range().start();
        String line = file.path() + ":" + lines.line(start) + ":";
        String at = line + lines.column(start);
        // Where the same name stands before it in its line, it has moved when it is renamed back.
        long before = named.stream()
                .filter(each -> each.symbol().equals(place.symbol())
                        && each.range().start() < start
                        && lines.line(each.range().start()) == lines.line(start))
                .count();
        String then = line
                + (lines.column(start)
                        + before * (newName.length() - variable.name().length()));
        return Optional.of(new Request(
                recipe(),
                Map.of("at", at, "newName", newName),
                fresh,
                new Promise.Renaming(variable.name(), newName, fresh, Map.of("at", then, "newName", variable.name()))));
    }
}
