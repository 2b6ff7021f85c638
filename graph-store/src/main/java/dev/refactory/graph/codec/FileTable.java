package dev.refactory.graph.codec;

import dev.refactory.graph.model.Diagnostic;
import dev.refactory.graph.model.FileFacts;
import dev.refactory.graph.model.FileInfo;
import dev.refactory.graph.model.Occurrence;
import dev.refactory.graph.model.Relation;
import dev.refactory.graph.model.SymbolInfo;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/// The facts of one file around a table of its spellings. Two portions of bytes hold them:
/// [#names], the table with the places of each spelling, which is all that most questions about a
/// file want, and [#facts], the rest.
///
/// @param spellings sorted, distinct
/// @param places of each spelling, as [Places] writes them; none where it is not mentioned
/// @param declared in the order of the facts
/// @param links sorted, distinct
public record FileTable(
        List<String> spellings,
        List<byte[]> places,
        List<Declared> declared,
        List<Link> links,
        List<Diagnostic> diagnostics) {
    private static final List<Relation.Kind> RELATION_KINDS = List.of(Relation.Kind.values());
    private static final List<Diagnostic.Severity> SEVERITIES = List.of(Diagnostic.Severity.values());
    private static final byte[] NOWHERE = {};

    /// @param symbol place of its spelling
    /// @param description see [Description]
    public record Declared(int symbol, byte[] description) {}

    /// @param from place of a spelling
    /// @param to place of a spelling
    public record Link(int from, Relation.Kind kind, int to) implements Comparable<Link> {
        @Override
        public int compareTo(Link other) {
            int byFrom = Integer.compare(from, other.from);
            if (byFrom != 0) {
                return byFrom;
            }
            int byKind = kind.compareTo(other.kind);
            return byKind != 0 ? byKind : Integer.compare(to, other.to);
        }
    }

    /// @throws IllegalArgumentException when they describe a symbol of another file
    public static FileTable of(FileFacts facts) {
        Map<String, String> storable = new LinkedHashMap<>();
        Map<String, List<Occurrence>> bySymbol = new TreeMap<>();
        for (Occurrence occurrence : facts.occurrences()) {
            String symbol = storable.computeIfAbsent(occurrence.symbol(), StorableText::of);
            bySymbol.computeIfAbsent(symbol, _ -> new ArrayList<>()).add(occurrence);
        }
        facts.declared().forEach(info -> storable.computeIfAbsent(info.symbol(), StorableText::of));
        for (Relation relation : facts.relations()) {
            storable.computeIfAbsent(relation.from(), StorableText::of);
            storable.computeIfAbsent(relation.to(), StorableText::of);
        }
        List<String> spellings = List.copyOf(new TreeSet<>(storable.values()));
        Map<String, Integer> numbers = HashMap.newHashMap(spellings.size());
        spellings.forEach(spelling -> numbers.put(spelling, numbers.size()));
        return new FileTable(
                spellings,
                spellings.stream().map(spelling -> places(bySymbol, spelling)).toList(),
                facts.declared().stream()
                        .map(info -> declared(facts, info, number(numbers, storable, info.symbol())))
                        .toList(),
                facts.relations().stream()
                        .map(each -> new Link(
                                number(numbers, storable, each.from()),
                                each.kind(),
                                number(numbers, storable, each.to())))
                        .distinct()
                        .sorted()
                        .toList(),
                facts.diagnostics().stream().map(StorableText::of).toList());
    }

    private static int number(Map<String, Integer> numbers, Map<String, String> storable, String symbol) {
        return java.util.Objects.requireNonNull(numbers.get(storable.get(symbol)));
    }

    private static byte[] places(Map<String, List<Occurrence>> bySymbol, String spelling) {
        List<Occurrence> occurrences = bySymbol.get(spelling);
        return occurrences == null
                ? NOWHERE
                : Places.of(occurrences.stream().sorted().toList());
    }

    private static Declared declared(FileFacts facts, SymbolInfo info, int symbol) {
        String path = info.path();
        if (path != null && !path.equals(facts.path())) {
            throw new IllegalArgumentException(facts.path() + " describes a symbol of another file: " + path);
        }
        return new Declared(symbol, Description.of(info));
    }

    /// The spellings with their places, as bytes.
    public byte[] names() {
        ByteWriter out = new ByteWriter(4096);
        Spellings.write(out, spellings);
        places.forEach(each -> out.number(each.length));
        places.forEach(out::raw);
        return Packed.of(out);
    }

    /// The rest, as bytes.
    public byte[] facts() {
        ByteWriter out = new ByteWriter(4096);
        out.number(declared.size());
        for (Declared each : declared) {
            out.number(each.symbol()).sized(each.description());
        }
        out.number(links.size());
        for (Link link : links) {
            out.number(link.from()).raw(link.kind().ordinal()).number(link.to());
        }
        out.number(diagnostics.size());
        for (Diagnostic each : diagnostics) {
            out.raw(each.severity().ordinal())
                    .text(each.code())
                    .text(each.message())
                    .number(each.line() & 0xffffffffL)
                    .number(each.start() & 0xffffffffL);
        }
        return Packed.of(out);
    }

    /// @throws dev.refactory.kit.problem.RefactoryException `internal` when the bytes are not such
    public static FileTable read(byte[] names, byte[] facts) {
        FileTable table = readNames(names);
        int spellings = table.spellings().size();
        ByteReader in = new ByteReader(Packed.unpack(facts));
        List<Declared> declared = new ArrayList<>();
        for (int i = in.count(); i > 0; i--) {
            declared.add(new Declared(in.below(spellings), in.raw(in.count())));
        }
        List<Link> links = new ArrayList<>();
        for (int i = in.count(); i > 0; i--) {
            links.add(new Link(
                    in.below(spellings), RELATION_KINDS.get(in.below(RELATION_KINDS.size())), in.below(spellings)));
        }
        List<Diagnostic> diagnostics = new ArrayList<>();
        for (int i = in.count(); i > 0; i--) {
            diagnostics.add(new Diagnostic(
                    SEVERITIES.get(in.below(SEVERITIES.size())), in.text(), in.text(), (int) in.longNumber(), (int)
                            in.longNumber()));
        }
        return new FileTable(table.spellings(), table.places(), declared, links, diagnostics);
    }

    /// The spellings and their places; nothing of the rest.
    /// @throws dev.refactory.kit.problem.RefactoryException `internal` when the bytes are not such
    public static FileTable readNames(byte[] names) {
        ByteReader in = new ByteReader(Packed.unpack(names));
        List<String> spellings = Spellings.read(in);
        int[] lengths = new int[spellings.size()];
        for (int i = 0; i < lengths.length; i++) {
            lengths[i] = in.number();
        }
        List<byte[]> places = new ArrayList<>(lengths.length);
        for (int length : lengths) {
            places.add(in.raw(length));
        }
        return new FileTable(spellings, places, List.of(), List.of(), List.of());
    }

    public int occurrenceCount() {
        return places.stream().mapToInt(Places::count).sum();
    }

    /// Occurrences of what the compiler could not bind.
    public int unresolvedCount() {
        int unresolved = 0;
        for (int i = 0; i < spellings.size(); i++) {
            unresolved += spellings.get(i).startsWith("?") ? Places.count(places.get(i)) : 0;
        }
        return unresolved;
    }

    /// Sorted.
    public List<Occurrence> occurrences() {
        List<Occurrence> all = new ArrayList<>();
        for (int i = 0; i < spellings.size(); i++) {
            Places.read(new ByteReader(places.get(i)), spellings.get(i), all);
        }
        all.sort(null);
        return all;
    }

    /// Of these symbols only.
    public List<Occurrence> occurrencesOf(Collection<String> symbols) {
        List<Occurrence> found = new ArrayList<>();
        for (int i = 0; i < spellings.size(); i++) {
            if (symbols.contains(spellings.get(i))) {
                Places.read(new ByteReader(places.get(i)), spellings.get(i), found);
            }
        }
        return found;
    }

    /// What the file of this path says of these symbols, and of no other.
    public List<SymbolInfo> described(Collection<String> symbols, String path) {
        List<SymbolInfo> found = new ArrayList<>();
        for (Declared each : declared) {
            String symbol = spellings.get(each.symbol());
            if (symbols.contains(symbol)) {
                found.add(Description.read(symbol, each.description(), path));
            }
        }
        return found;
    }

    /// All of it.
    public FileFacts facts(FileInfo file) {
        return new FileFacts(
                file.path(),
                file.blobId(),
                file.language(),
                file.lines(),
                declared.stream()
                        .map(each -> Description.read(spellings.get(each.symbol()), each.description(), file.path()))
                        .toList(),
                occurrences(),
                links.stream()
                        .map(link -> new Relation(spellings.get(link.from()), link.kind(), spellings.get(link.to())))
                        .toList(),
                diagnostics,
                file.problems());
    }
}
