package dev.refactory.graph.model;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A snapshot's graph, to be read. Immutable: the same question always has the same answer, in the
/// same order (by path, then range; symbols by spelling). What is not there is answered with
/// nothing, never with an error.
public interface GraphView {
    Optional<SymbolInfo> symbol(String symbol);

    /// The known ones of `symbols`, by spelling.
    Map<String, SymbolInfo> symbols(Collection<String> symbols);

    /// Symbols of any kind but locals whose simple name is `name`, those of libraries included.
    List<SymbolInfo> symbolsNamed(String name);

    /// Direct members of a type or package that are declared in the repository.
    List<SymbolInfo> membersOf(String container);

    /// The same for many at once, by container; those without members are left out.
    default Map<String, List<SymbolInfo>> membersOf(Collection<String> containers) {
        Map<String, List<SymbolInfo>> members = new java.util.TreeMap<>();
        for (String container : containers) {
            List<SymbolInfo> of = membersOf(container);
            if (!of.isEmpty()) {
                members.put(container, of);
            }
        }
        return members;
    }

    /// Symbols that carry `@Deprecated`, those of libraries included, locals left out.
    List<SymbolInfo> deprecatedSymbols();

    /// Spellings of what the repository declares of these kinds, starting with `prefix`, sorted; locals are never
    /// among them.
    List<String> declared(Collection<SymbolKind> kinds, String prefix);

    /// Spellings of what files name and the repository does not declare, of these kinds, starting
    /// with `prefix`, sorted: symbols of libraries, and with [SymbolKind#UNRESOLVED] what the
    /// compiler could not bind.
    List<String> mentioned(Collection<SymbolKind> kinds, String prefix);

    /// Occurrences of any of `symbols`, by path.
    Map<String, List<Occurrence>> occurrencesOf(Collection<String> symbols);

    /// All occurrences of one file.
    List<Occurrence> occurrencesIn(String path);

    /// The same of many files at once, by path; those without any are left out.
    default Map<String, List<Occurrence>> occurrencesIn(Collection<String> paths) {
        Map<String, List<Occurrence>> found = new java.util.TreeMap<>();
        for (String path : paths) {
            List<Occurrence> here = occurrencesIn(path);
            if (!here.isEmpty()) {
                found.put(path, here);
            }
        }
        return found;
    }

    /// Everything known about these files; paths that are not in the snapshot are left out.
    Map<String, FileFacts> facts(Collection<String> paths);

    /// What these files declare, and the external symbols they mention, by path; paths that are not in the snapshot
    /// are left out.
    default Map<String, List<SymbolInfo>> declaredIn(Collection<String> paths) {
        Map<String, List<SymbolInfo>> declared = new java.util.TreeMap<>();
        facts(paths).forEach((path, file) -> declared.put(path, file.declared()));
        return declared;
    }

    /// Relations of `kind` that start at any of `symbols`.
    List<Relation> relationsFrom(Relation.Kind kind, Collection<String> symbols);

    /// Relations of `kind` that end at any of `symbols`.
    List<Relation> relationsTo(Relation.Kind kind, Collection<String> symbols);

    Optional<FileInfo> file(String path);

    /// Every file of the snapshot, by path.
    List<FileInfo> files();

    /// Types among `types` and all their subtypes in the repository, transitively.
    default Set<String> withSubtypes(Collection<String> types) {
        Set<String> seen = new java.util.TreeSet<>(types);
        Collection<String> frontier = types;
        while (!frontier.isEmpty()) {
            Set<String> next = new java.util.TreeSet<>();
            for (Relation.Kind kind : List.of(Relation.Kind.EXTENDS, Relation.Kind.IMPLEMENTS)) {
                for (Relation relation : relationsTo(kind, frontier)) {
                    if (seen.add(relation.from())) {
                        next.add(relation.from());
                    }
                }
            }
            frontier = next;
        }
        return seen;
    }
}
