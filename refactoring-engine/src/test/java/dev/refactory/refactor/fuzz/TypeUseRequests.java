package dev.refactory.refactor.fuzz;

import dev.refactory.graph.model.Relation;
import dev.refactory.graph.model.SymbolInfo;
import dev.refactory.graph.model.SymbolKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.random.RandomGenerator;

/// Requests to use one type for another: types of the JDK that have much in common, types of one
/// hierarchy, any types. Whether the other one has what is used decides: a refusal never counts.
final class TypeUseRequests implements RequestMaker {
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
        List<String> pair = switch (random.nextInt(8)) {
            case 0, 1, 2 -> family(library, random);
            case 3, 4, 5 -> hierarchy(library, random);
            case 6 -> sameNames(library, random);
            default -> {
                List<SymbolInfo> types =
                        library.declared(symbol -> symbol.kind().isType());
                yield List.of(any(types, random).symbol(), any(types, random).symbol());
            }
        };
        return pair.size() < 2
                ? Optional.empty()
                : Optional.of(new Request(
                        recipe(), Map.of("from", pair.get(0), "to", pair.get(1)), false, new Promise.Compiles()));
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
