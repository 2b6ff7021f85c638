package dev.refactory.refactor.fuzz;

import dev.refactory.graph.model.Role;
import dev.refactory.graph.model.SymbolInfo;
import dev.refactory.graph.model.SymbolKind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/// Requests to write other calls: templates that come with the engine, templates people write, and any
/// method that is called for another one of its type, with its arguments in any order. What holes take
/// depends on every place: a refusal never counts.
final class ApiRequests implements RequestMaker {
    private static final List<List<String>> WRITTEN = List.of(
            List.of("@is-empty", ""),
            List.of("@jdk-deprecations", ""),
            List.of("@class-new-instance", ""),
            List.of("java.util.List#size() == 0", "isEmpty()"),
            List.of("java.util.Map#size()", "{this}.keySet().size()"),
            List.of("java.util.List#get(int)", "{this}.listIterator({0}).next()"),
            List.of("java.util.List#add(java.lang.Object)", "{this}.addAll(java.util.List.of({0}))"),
            List.of("java.lang.String#length()", "{this}.chars().count()"),
            List.of("java.lang.String#length()", "java.lang.CharSequence#length()"),
            List.of("java.lang.String#length() == 0", "isEmpty()"),
            List.of("java.lang.String#charAt(int)", "(char) {this}.codePointAt({0})"),
            List.of("java.lang.String#substring(int,int)", "{this}.substring({0}).substring(0, {1} - {0})"),
            List.of("java.lang.String#indexOf(java.lang.String)", "{this}.indexOf({0}, 0)"),
            List.of("java.lang.String#indexOf(int) >= 0", "{this}.contains(java.lang.String.valueOf({0}))"),
            List.of("java.lang.String#equals(java.lang.Object)", "java.util.Objects.equals({this}, {0})"),
            List.of("java.lang.Object#equals(java.lang.Object)", "java.util.Objects.equals({0}, {this})"),
            List.of("java.lang.StringBuilder#append(char)", "{this}.append(java.lang.String.valueOf({0}))"),
            List.of("java.lang.StringBuilder#append(java.lang.String)", "{this}.append({0}, 0, {0}.length())"),
            List.of("java.lang.StringBuilder#toString()", "java.lang.String.valueOf({this})"),
            List.of("new java.lang.StringBuilder()", "new java.lang.StringBuilder(16)"),
            List.of("java.util.ArrayList#<init>()", "new java.util.ArrayList<>(10)"),
            List.of("java.lang.Math.max({a: int}, {b: int})", "java.lang.Math.min(-({a}), -({b}))"),
            List.of("java.lang.Math.min({a: int}, {b: int})", "{a} < {b} ? {a} : {b}"),
            List.of("java.lang.Integer.valueOf({a: int})", "(java.lang.Integer) {a}"),
            List.of("java.lang.Integer.parseInt({a: java.lang.String})", "java.lang.Integer.valueOf({a})"),
            List.of("java.lang.Integer.MAX_VALUE", "0x7fffffff"),
            List.of("java.lang.System.currentTimeMillis()", "java.time.Instant.now().toEpochMilli()"),
            List.of("java.util.Collections.emptyList()", "java.util.List.of()"),
            List.of("java.util.Iterator#hasNext()", "!{this}.next().equals(null)"),
            List.of(
                    "new java.lang.IllegalArgumentException({m: java.lang.String})",
                    "new java.lang.IllegalStateException({m})"),
            List.of("java.lang.String.format({f: java.lang.String}, {x: java.lang.Object})", "{f}.formatted({x})"));

    @Override
    public String recipe() {
        return "replace-api";
    }

    @Override
    public Optional<Request> make(Library library, RandomGenerator random) {
        List<String> pair = random.nextInt(3) == 0 ? any(WRITTEN, random) : another(library, random);
        if (pair.isEmpty()) {
            return Optional.empty();
        }
        Map<String, String> parameters = new TreeMap<>(Map.of("before", pair.get(0)));
        if (!pair.get(1).isEmpty()) {
            parameters.put("after", pair.get(1));
        }
        if (random.nextInt(3) > 0) {
            parameters.put("partial", "true");
        }
        return Optional.of(new Request(recipe(), parameters, false, promise(library, pair.get(0), pair.get(1))));
    }

    /// Of two methods with the same parameters and result, nothing but the call is another one.
    private static Promise promise(Library library, String before, String after) {
        SymbolInfo method = library.graph().symbol(before).orElse(null);
        SymbolInfo other = library.graph().symbol(after).orElse(null);
        if (method == null || other == null || method.kind() != SymbolKind.METHOD) {
            return new Promise.Compiles();
        }
        boolean alike = method.has("static") == other.has("static")
                && header(method).equals(header(other))
                && before.substring(before.indexOf('(')).equals(after.substring(after.indexOf('(')));
        return alike ? new Promise.CallsOnly(method.name(), other.name()) : new Promise.Compiles();
    }

    /// A method's declaration without what does not change a call.
    private static String header(SymbolInfo method) {
        String before = method.signature().replaceAll("\\(.*", "");
        return before.substring(0, Math.max(0, before.lastIndexOf(' ')))
                        .replaceAll(
                                "\\b(?:public|protected|private|abstract|final|synchronized|native|default|static)\\b",
                                "")
                        .strip()
                + (method.signature().contains("...") ? " any number" : "");
    }

    private static <T> T any(List<T> all, RandomGenerator random) {
        return all.get(random.nextInt(all.size()));
    }

    /// A method that is called, and another one of its type.
    private static List<String> another(Library library, RandomGenerator random) {
        List<String> paths = library.facts().keySet().stream()
                .filter(path -> path.endsWith(".java"))
                .toList();
        List<String> called = library.graph().occurrencesIn(any(paths, random)).stream()
                .filter(place -> place.has(Role.CALL) && place.symbol().contains("("))
                .map(place -> place.symbol())
                .toList();
        if (called.isEmpty()) {
            return List.of();
        }
        String method = any(called, random);
        String type = method.substring(0, method.indexOf('#') + 1);
        Set<String> others = new TreeSet<>();
        for (SymbolKind kind : List.of(SymbolKind.METHOD, SymbolKind.CONSTRUCTOR)) {
            others.addAll(library.graph().mentioned(List.of(kind), type));
            others.addAll(library.graph().declared(List.of(kind), type));
        }
        List<String> near = others.stream()
                .filter(other -> !other.equals(method) && Math.abs(arguments(other) - arguments(method)) < 2)
                .toList();
        List<String> alike = near.stream()
                .filter(other -> arguments(other) == arguments(method))
                .toList();
        List<String> choice = !alike.isEmpty() && random.nextInt(4) > 0 ? alike : near;
        if (choice.isEmpty()) {
            return List.of();
        }
        String other = any(choice, random);
        if (arguments(other) == arguments(method) && random.nextBoolean()) {
            return List.of(method, other);
        }
        List<String> holes = new ArrayList<>(IntStream.range(0, arguments(method))
                .mapToObj(hole -> "{" + hole + "}")
                .toList());
        Collections.shuffle(holes, Random.from(random));
        while (holes.size() > arguments(other)) {
            holes.removeLast();
        }
        while (holes.size() < arguments(other)) {
            holes.add(any(List.of("0", "null", "\"\"", "{this}", "{0}", "{0} + 1"), random));
        }
        boolean isStatic = library.graph()
                .symbol(other)
                .filter(symbol -> symbol.has("static"))
                .isPresent();
        String list = "(" + String.join(", ", holes) + ")";
        String name = other.substring(0, other.indexOf('('));
        String after = switch (random.nextInt(3)) {
            case 0 ->
                isStatic ? name.replace('#', '.') + list : "{this}." + name.substring(name.indexOf('#') + 1) + list;
            default -> other + list;
        };
        return List.of(method, after.replace("{this}.<init>", "new " + type.substring(0, type.length() - 1)));
    }

    private static int arguments(String method) {
        String list = method.substring(method.indexOf('(') + 1, method.length() - 1);
        return list.isEmpty() ? 0 : list.split(",", -1).length;
    }
}
