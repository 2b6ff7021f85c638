package dev.refactory.refactor.fuzz;

import dev.refactory.graph.model.SymbolInfo;
import dev.refactory.graph.model.SymbolKind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/// Requests about the parameters of any method or constructor that is declared. Whether one is legal
/// depends on all that overrides and calls the method: a refusal never counts.
abstract class ParameterRequests implements RequestMaker {
    private final String recipe;

    ParameterRequests(String recipe) {
        this.recipe = recipe;
    }

    /// What to ask besides the method; nothing when it has not the parameters for it.
    ///
    /// @param names of the method's parameters, in order
    abstract Optional<Map<String, String>> asked(List<String> names, Library library, RandomGenerator random);

    @Override
    public final String recipe() {
        return recipe;
    }

    @Override
    public final Optional<Request> make(Library library, RandomGenerator random) {
        List<SymbolInfo> methods = declared(library)
                .filter(symbol -> symbol.kind() == SymbolKind.METHOD || symbol.kind() == SymbolKind.CONSTRUCTOR)
                .toList();
        if (methods.isEmpty()) {
            return Optional.empty();
        }
        SymbolInfo method = methods.get(random.nextInt(methods.size()));
        List<String> names = declared(library)
                .filter(symbol -> symbol.kind() == SymbolKind.PARAMETER
                        && method.symbol().equals(symbol.container())
                        && symbol.symbol().startsWith(method.symbol() + "~"))
                .sorted(Comparator.comparingInt(ParameterRequests::place))
                .map(SymbolInfo::name)
                .toList();
        return asked(names, library, random).map(more -> {
            Map<String, String> parameters = new TreeMap<>(more);
            parameters.put("method", method.symbol());
            return new Request(recipe, parameters, false, new Promise.Compiles());
        });
    }

    private static java.util.stream.Stream<SymbolInfo> declared(Library library) {
        return library.facts().values().stream()
                .flatMap(file -> file.declared().stream())
                .filter(symbol -> symbol.path() != null);
    }

    private static int place(SymbolInfo parameter) {
        return Integer.parseInt(parameter.symbol().substring(parameter.symbol().lastIndexOf('@') + 1));
    }

    /// One more, with a value that is plain.
    static final class Add extends ParameterRequests {
        private static final List<List<String>> TYPES = List.of(
                List.of("int", "0"),
                List.of("java.lang.String", "null"),
                List.of("java.util.Map<java.lang.String,java.util.List<?>>", "null"),
                List.of("boolean[]", "new boolean[0]"),
                List.of("java.util.Locale", "java.util.Locale.ROOT"));

        Add() {
            super("add-parameter");
        }

        @Override
        Optional<Map<String, String>> asked(List<String> names, Library library, RandomGenerator random) {
            List<String> type = TYPES.get(random.nextInt(TYPES.size()));
            Map<String, String> asked = new TreeMap<>(Map.of(
                    "name", NewNames.fresh(library, "added", random), "type", type.get(0), "default", type.get(1)));
            if (random.nextBoolean()) {
                asked.put("index", String.valueOf(random.nextInt(names.size() + 1)));
            }
            return Optional.of(asked);
        }
    }

    /// Any of those it has.
    static final class Remove extends ParameterRequests {
        Remove() {
            super("remove-parameter");
        }

        @Override
        Optional<Map<String, String>> asked(List<String> names, Library library, RandomGenerator random) {
            return names.isEmpty()
                    ? Optional.empty()
                    : Optional.of(Map.of("parameter", names.get(random.nextInt(names.size())), "force", "true"));
        }
    }

    /// All of them, shuffled.
    static final class Reorder extends ParameterRequests {
        Reorder() {
            super("reorder-parameters");
        }

        @Override
        Optional<Map<String, String>> asked(List<String> names, Library library, RandomGenerator random) {
            List<String> order = new ArrayList<>(names);
            Collections.shuffle(order, Random.from(random));
            return names.size() < 2 ? Optional.empty() : Optional.of(Map.of("order", String.join(",", order)));
        }
    }

    /// One of them, in all that overrides the method.
    static final class Rename extends ParameterRequests {
        Rename() {
            super("rename-parameter");
        }

        @Override
        Optional<Map<String, String>> asked(List<String> names, Library library, RandomGenerator random) {
            return names.isEmpty()
                    ? Optional.empty()
                    : Optional.of(Map.of(
                            "parameter",
                            names.get(random.nextInt(names.size())),
                            "newName",
                            NewNames.fresh(library, "renamed", random),
                            "overrides",
                            "true"));
        }
    }
}
