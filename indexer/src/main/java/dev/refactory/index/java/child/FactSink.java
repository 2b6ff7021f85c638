package dev.refactory.index.java.child;

import com.sun.tools.javac.code.Kinds.Kind;
import com.sun.tools.javac.code.Symbol;
import dev.refactory.graph.model.Occurrence;
import dev.refactory.graph.model.Range;
import dev.refactory.graph.model.Relation;
import dev.refactory.graph.model.Role;
import dev.refactory.graph.model.SymbolInfo;
import dev.refactory.graph.model.SymbolKind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Gathers one file's facts in any order, each once, and gives them back in canonical order.
final class FactSink {
    private final String path;
    private final int shift;
    private final Symbols symbols;
    private final Map<Place, Integer> occurrences = new HashMap<>();
    private final Map<String, SymbolInfo> declared = new HashMap<>();
    private final Set<Relation> relations = new HashSet<>();

    private record Place(Range range, String symbol) {}

    /// @param shift how far the compiler's offsets are behind the file's
    FactSink(String path, int shift, Symbols symbols) {
        this.path = path;
        this.shift = shift;
        this.symbols = symbols;
    }

    static int bits(Role... roles) {
        return Role.toBits(List.of(roles));
    }

    /// `symbol` is declared here, named at `range`.
    void define(@Nullable Range range, Symbol symbol, @Nullable String container, int roles) {
        String spelling = symbols.spell(symbol);
        if (spelling == null) {
            return;
        }
        declared.put(spelling, symbols.describe(symbol, spelling, container, path));
        if (range != null) {
            add(range, spelling, roles | bits(Role.DEFINITION));
        }
    }

    /// `range` names `symbol`, or what could not be bound when it is null or erroneous.
    void refer(Range range, @Nullable Symbol symbol, CharSequence name, int roles) {
        if (symbol == null || Symbols.unresolved(symbol)) {
            String spelling = "?" + name;
            declared.putIfAbsent(
                    spelling,
                    new SymbolInfo(
                            spelling, SymbolKind.UNRESOLVED, name.toString(), null, null, Set.of(), "", false, false));
            add(range, spelling, roles);
            return;
        }
        String spelling = mention(symbols.canonical(symbol));
        if (spelling != null) {
            add(range, spelling, roles);
        }
    }

    /// A module is declared here; its whole name is written at `range`.
    void defineModule(Range range, String name, String signature, boolean deprecated, boolean forRemoval) {
        String spelling = SymbolInfo.moduleSpelling(name);
        SymbolKind kind = SymbolKind.MODULE;
        declared.put(
                spelling,
                new SymbolInfo(spelling, kind, name, null, path, Set.of(), signature, deprecated, forRemoval));
        add(range, spelling, bits(Role.DEFINITION));
    }

    /// `range` names a module, of which no more than the name is known here.
    void referModule(Range range, String name, int roles) {
        String spelling = SymbolInfo.moduleSpelling(name);
        declared.putIfAbsent(
                spelling,
                new SymbolInfo(
                        spelling, SymbolKind.MODULE, name, null, null, Set.of(), "module " + name, false, false));
        add(range, spelling, roles);
    }

    /// The spelling of a symbol, which is listed when no file of the repository declares it.
    @Nullable
    String mention(Symbol symbol) {
        String spelling = symbols.spell(symbol);
        if (spelling == null || declared.containsKey(spelling)) {
            return spelling;
        }
        boolean listed = symbol instanceof Symbol.PackageSymbol || !symbols.inRepository(symbol);
        if (listed) {
            if (symbol.owner != null && symbol.owner.kind == Kind.TYP) {
                mention(symbol.owner);
            }
            String container = symbols.container(symbol);
            declared.put(spelling, symbols.describe(symbol, spelling, container, null));
        }
        return spelling;
    }

    private void add(Range range, String symbol, int roles) {
        Range place = shift == 0 ? range : new Range(range.start() + shift, range.end() + shift);
        occurrences.merge(new Place(place, symbol), roles, (a, b) -> a | b);
    }

    void relate(String from, Relation.Kind kind, String to) {
        if (!from.equals(to)) {
            relations.add(new Relation(from, kind, to));
        }
    }

    int shift() {
        return shift;
    }

    List<Occurrence> occurrences() {
        List<Occurrence> sorted = new ArrayList<>(occurrences.size());
        occurrences.forEach((place, bits) -> sorted.add(new Occurrence(place.range(), place.symbol(), rolesOf(bits))));
        sorted.sort(null);
        return sorted;
    }

    private static Set<Role> rolesOf(int bits) {
        Collection<Role> roles = Role.fromBits(bits);
        return roles.isEmpty() ? Set.of() : EnumSet.copyOf(roles);
    }

    List<SymbolInfo> declared() {
        List<SymbolInfo> sorted = new ArrayList<>(declared.values());
        sorted.sort(Comparator.comparing(SymbolInfo::symbol));
        return sorted;
    }

    List<Relation> relations() {
        return relations.stream().sorted().toList();
    }
}
