package dev.refactory.refactor.recipe.find;

import com.google.auto.service.AutoService;
import dev.refactory.graph.model.GraphView;
import dev.refactory.graph.model.Occurrence;
import dev.refactory.graph.model.Range;
import dev.refactory.graph.model.Relation;
import dev.refactory.graph.model.Role;
import dev.refactory.graph.model.SymbolInfo;
import dev.refactory.graph.model.SymbolKind;
import dev.refactory.refactor.plan.PlanOutcome;
import dev.refactory.refactor.plan.SymbolSpelling;
import dev.refactory.refactor.recipe.Recipe;
import dev.refactory.refactor.recipe.model.ReportOccurrences;
import dev.refactory.refactor.recipe.source.DeclarationExtents;
import dev.refactory.refactor.rewrite.JavaTokens;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/// Every use of something deprecated, of the repository, its libraries or the JDK, as the compiler
/// would warn of it (JLS 9.6.4.6): not in imports and documentation, not in the outermost class
/// that declares it, and not inside of what is deprecated itself, unless the use is of something
/// that is to be removed. A constant in a case label is a use too, although `javac` is silent
/// there.
@AutoService(Recipe.class)
public final class FindDeprecatedUses implements Recipe {
    private static final String PATTERN = FindDeclarations.PARAMETER;
    private static final String FIND = "(find|list|show|identify|get|locate|report|detect) [me] [all|every|any] [the]";
    private static final String THINGS = "(api|apis|code|symbols|methods|classes|types|fields|members|things)";
    private static final String USES = "(usages|usage|uses|use|calls|references)";
    private static final Descriptor DESCRIPTOR = new Descriptor(
            44,
            "find-deprecated-uses",
            "Finds every use of something deprecated, as the compiler would warn of it.",
            true,
            List.of(new Parameter(
                    PATTERN,
                    Form.PATTERN,
                    "a glob over what is deprecated: over types, then with all their members, or over members, for"
                            + " example java.util.** or Date#get*",
                    false)),
            List.of(
                    new Phrase(
                            FIND + " deprecated [" + THINGS.substring(1, THINGS.length() - 1) + "] " + USES,
                            "Identify all deprecated API usages"),
                    new Phrase(
                            FIND + " " + USES + " of [the] deprecated " + THINGS, "Find all uses of deprecated APIs"),
                    new Phrase(
                            FIND + " " + USES + " of [the] deprecated " + THINGS
                                    + " (matching|that match|like|of|in|from) {pattern}",
                            "Find all uses of deprecated APIs matching java.util.**"),
                    new Phrase(
                            "(which|what) deprecated " + THINGS + " (are|is) (used|called|referenced)",
                            "Which deprecated APIs are used?")));

    @Override
    public Descriptor descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public PlanOutcome plan(GraphView graph, Sources sources, Map<String, String> parameters) {
        String text = NamePattern.normal(parameters.getOrDefault(PATTERN, "**"));
        Predicate<String> wanted;
        try {
            wanted = wanted(text);
        } catch (NamePattern.Malformed e) {
            return NamePattern.refused(text, e);
        }
        Map<String, SymbolInfo> deprecated = new TreeMap<>();
        graph.deprecatedSymbols().stream()
                .filter(symbol -> symbol.kind() != SymbolKind.PACKAGE)
                .filter(symbol -> wanted.test(symbol.symbol()))
                .forEach(symbol -> deprecated.put(symbol.symbol(), symbol));
        FoundPlaces found = new FoundPlaces(DESCRIPTOR.name());
        Map<String, List<Use>> uses = new TreeMap<>();
        named(graph, deprecated, uses);
        created(graph, deprecated, uses);
        overridden(graph, deprecated, uses);
        uses.forEach((path, places) -> new InFile(graph, sources, path).report(places, found));
        boolean all = !parameters.containsKey(PATTERN);
        return found.plan(
                sources,
                all ? Map.of() : Map.of(PATTERN, text),
                count -> "Uses of what is deprecated" + (all ? "" : " and matches " + text) + ": " + count + ".");
    }

    /// A pattern that names no member is about types, and about the members of each.
    private static Predicate<String> wanted(String text) throws NamePattern.Malformed {
        if (text.contains("#") || text.contains("(")) {
            return NamePattern.ofMethod(text)::matches;
        }
        NamePattern types = NamePattern.ofType(text);
        return symbol -> types.matches(SymbolSpelling.typeOf(symbol));
    }

    /// @param verb what the place does with it
    private record Use(Occurrence place, SymbolInfo deprecated, String verb) {}

    private static void named(GraphView graph, Map<String, SymbolInfo> deprecated, Map<String, List<Use>> uses) {
        graph.occurrencesOf(deprecated.keySet()).forEach((path, places) -> {
            for (Occurrence place : places) {
                SymbolInfo symbol = deprecated.get(place.symbol());
                if (symbol != null && !place.has(Role.DEFINITION) && !place.has(Role.DOCUMENTATION)) {
                    add(uses, path, new Use(place, symbol, ReportOccurrences.word(place)));
                }
            }
        });
    }

    /// A creation names the constructor only, and uses its type all the same.
    private static void created(GraphView graph, Map<String, SymbolInfo> deprecated, Map<String, List<Use>> uses) {
        Map<String, SymbolInfo> byConstructor = new TreeMap<>();
        for (SymbolInfo constructor : graph.symbolsNamed("<init>")) {
            String container = constructor.container();
            SymbolInfo type = container == null ? null : deprecated.get(container);
            if (type != null) {
                byConstructor.put(constructor.symbol(), type);
            }
        }
        graph.occurrencesOf(byConstructor.keySet()).forEach((path, places) -> {
            Set<Range> known = new HashSet<>();
            uses.getOrDefault(path, List.of()).stream()
                    .filter(use -> use.deprecated().kind().isType())
                    .forEach(use -> known.add(use.place().range()));
            for (Occurrence place : places) {
                SymbolInfo type = byConstructor.get(place.symbol());
                if (type != null && place.has(Role.INSTANTIATION) && !known.contains(place.range())) {
                    add(uses, path, new Use(place, type, "creation of"));
                }
            }
        });
    }

    private static void overridden(GraphView graph, Map<String, SymbolInfo> deprecated, Map<String, List<Use>> uses) {
        Map<String, Set<String>> above = new TreeMap<>();
        graph.relationsTo(Relation.Kind.OVERRIDES, deprecated.keySet())
                .forEach(relation -> above.computeIfAbsent(relation.from(), from -> new TreeSet<>())
                        .add(relation.to()));
        graph.occurrencesOf(above.keySet()).forEach((path, places) -> {
            for (Occurrence place : places) {
                if (place.has(Role.DEFINITION) && !place.has(Role.IMPLICIT)) {
                    above.getOrDefault(place.symbol(), Set.of()).forEach(each -> {
                        SymbolInfo symbol = deprecated.get(each);
                        if (symbol != null) {
                            add(uses, path, new Use(place, symbol, "override of"));
                        }
                    });
                }
            }
        });
    }

    private static void add(Map<String, List<Use>> uses, String path, Use use) {
        uses.computeIfAbsent(path, each -> new ArrayList<>()).add(use);
    }

    /// One file, tokenised once.
    private static final class InFile {
        private final GraphView graph;
        private final String path;
        private final JavaTokens tokens;
        private final List<Occurrence> all;
        private final List<Range> deprecatedHere = new ArrayList<>();
        private final Map<String, Range> outermost = new TreeMap<>();
        private final List<Range> imports;

        InFile(GraphView graph, Sources sources, String path) {
            this.graph = graph;
            this.path = path;
            this.tokens = JavaTokens.of(sources.text(path).text());
            this.all = graph.occurrencesIn(path);
            this.imports = imports();
            declarations();
        }

        private void declarations() {
            Set<String> declared = new TreeSet<>();
            all.stream().filter(InFile::declares).forEach(each -> declared.add(each.symbol()));
            Map<String, SymbolInfo> infos = graph.symbols(declared);
            DeclarationExtents extents = new DeclarationExtents(tokens);
            for (Occurrence place : all) {
                SymbolInfo info = infos.get(place.symbol());
                if (info == null || !declares(place)) {
                    continue;
                }
                if (info.deprecated()) {
                    deprecatedHere.add(extents.of(place.range(), info.kind()));
                }
                SymbolInfo container = infos.get(String.valueOf(info.container()));
                boolean nested = container != null && container.kind() != SymbolKind.PACKAGE;
                if (info.kind().isType() && !nested) {
                    outermost.put(info.symbol(), extents.of(place.range(), info.kind()));
                }
            }
        }

        private static boolean declares(Occurrence place) {
            return place.has(Role.DEFINITION) && !place.has(Role.IMPLICIT);
        }

        private List<Range> imports() {
            List<Range> ranges = new ArrayList<>();
            for (int i = 0; i < tokens.count() && !tokens.at(i).equals("{"); i++) {
                if (tokens.at(i).equals("import")) {
                    int end = i;
                    while (end < tokens.count() - 1 && !tokens.at(end).equals(";")) {
                        end++;
                    }
                    ranges.add(new Range(tokens.start(i), tokens.end(end)));
                }
            }
            return ranges;
        }

        void report(List<Use> uses, FoundPlaces found) {
            for (Use use : uses) {
                SymbolInfo symbol = use.deprecated();
                boolean silent = inside(imports, use.place())
                        || sameOutermostClass(symbol, use.place())
                        || !symbol.forRemoval() && inside(deprecatedHere, use.place());
                if (!silent) {
                    found.add(
                            path,
                            use.place(),
                            symbol.forRemoval() ? "warning" : "note",
                            use.verb() + " " + symbol.symbol() + ", which is deprecated"
                                    + (symbol.forRemoval() ? " and to be removed" : ""));
                }
            }
        }

        private static boolean inside(List<Range> ranges, Occurrence place) {
            return ranges.stream()
                    .anyMatch(range -> range.start() <= place.range().start()
                            && place.range().start() < range.end());
        }

        private boolean sameOutermostClass(SymbolInfo symbol, Occurrence place) {
            if (!path.equals(symbol.path())) {
                return false;
            }
            return outermost.entrySet().stream()
                    .filter(type -> inside(List.of(type.getValue()), place))
                    .anyMatch(type -> symbol.symbol().equals(type.getKey())
                            || symbol.symbol().startsWith(type.getKey() + ".")
                            || symbol.symbol().startsWith(type.getKey() + "#"));
        }
    }
}
