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
    private static final int TRIES = 6;
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
    /// @param arguments with their parentheses; empty when there are none
    /// @param close nothing but modifiers, types and other annotations is between
    record Standing(String annotation, SymbolInfo on, String arguments, boolean close) {
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
                    .map(place -> {
                        String between =
                                text.substring(use.range().end(), place.range().start());
                        String arguments = arguments(between);
                        return new Standing(
                                use.symbol(),
                                Objects.requireNonNull(known.get(place.symbol())),
                                arguments,
                                !between.substring(arguments.length()).matches("(?s).*[;{}=(].*"));
                    });
        }

        private static String arguments(String between) {
            int open = between.length() - between.stripLeading().length();
            if (open == between.length() || between.charAt(open) != '(') {
                return "";
            }
            int depth = 0;
            boolean quoted = false;
            for (int at = open; at < between.length(); at++) {
                char c = between.charAt(at);
                if (c == '"' && between.charAt(at - 1) != '\\') {
                    quoted = !quoted;
                }
                depth += quoted ? 0 : c == '(' ? 1 : c == ')' ? -1 : 0;
                if (depth == 0) {
                    return between.substring(0, at + 1);
                }
            }
            return "";
        }

        /// A declaration or a pattern that it may stand under.
        String asked(RandomGenerator random) {
            String symbol = on.symbol();
            int member = symbol.indexOf('#');
            String type = member < 0 ? symbol : symbol.substring(0, member);
            if (on.kind().isLocal() && on.kind() != SymbolKind.PARAMETER && random.nextInt(8) > 0) {
                // Nothing names one but what is around it.
                return type + "**";
            }
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

    /// An attribute of one that stands somewhere: mostly one it has, with a value it takes.
    static final class Change extends AnnotationRequests {
        private static final List<String> VALUES =
                List.of("1", "\"x\"", "true", "{}", "{\"a\", \"b\"}", "int.class", "@Deprecated", "\"a\" + 1", "-1L");
        private static final List<String> NAMES = List.of("value", "since", "forRemoval", "nope");

        Change() {
            super("change-annotation");
        }

        @Override
        public Optional<Request> make(Library library, RandomGenerator random) {
            Optional<Request> last = Optional.empty();
            for (int i = 0; i < TRIES && last.isEmpty(); i++) {
                last = Standing.any(library, random).flatMap(standing -> asked(standing, library, random));
            }
            return last;
        }

        private Optional<Request> asked(Standing standing, Library library, RandomGenerator random) {
            String on = standing.asked(random);
            String annotation = standing.annotation();
            List<Attributes.Attribute> attributes = Attributes.of(library, annotation);
            if (random.nextInt(6) == 0) {
                List<String> names = new ArrayList<>(NAMES);
                attributes.forEach(each -> names.add(each.name()));
                Map<String, String> more = new TreeMap<>(Map.of("attribute", AnnotationRequests.any(names, random)));
                if (random.nextInt(4) > 0) {
                    more.put("value", AnnotationRequests.any(VALUES, random));
                }
                return Optional.of(request(on, annotation, more, false));
            } else if (attributes.isEmpty()) {
                return Optional.empty();
            }
            Attributes.Attribute attribute = AnnotationRequests.any(attributes, random);
            Map<String, String> more = new TreeMap<>(Map.of("attribute", attribute.name()));
            boolean plainly = standing.plainlyAsked(on) && !annotation.startsWith(META);
            if (attribute.optional() && random.nextInt(4) == 0) {
                return Optional.of(request(on, annotation, more, false));
            }
            return attribute.value(library, random).map(value -> {
                more.put("value", value);
                boolean other = !standing.arguments().contains(value);
                return request(on, annotation, more, plainly && other);
            });
        }
    }
}
