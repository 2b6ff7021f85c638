package dev.refactory.refactor.verify;

import dev.refactory.graph.model.FileFacts;
import dev.refactory.graph.model.FileInfo;
import dev.refactory.graph.model.GraphView;
import dev.refactory.graph.model.Occurrence;
import dev.refactory.graph.model.Relation;
import dev.refactory.graph.model.SymbolInfo;
import dev.refactory.graph.model.SymbolKind;
import dev.refactory.refactor.plan.SymbolSpelling;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/// A snapshot with some of its files replaced, added or removed: the graph as it would be after a
/// change. Everything a replaced or removed file declares is hidden, what the new facts say is
/// added.
public final class OverlayGraph implements GraphView {
    private final GraphView base;
    private final Map<String, FileFacts> replaced;
    private final Set<String> hidden;
    private final Set<Relation> statedByHidden;

    /// @param base the snapshot before
    /// @param after facts of the changed files, by their path after the change
    /// @param removed paths that are gone
    public OverlayGraph(GraphView base, Map<String, FileFacts> after, Collection<String> removed) {
        this.base = base;
        this.replaced = new TreeMap<>(after);
        this.hidden = new HashSet<>(removed);
        hidden.addAll(after.keySet());
        this.statedByHidden = new HashSet<>();
        base.facts(hidden).values().forEach(file -> statedByHidden.addAll(file.relations()));
    }

    @Override
    public Optional<SymbolInfo> symbol(String symbol) {
        return Optional.ofNullable(symbols(List.of(symbol)).get(symbol));
    }

    @Override
    public Map<String, SymbolInfo> symbols(Collection<String> symbols) {
        Set<String> wanted = new HashSet<>(symbols);
        return merged(base.symbols(symbols).values(), symbol -> wanted.contains(symbol.symbol()));
    }

    @Override
    public List<SymbolInfo> symbolsNamed(String name) {
        return List.copyOf(merged(
                        base.symbolsNamed(name),
                        symbol -> symbol.name().equals(name) && !symbol.kind().isLocal())
                .values());
    }

    @Override
    public List<SymbolInfo> membersOf(String container) {
        return List.copyOf(merged(
                        base.membersOf(container),
                        symbol -> container.equals(symbol.container())
                                && symbol.path() != null
                                && !symbol.kind().isLocal())
                .values());
    }

    @Override
    public List<SymbolInfo> deprecatedSymbols() {
        Set<String> marked = merged(
                        base.deprecatedSymbols(),
                        symbol -> symbol.deprecated() && !symbol.kind().isLocal())
                .keySet();
        return symbols(marked).values().stream().filter(SymbolInfo::deprecated).toList();
    }

    @Override
    public List<String> declared(Collection<SymbolKind> kinds, String prefix) {
        Set<String> declared = new TreeSet<>(base.declared(kinds, prefix));
        Map<String, SymbolInfo> known = base.symbols(declared);
        declared.removeIf(symbol -> {
            SymbolInfo info = known.get(symbol);
            return info != null && !visible(info);
        });
        replaced.values()
                .forEach(file -> file.declared().stream()
                        .filter(symbol -> symbol.path() != null
                                && !symbol.kind().isLocal()
                                && kinds.contains(symbol.kind())
                                && symbol.symbol().startsWith(prefix))
                        .forEach(symbol -> declared.add(symbol.symbol())));
        return List.copyOf(declared);
    }

    @Override
    public List<String> mentioned(Collection<SymbolKind> kinds, String prefix) {
        Set<String> mentioned = new TreeSet<>(base.mentioned(kinds, prefix));
        replaced.values()
                .forEach(file -> file.declared().stream()
                        .filter(symbol -> symbol.path() == null
                                && !symbol.kind().isLocal()
                                && kinds.contains(symbol.kind())
                                && symbol.symbol().startsWith(prefix))
                        .forEach(symbol -> mentioned.add(symbol.symbol())));
        Map<String, SymbolInfo> known = symbols(mentioned);
        mentioned.removeIf(symbol -> {
            SymbolInfo info = known.get(symbol);
            return info == null || info.path() != null;
        });
        return List.copyOf(mentioned);
    }

    @Override
    public Map<String, List<Occurrence>> occurrencesIn(Collection<String> paths) {
        Set<String> kept = new TreeSet<>(paths);
        kept.removeAll(hidden);
        Map<String, List<Occurrence>> found = new TreeMap<>(base.occurrencesIn(kept));
        paths.forEach(path -> {
            FileFacts file = replaced.get(path);
            if (file != null && !file.occurrences().isEmpty()) {
                found.put(path, file.occurrences());
            }
        });
        return found;
    }

    /// A declaration in the repository goes before a mention of the same spelling.
    private Map<String, SymbolInfo> merged(Collection<SymbolInfo> fromBase, Predicate<SymbolInfo> wanted) {
        Map<String, SymbolInfo> merged = new TreeMap<>();
        fromBase.stream().filter(this::visible).forEach(symbol -> merged.put(symbol.symbol(), symbol));
        replaced.values()
                .forEach(file -> file.declared().stream().filter(wanted).forEach(symbol -> {
                    if (symbol.path() != null) {
                        merged.put(symbol.symbol(), symbol);
                    } else {
                        merged.putIfAbsent(symbol.symbol(), symbol);
                    }
                }));
        return merged;
    }

    private boolean visible(SymbolInfo symbol) {
        String path = symbol.path();
        return path == null || !hidden.contains(path);
    }

    @Override
    public Map<String, List<Occurrence>> occurrencesOf(Collection<String> symbols) {
        Map<String, List<Occurrence>> found = new TreeMap<>(base.occurrencesOf(symbols));
        found.keySet().removeAll(hidden);
        Set<String> wanted = new HashSet<>(symbols);
        replaced.forEach((path, file) -> {
            List<Occurrence> here = file.occurrences().stream()
                    .filter(occurrence -> wanted.contains(occurrence.symbol()))
                    .toList();
            if (!here.isEmpty()) {
                found.put(path, here);
            }
        });
        return found;
    }

    @Override
    public List<Occurrence> occurrencesIn(String path) {
        FileFacts file = replaced.get(path);
        if (file != null) {
            return file.occurrences();
        }
        return hidden.contains(path) ? List.of() : base.occurrencesIn(path);
    }

    @Override
    public Map<String, FileFacts> facts(Collection<String> paths) {
        Map<String, FileFacts> found = new TreeMap<>(base.facts(paths));
        found.keySet().removeAll(hidden);
        paths.forEach(path -> {
            FileFacts file = replaced.get(path);
            if (file != null) {
                found.put(path, file);
            }
        });
        return found;
    }

    @Override
    public List<Relation> relationsFrom(Relation.Kind kind, Collection<String> symbols) {
        return relations(base.relationsFrom(kind, symbols), kind, Relation::from, symbols);
    }

    @Override
    public List<Relation> relationsTo(Relation.Kind kind, Collection<String> symbols) {
        return relations(base.relationsTo(kind, symbols), kind, Relation::to, symbols);
    }

    /// A relation stands until every file that states it is hidden. The file of a subtype may state
    /// it too: a class can tie a method it inherits to an interface that method's own type knows
    /// nothing of.
    private List<Relation> relations(
            List<Relation> fromBase,
            Relation.Kind kind,
            java.util.function.Function<Relation, String> end,
            Collection<String> symbols) {
        Set<Relation> found = new TreeSet<>();
        for (Relation relation : fromBase) {
            if (!statedByHidden.contains(relation) || statedElsewhere(relation)) {
                found.add(relation);
            }
        }
        Set<String> wanted = new HashSet<>(symbols);
        replaced.values()
                .forEach(file -> file.relations().stream()
                        .filter(relation -> relation.kind() == kind && wanted.contains(end.apply(relation)))
                        .forEach(found::add));
        return new ArrayList<>(found);
    }

    private boolean statedElsewhere(Relation relation) {
        Set<String> below = base.withSubtypes(List.of(SymbolSpelling.typeOf(relation.from())));
        Set<String> paths = new TreeSet<>();
        base.symbols(below).values().stream().filter(this::visible).forEach(type -> {
            String path = type.path();
            if (path != null) {
                paths.add(path);
            }
        });
        return base.facts(paths).values().stream()
                .anyMatch(file -> file.relations().contains(relation));
    }

    @Override
    public Optional<FileInfo> file(String path) {
        FileFacts file = replaced.get(path);
        if (file != null) {
            return Optional.of(file.file());
        }
        return hidden.contains(path) ? Optional.empty() : base.file(path);
    }

    @Override
    public List<FileInfo> files() {
        Map<String, FileInfo> files = new TreeMap<>();
        base.files().stream()
                .filter(file -> !hidden.contains(file.path()))
                .forEach(file -> files.put(file.path(), file));
        replaced.values().forEach(file -> files.put(file.path(), file.file()));
        return List.copyOf(files.values());
    }
}
