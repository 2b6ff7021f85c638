package dev.refactory.refactor.fuzz;

import dev.refactory.graph.model.Relation;
import dev.refactory.graph.model.Role;
import dev.refactory.graph.model.SymbolInfo;
import dev.refactory.graph.model.SymbolKind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.random.RandomGenerator;

/// Requests to use one type for another: one above it, beside it or below it, in the JDK too, types that
/// have much in common, any types. Whether the other one has what is used is told by an attempt.
final class TypeUseRequests implements RequestMaker {
    private static final int TRIES = 12;
    /// Files that use a type, which makes it one that is used everywhere.
    private static final int MANY = 12;

    private static final Set<SymbolKind> KINDS = EnumSet.of(
            SymbolKind.CLASS, SymbolKind.INTERFACE, SymbolKind.ENUM, SymbolKind.RECORD, SymbolKind.ANNOTATION);
    private static final List<List<String>> FAMILIES = List.of(
            List.of("java.lang.StringBuilder", "java.lang.StringBuffer", "java.lang.Appendable"),
            List.of("java.util.ArrayList", "java.util.LinkedList", "java.util.Vector", "java.util.List"),
            List.of("java.util.Collection", "java.util.List", "java.util.Set", "java.lang.Iterable"),
            List.of("java.util.HashMap", "java.util.LinkedHashMap", "java.util.TreeMap", "java.util.Map"),
            List.of("java.util.HashSet", "java.util.LinkedHashSet", "java.util.TreeSet", "java.util.Set"),
            List.of("java.io.IOException", "java.lang.Exception", "java.io.FileNotFoundException"),
            List.of(
                    "java.lang.IllegalArgumentException",
                    "java.lang.IllegalStateException",
                    "java.lang.RuntimeException",
                    "java.lang.NullPointerException"),
            List.of("java.lang.CharSequence", "java.lang.String", "java.lang.Object"),
            List.of("java.lang.Integer", "java.lang.Long", "java.lang.Number"),
            List.of("java.util.Iterator", "java.util.Enumeration", "java.util.ListIterator"),
            List.of("java.io.InputStream", "java.io.Reader", "java.io.FilterInputStream"),
            List.of("java.util.function.Supplier", "java.util.concurrent.Callable"),
            List.of("java.util.List", "java.util.ArrayList", "java.util.Nope"));

    @Override
    public String recipe() {
        return "change-type";
    }

    @Override
    public Optional<Request> make(Library library, RandomGenerator random) {
        Request last = null;
        for (int i = 0; i < TRIES && (last == null || !last.legal()); i++) {
            List<String> pair = pair(library, random);
            boolean asked = pair.size() == 2
                    && !pair.get(0).equals(pair.get(1))
                    && !pair.get(1).contains(".local$");
            if (asked) {
                Promise promise = new Promise.TypeReplaced(pair.get(0), pair.get(1));
                // Within one another they can be named by what they inherit from themselves.
                boolean apart = !(pair.get(0) + ".").startsWith(pair.get(1) + ".")
                        && !(pair.get(1) + ".").startsWith(pair.get(0) + ".");
                boolean legal =
                        apart && Attempt.succeeds(library, replaced(library, pair.get(0), pair.get(1)), promise);
                last = new Request(recipe(), Map.of("from", pair.get(0), "to", pair.get(1)), legal, promise);
            }
        }
        return Optional.ofNullable(last);
    }

    private static List<String> pair(Library library, RandomGenerator random) {
        return switch (random.nextInt(16)) {
            case 0, 1 -> family(library, random);
            case 2, 3 -> hierarchy(library, random);
            case 4, 5 -> sameNames(library, random);
            case 6 -> {
                List<SymbolInfo> types =
                        library.declared(symbol -> symbol.kind().isType());
                yield List.of(any(types, random).symbol(), any(types, random).symbol());
            }
            default -> near(library, random);
        };
    }

    /// A type that a few files use, and one above it, or another one below that.
    private static List<String> near(Library library, RandomGenerator random) {
        List<String> types = new ArrayList<>(library.graph().mentioned(KINDS, ""));
        types.addAll(library.graph().declared(KINDS, ""));
        types.removeIf(type -> type.contains(".local$"));
        String from = any(types, random);
        Set<String> files = library.graph().occurrencesOf(List.of(from)).keySet();
        List<String> wider = List.copyOf(WiderTypes.symbols(library, from));
        if (files.size() > MANY || wider.isEmpty()) {
            return List.of();
        }
        String above = any(wider, random);
        if (random.nextBoolean()) {
            return List.of(from, above);
        }
        List<String> beside = types.stream()
                .filter(type -> WiderTypes.symbols(library, type).contains(above))
                .toList();
        return beside.isEmpty() ? List.of(from, above) : List.of(from, any(beside, random));
    }

    /// Each use of a type written as a use of the other one, with its package; not in their own files.
    private static Map<String, String> replaced(Library library, String from, String to) {
        Map<String, String> texts = new TreeMap<>();
        String simple = from.substring(from.lastIndexOf('.') + 1);
        library.graph().occurrencesOf(List.of(from)).forEach((path, uses) -> {
            boolean home = library.graph().occurrencesIn(path).stream()
                    .anyMatch(place -> place.has(Role.DEFINITION)
                            && (place.symbol().equals(from) || place.symbol().equals(to)));
            if (home || !path.endsWith(".java")) {
                return;
            }
            StringBuilder text = new StringBuilder(library.texts().get(path));
            uses.stream().sorted(Comparator.reverseOrder()).forEach(use -> {
                int start = use.range().start();
                int end = use.range().end();
                boolean written = !use.has(Role.IMPLICIT)
                        && !use.has(Role.DOCUMENTATION)
                        && text.substring(start, end).equals(simple);
                if (!written) {
                    return;
                }
                while (".".equals(text.substring(start - 1, start))
                        || Character.isJavaIdentifierPart(text.charAt(start - 1))) {
                    start--;
                }
                text.replace(start, end, to);
            });
            texts.put(path, text.toString());
        });
        return texts;
    }

    private static <T> T any(List<T> all, RandomGenerator random) {
        return all.get(random.nextInt(all.size()));
    }

    private static List<String> family(Library library, RandomGenerator random) {
        List<List<String>> used = FAMILIES.stream()
                .filter(types -> types.stream()
                        .anyMatch(type -> library.graph().symbol(type).isPresent()))
                .toList();
        if (used.isEmpty()) {
            return List.of();
        }
        List<String> types = any(used, random);
        List<String> from = types.stream()
                .filter(type -> library.graph().symbol(type).isPresent())
                .toList();
        return List.of(any(from, random), any(types, random));
    }

    /// A type and one above it, or two below the same one.
    private static List<String> hierarchy(Library library, RandomGenerator random) {
        List<Relation> relations = new ArrayList<>();
        library.facts()
                .values()
                .forEach(file -> file.relations().stream()
                        .filter(relation -> relation.kind() != Relation.Kind.OVERRIDES
                                && !relation.from().contains(".local$")
                                && !relation.to().equals("java.lang.Object"))
                        .forEach(relations::add));
        if (relations.isEmpty()) {
            return List.of();
        }
        Relation relation = any(relations, random);
        List<Relation> beside = relations.stream()
                .filter(other -> other.to().equals(relation.to()))
                .toList();
        return switch (random.nextInt(3)) {
            case 0 -> List.of(relation.from(), relation.to());
            case 1 -> List.of(relation.to(), relation.from());
            default -> List.of(relation.from(), any(beside, random).from());
        };
    }

    /// Types that have a member of one name.
    private static List<String> sameNames(Library library, RandomGenerator random) {
        List<SymbolInfo> methods = library.declared(symbol -> symbol.kind() == SymbolKind.METHOD);
        if (methods.isEmpty()) {
            return List.of();
        }
        String name = any(methods, random).name();
        Set<String> types = new TreeSet<>();
        methods.stream()
                .filter(method -> method.name().equals(name))
                .forEach(method -> types.add(String.valueOf(method.container())));
        List<String> all = List.copyOf(types);
        return List.of(any(all, random), any(all, random));
    }
}
