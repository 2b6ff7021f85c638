package dev.refactory.refactor.fuzz;

import dev.refactory.graph.model.FileFacts;
import dev.refactory.graph.model.Occurrence;
import dev.refactory.graph.model.Role;
import dev.refactory.graph.model.SymbolInfo;
import dev.refactory.graph.model.SymbolKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/// Requests about annotations: those everybody knows, and those the library itself uses. Of the classes
/// nothing but the one annotation may be different.
abstract class AnnotationRequests implements RequestMaker {
    private static final String META = "java.lang.annotation.";
    private static final List<String> HARMLESS =
            List.of("java.lang.Deprecated", "java.lang.SuppressWarnings", "java.lang.Override");
    private final String recipe;

    AnnotationRequests(String recipe) {
        this.recipe = recipe;
    }

    @Override
    public final String recipe() {
        return recipe;
    }

    Request request(String on, String annotation, Map<String, String> more, boolean legal) {
        Map<String, String> parameters = new TreeMap<>(more);
        parameters.put("on", on);
        parameters.put("annotation", annotation);
        int open = annotation.indexOf('(');
        String type = open < 0 ? annotation : annotation.substring(0, open);
        // What stands on an annotation's type decides on its uses.
        Promise promise = type.startsWith(META) ? new Promise.Compiles() : new Promise.AnnotationOnly(type);
        return new Request(recipe, parameters, legal, promise);
    }

    private static <T> T any(List<T> all, RandomGenerator random) {
        return all.get(random.nextInt(all.size()));
    }

    /// As a user writes it: a parameter without its place.
    private static String spelled(SymbolInfo symbol) {
        int tilde = symbol.symbol().indexOf('~');
        return tilde < 0 ? symbol.symbol() : symbol.symbol().substring(0, tilde) + "~" + symbol.name();
    }

    /// An annotation that stands somewhere, and what is declared behind it.
    ///
    /// @param close nothing but modifiers, types and other annotations is between
    record Standing(String annotation, SymbolInfo on, boolean close) {
        static Optional<Standing> any(Library library, RandomGenerator random) {
            List<FileFacts> files = library.facts().values().stream()
                    .filter(file -> file.occurrences().stream().anyMatch(use -> use.has(Role.ANNOTATION_USE)))
                    .toList();
            if (files.isEmpty()) {
                return Optional.empty();
            }
            FileFacts file = AnnotationRequests.any(files, random);
            Map<String, SymbolInfo> known = new HashMap<>();
            file.declared().forEach(symbol -> known.put(symbol.symbol(), symbol));
            List<Occurrence> uses = file.occurrences().stream()
                    .filter(use -> use.has(Role.ANNOTATION_USE) && !use.symbol().contains("#"))
                    .toList();
            List<Occurrence> others = uses.stream()
                    .filter(use -> !use.symbol().equals("java.lang.Override"))
                    .toList();
            // Most of all are that one.
            uses = others.isEmpty() || random.nextInt(5) == 0 ? uses : others;
            if (uses.isEmpty()) {
                return Optional.empty();
            }
            Occurrence use = AnnotationRequests.any(uses, random);
            String text = Objects.requireNonNull(library.texts().get(file.path()));
            return file.occurrences().stream()
                    .filter(place -> place.has(Role.DEFINITION)
                            && !place.has(Role.IMPLICIT)
                            && place.range().start() > use.range().end()
                            && known.containsKey(place.symbol())
                            && !place.symbol().matches(".*~[^@]*"))
                    .findFirst()
                    .map(place -> new Standing(
                            use.symbol(),
                            Objects.requireNonNull(known.get(place.symbol())),
                            !text.substring(use.range().end(), place.range().start())
                                    .matches("(?s).*[;{}=(].*")));
        }

        /// A declaration or a pattern that it may stand under.
        String asked(RandomGenerator random) {
            String symbol = on.symbol();
            int member = symbol.indexOf('#');
            String type = member < 0 ? symbol : symbol.substring(0, member);
            return switch (random.nextInt(8)) {
                case 0 -> "**";
                case 1 -> type + "**";
                case 2 -> type + "#*(..)";
                case 3 -> type;
                default -> spelled(on);
            };
        }

        boolean plainlyAsked(String asked) {
            return close && asked.equals(on.symbol()) && !on.kind().isLocal();
        }
    }

    /// On any declaration.
    static final class Add extends AnnotationRequests {
        private static final List<String> KNOWN = List.of(
                "java.lang.Deprecated",
                "java.lang.Deprecated",
                "java.lang.Deprecated(since = \"9\")",
                "java.lang.Deprecated(forRemoval = true, since = \"9\")",
                "java.lang.SuppressWarnings(\"unchecked\")",
                "java.lang.SuppressWarnings({\"unchecked\", \"a)b\"})",
                "java.lang.SuppressWarnings(java.io.File.separator)",
                "java.lang.SuppressWarnings(\"a\" + java.lang.Integer.MAX_VALUE)",
                "java.lang.SuppressWarnings",
                "java.lang.Deprecated(\"9\")",
                "java.lang.FunctionalInterface",
                "java.lang.SafeVarargs",
                "java.lang.Override",
                "java.lang.annotation.Documented",
                "java.beans.Transient",
                "java.beans.ConstructorProperties({})",
                "javax.annotation.processing.Generated(\"me\")",
                "java.lang.Nope",
                "java.lang.String");

        Add() {
            super("add-annotation");
        }

        @Override
        public Optional<Request> make(Library library, RandomGenerator random) {
            List<SymbolInfo> symbols = library.declared(symbol -> symbol.kind() != SymbolKind.LOCAL
                    && symbol.kind() != SymbolKind.TYPE_PARAMETER
                    && !symbol.symbol().contains(".local$"));
            SymbolInfo symbol = AnnotationRequests.any(symbols, random);
            List<String> used = new ArrayList<>(library.graph().mentioned(List.of(SymbolKind.ANNOTATION), ""));
            used.addAll(library.graph().declared(List.of(SymbolKind.ANNOTATION), ""));
            String annotation = AnnotationRequests.any(used.isEmpty() || random.nextInt(4) > 0 ? KNOWN : used, random);
            String on = spelled(symbol);
            int member = on.indexOf('#');
            if (random.nextInt(12) == 0 && member > 0) {
                on = on.substring(0, member) + (on.contains("(") ? "#*(..)" : "#*");
            }
            String text = String.valueOf(library.texts().get(symbol.path()));
            boolean free = (annotation.startsWith("java.lang.Deprecated") && !annotation.contains("(\"")
                            || annotation.equals("java.lang.SuppressWarnings(\"unchecked\")"))
                    && !text.contains("@SuppressWarnings")
                    && !text.contains("@Deprecated");
            boolean written = library.graph().occurrencesIn(String.valueOf(symbol.path())).stream()
                    .anyMatch(place -> place.symbol().equals(symbol.symbol())
                            && place.has(Role.DEFINITION)
                            && !place.has(Role.IMPLICIT));
            boolean alone = symbol.kind().isType()
                    || symbol.kind() == SymbolKind.METHOD
                    || symbol.kind() == SymbolKind.CONSTRUCTOR
                    || symbol.kind() == SymbolKind.ENUM_CONSTANT;
            return Optional.of(
                    request(on, annotation, Map.of(), free && written && alone && on.equals(spelled(symbol))));
        }
    }

    /// One that stands somewhere.
    static final class Remove extends AnnotationRequests {
        Remove() {
            super("remove-annotation");
        }

        @Override
        public Optional<Request> make(Library library, RandomGenerator random) {
            return Standing.any(library, random).map(standing -> {
                String on = standing.asked(random);
                boolean legal = standing.plainlyAsked(on) && HARMLESS.contains(standing.annotation());
                return request(on, standing.annotation(), Map.of(), legal);
            });
        }
    }

    /// An attribute of one that stands somewhere.
    static final class Change extends AnnotationRequests {
        private static final List<String> VALUES =
                List.of("1", "\"x\"", "true", "{}", "{\"a\", \"b\"}", "int.class", "@Deprecated", "\"a\" + 1", "-1L");

        private static final Map<String, List<String>> ATTRIBUTES = Map.of(
                "java.lang.Deprecated",
                List.of("since", "forRemoval"),
                "java.lang.annotation.Retention",
                List.of("value"));

        Change() {
            super("change-annotation");
        }

        @Override
        public Optional<Request> make(Library library, RandomGenerator random) {
            return Standing.any(library, random).map(standing -> {
                String on = standing.asked(random);
                String annotation = standing.annotation();
                List<String> attributes = new ArrayList<>(ATTRIBUTES.getOrDefault(annotation, List.of("value")));
                if (random.nextInt(4) == 0) {
                    attributes = new ArrayList<>(List.of("value", "since", "forRemoval", "nope"));
                }
                String prefix = annotation + "#";
                for (String method : library.graph().mentioned(List.of(SymbolKind.METHOD), prefix)) {
                    attributes.add(method.substring(prefix.length(), method.indexOf('(')));
                }
                for (String method : library.graph().declared(List.of(SymbolKind.METHOD), prefix)) {
                    attributes.add(method.substring(prefix.length(), method.indexOf('(')));
                }
                String attribute = AnnotationRequests.any(attributes, random);
                Map<String, String> more = new TreeMap<>(Map.of("attribute", attribute));
                boolean legal = false;
                if (random.nextInt(4) > 0) {
                    String value = AnnotationRequests.any(VALUES, random);
                    more.put("value", value);
                    legal = standing.plainlyAsked(on)
                            && value.startsWith("\"")
                            && (annotation.equals("java.lang.SuppressWarnings") && attribute.equals("value")
                                    || annotation.equals("java.lang.Deprecated") && attribute.equals("since"));
                }
                return request(on, annotation, more, legal);
            });
        }
    }
}
