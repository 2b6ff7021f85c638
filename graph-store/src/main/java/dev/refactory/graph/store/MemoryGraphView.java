package dev.refactory.graph.store;

import dev.refactory.graph.codec.StorableText;
import dev.refactory.graph.model.FileFacts;
import dev.refactory.graph.model.FileInfo;
import dev.refactory.graph.model.FileProblem;
import dev.refactory.graph.model.GraphView;
import dev.refactory.graph.model.Occurrence;
import dev.refactory.graph.model.Relation;
import dev.refactory.graph.model.SymbolInfo;
import dev.refactory.graph.model.SymbolKind;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The facts of a few files, searched from end to end.
final class MemoryGraphView implements GraphView {
    private final Map<String, FileFacts> files = new TreeMap<>();

    MemoryGraphView(Collection<FileFacts> facts) {
        facts.forEach(file -> files.put(file.path(), file));
    }

    /// The facts as a database would give them back.
    static FileFacts storable(FileFacts facts) {
        return new FileFacts(
                StorableText.of(facts.path()),
                facts.blobId(),
                StorableText.of(facts.language()),
                facts.lines(),
                facts.declared().stream().map(MemoryGraphView::storable).toList(),
                facts.occurrences().stream()
                        .map(o -> new Occurrence(o.range(), StorableText.of(o.symbol()), o.roles()))
                        .sorted()
                        .toList(),
                facts.relations().stream()
                        .map(r -> new Relation(StorableText.of(r.from()), r.kind(), StorableText.of(r.to())))
                        .distinct()
                        .sorted()
                        .toList(),
                facts.diagnostics().stream().map(StorableText::of).toList(),
                facts.problems().stream()
                        .map(p -> new FileProblem(p.kind(), StorableText.of(p.detail())))
                        .toList());
    }

    private static SymbolInfo storable(SymbolInfo info) {
        return new SymbolInfo(
                StorableText.of(info.symbol()),
                info.kind(),
                StorableText.of(info.name()),
                orNull(info.container()),
                orNull(info.path()),
                info.modifiers(),
                StorableText.of(info.signature()),
                info.deprecated(),
                info.forRemoval());
    }

    private static @Nullable String orNull(@Nullable String text) {
        return text == null ? null : StorableText.of(text);
    }

    private static Set<String> storable(Collection<String> texts) {
        Set<String> storable = new HashSet<>();
        texts.forEach(text -> storable.add(StorableText.of(text)));
        return storable;
    }

    Map<String, SymbolInfo> symbolsWhere(Predicate<SymbolInfo> wanted) {
        return SymbolChoice.oneEach(() -> files.values().stream()
                .flatMap(file -> file.declared().stream())
                .filter(wanted)
                .iterator());
    }

    @Override
    public Optional<SymbolInfo> symbol(String symbol) {
        return Optional.ofNullable(symbols(List.of(symbol)).get(symbol));
    }

    @Override
    public Map<String, SymbolInfo> symbols(Collection<String> symbols) {
        Set<String> wanted = storable(symbols);
        return symbolsWhere(info -> wanted.contains(info.symbol()));
    }

    @Override
    public List<SymbolInfo> symbolsNamed(String name) {
        String wanted = StorableText.of(name);
        return List.copyOf(
                symbolsWhere(info -> info.name().equals(wanted) && !info.kind().isLocal())
                        .values());
    }

    @Override
    public List<SymbolInfo> membersOf(String container) {
        String wanted = StorableText.of(container);
        return List.copyOf(symbolsWhere(info -> wanted.equals(info.container())
                        && info.path() != null
                        && !info.kind().isLocal())
                .values());
    }

    @Override
    public List<SymbolInfo> deprecatedSymbols() {
        return symbolsWhere(info -> !info.kind().isLocal()).values().stream()
                .filter(SymbolInfo::deprecated)
                .toList();
    }

    @Override
    public List<String> declared(Collection<SymbolKind> kinds, String prefix) {
        String wanted = StorableText.of(prefix);
        return List.copyOf(symbolsWhere(info -> info.path() != null
                        && kinds.contains(info.kind())
                        && !info.kind().isLocal()
                        && info.symbol().startsWith(wanted))
                .keySet());
    }

    @Override
    public List<String> mentioned(Collection<SymbolKind> kinds, String prefix) {
        String wanted = StorableText.of(prefix);
        Set<String> named = new HashSet<>();
        files.values().forEach(file -> file.occurrences().forEach(place -> named.add(place.symbol())));
        return symbolsWhere(info -> kinds.contains(info.kind())
                        && !info.kind().isLocal()
                        && info.symbol().startsWith(wanted))
                .values()
                .stream()
                .filter(info -> info.path() == null && named.contains(info.symbol()))
                .map(SymbolInfo::symbol)
                .toList();
    }

    @Override
    public Map<String, List<Occurrence>> occurrencesOf(Collection<String> symbols) {
        Set<String> wanted = storable(symbols);
        Map<String, List<Occurrence>> byPath = new TreeMap<>();
        for (FileFacts file : files.values()) {
            List<Occurrence> here = file.occurrences().stream()
                    .filter(occurrence -> wanted.contains(occurrence.symbol()))
                    .toList();
            if (!here.isEmpty()) {
                byPath.put(file.path(), here);
            }
        }
        return byPath;
    }

    @Override
    public List<Occurrence> occurrencesIn(String path) {
        FileFacts file = files.get(StorableText.of(path));
        return file == null ? List.of() : file.occurrences();
    }

    @Override
    public Map<String, FileFacts> facts(Collection<String> paths) {
        Map<String, FileFacts> facts = new TreeMap<>(files);
        facts.keySet().retainAll(storable(paths));
        return facts;
    }

    @Override
    public List<Relation> relationsFrom(Relation.Kind kind, Collection<String> symbols) {
        Set<String> wanted = storable(symbols);
        return relations(relation -> relation.kind() == kind && wanted.contains(relation.from()));
    }

    @Override
    public List<Relation> relationsTo(Relation.Kind kind, Collection<String> symbols) {
        Set<String> wanted = storable(symbols);
        return relations(relation -> relation.kind() == kind && wanted.contains(relation.to()));
    }

    private List<Relation> relations(Predicate<Relation> wanted) {
        Stream<Relation> all = files.values().stream().flatMap(file -> file.relations().stream());
        return all.filter(wanted).distinct().sorted().toList();
    }

    @Override
    public Optional<FileInfo> file(String path) {
        return Optional.ofNullable(files.get(StorableText.of(path))).map(FileFacts::file);
    }

    @Override
    public List<FileInfo> files() {
        return files.values().stream().map(FileFacts::file).toList();
    }
}
