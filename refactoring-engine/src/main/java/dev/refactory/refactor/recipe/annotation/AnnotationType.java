package dev.refactory.refactor.recipe.annotation;

import dev.refactory.graph.model.GraphView;
import dev.refactory.graph.model.Occurrence;
import dev.refactory.graph.model.SymbolInfo;
import dev.refactory.graph.model.SymbolKind;
import dev.refactory.kit.text.Nearest;
import dev.refactory.refactor.plan.Conflict;
import dev.refactory.refactor.plan.SymbolSpelling;
import dev.refactory.refactor.recipe.Recipe;
import dev.refactory.refactor.recipe.find.FindDeclarations;
import dev.refactory.refactor.recipe.scope.DeclarationHeads;
import dev.refactory.refactor.recipe.scope.FileScopes;
import dev.refactory.refactor.recipe.scope.SymbolQuery;
import dev.refactory.refactor.recipe.scope.TypeHierarchy;
import dev.refactory.refactor.recipe.scope.WrittenAnnotations;
import dev.refactory.refactor.recipe.source.AnnotationArguments;
import dev.refactory.refactor.recipe.source.JavaLang;
import dev.refactory.refactor.rewrite.JavaTokens;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// What is known of an annotation: of one that this repository declares its attributes, where it may
/// stand and whether it may stand there twice; of a few of the language where they may stand; of
/// others nothing, which leaves it to the compiler.
///
/// @param attributes those that have a default are mapped to true; nothing when they are not known
/// @param targets names of `ElementType`; nothing when they are not known
record AnnotationType(
        String symbol, Optional<Map<String, Boolean>> attributes, Optional<Set<String>> targets, boolean repeatable) {
    private static final String ANNOTATIONS = "java.lang.annotation.";
    private static final Map<String, Set<String>> OF_THE_LANGUAGE = Map.of(
            "java.lang.Override",
            Set.of("METHOD"),
            "java.lang.FunctionalInterface",
            Set.of("TYPE"),
            "java.lang.SafeVarargs",
            Set.of("CONSTRUCTOR", "METHOD"),
            ANNOTATIONS + "Target",
            Set.of("ANNOTATION_TYPE"),
            ANNOTATIONS + "Retention",
            Set.of("ANNOTATION_TYPE"),
            ANNOTATIONS + "Documented",
            Set.of("ANNOTATION_TYPE"),
            ANNOTATIONS + "Inherited",
            Set.of("ANNOTATION_TYPE"),
            ANNOTATIONS + "Repeatable",
            Set.of("ANNOTATION_TYPE"));

    /// Their attributes, and whether each has a default.
    private static final Map<String, Map<String, Boolean>> ATTRIBUTES_OF_THE_LANGUAGE = Map.of(
            "java.lang.Override",
            Map.of(),
            "java.lang.FunctionalInterface",
            Map.of(),
            "java.lang.SafeVarargs",
            Map.of(),
            "java.lang.Deprecated",
            Map.of("since", true, "forRemoval", true),
            "java.lang.SuppressWarnings",
            Map.of("value", false),
            ANNOTATIONS + "Target",
            Map.of("value", false),
            ANNOTATIONS + "Retention",
            Map.of("value", false),
            ANNOTATIONS + "Documented",
            Map.of(),
            ANNOTATIONS + "Inherited",
            Map.of(),
            ANNOTATIONS + "Repeatable",
            Map.of("value", false));

    static AnnotationType of(GraphView graph, Recipe.Sources sources, TypeHierarchy types, String symbol) {
        String path = graph.symbol(symbol).map(SymbolInfo::path).orElse(null);
        if (path == null) {
            return new AnnotationType(
                    symbol,
                    Optional.ofNullable(ATTRIBUTES_OF_THE_LANGUAGE.get(symbol)),
                    Optional.ofNullable(OF_THE_LANGUAGE.get(symbol)),
                    false);
        }
        WrittenAnnotations file = new WrittenAnnotations(graph, new FileScopes(graph, sources, types, path));
        Map<String, Boolean> attributes = new HashMap<>();
        for (SymbolInfo member : graph.membersOf(symbol)) {
            if (member.kind() == SymbolKind.METHOD) {
                attributes.put(member.name(), hasDefault(file, member));
            }
        }
        return new AnnotationType(
                symbol,
                Optional.of(attributes),
                targets(file, symbol),
                onIt(file, symbol, ANNOTATIONS + "Repeatable").isPresent());
    }

    /// Why there is no annotation of this name; nothing when there is one, or could be in a library.
    static Optional<Conflict> unknown(GraphView graph, TypeHierarchy types, String symbol) {
        SymbolInfo info = graph.symbol(symbol).orElse(null);
        if (info != null) {
            return info.kind() == SymbolKind.ANNOTATION
                    ? Optional.empty()
                    : Optional.of(new Conflict(
                            "invalid-selection",
                            symbol,
                            "",
                            0,
                            symbol + " is no annotation, but a " + FindDeclarations.word(info.kind()) + "."));
        }
        int dot = symbol.lastIndexOf('.');
        boolean here = dot < 0
                || graph.membersOf(symbol.substring(0, dot)).stream()
                        .anyMatch(each -> each.kind().isType());
        if (here && new SymbolQuery(graph, types).resolve(symbol) instanceof SymbolQuery.Resolution.Refused refused) {
            String hint = dot < 0 && JavaLang.has(symbol) ? " Nearest: " + JavaLang.PACKAGE + "." + symbol + "." : "";
            Conflict why = refused.conflict();
            return Optional.of(
                    new Conflict(why.kind(), symbol, "", 0, hint.isEmpty() ? why.message() : why.message() + hint));
        }
        return Optional.empty();
    }

    private static boolean hasDefault(WrittenAnnotations file, SymbolInfo member) {
        JavaTokens tokens = file.file.tokens;
        int at = file.heads.of(member.symbol()).map(DeclarationHeads.Head::name).orElse(-1);
        while (at >= 0 && at < tokens.count() && !tokens.at(at).equals(";")) {
            if (tokens.at(at).equals("default")) {
                return true;
            }
            at++;
        }
        return false;
    }

    private static Optional<WrittenAnnotations.Use> onIt(WrittenAnnotations file, String symbol, String annotation) {
        return file.of(annotation).stream().filter(use -> use.isOn(symbol)).findFirst();
    }

    private static Optional<Set<String>> targets(WrittenAnnotations file, String symbol) {
        return onIt(file, symbol, ANNOTATIONS + "Target").map(use -> {
            Set<String> targets = new TreeSet<>();
            for (Occurrence place : file.file.all) {
                boolean inside = use.range().start() <= place.range().start()
                        && place.range().end() <= use.range().end();
                if (inside && place.symbol().startsWith(ANNOTATIONS + "ElementType#")) {
                    targets.add(SymbolSpelling.simpleName(place.symbol()));
                }
            }
            return targets;
        });
    }

    /// Whether it may stand on a symbol, as far as is known.
    boolean fits(SymbolInfo target) {
        Set<String> known = targets.orElse(null);
        if (known == null) {
            return true;
        }
        boolean type = target.kind() != SymbolKind.PACKAGE && known.contains("TYPE_USE");
        return type
                || switch (target.kind()) {
                    case CLASS, INTERFACE, ENUM, RECORD -> known.contains("TYPE");
                    case ANNOTATION -> known.contains("TYPE") || known.contains("ANNOTATION_TYPE");
                    case METHOD -> known.contains("METHOD");
                    case CONSTRUCTOR -> known.contains("CONSTRUCTOR");
                    case FIELD, ENUM_CONSTANT -> known.contains("FIELD");
                    case RECORD_COMPONENT ->
                        known.contains("RECORD_COMPONENT")
                                || known.contains("FIELD")
                                || known.contains("METHOD")
                                || known.contains("PARAMETER");
                    case PARAMETER -> known.contains("PARAMETER");
                    case PACKAGE -> known.contains("PACKAGE");
                    case TYPE_PARAMETER, LOCAL, UNRESOLVED, MODULE -> true;
                };
    }

    /// Why these arguments do not do, as far as is known.
    Optional<Conflict> wrong(AnnotationRequest request) {
        Map<String, Boolean> known = attributes.orElse(null);
        if (known == null) {
            return Optional.empty();
        }
        List<String> missing = new ArrayList<>();
        known.forEach((name, hasDefault) -> {
            if (!hasDefault && request.value(name).isEmpty()) {
                missing.add(name);
            }
        });
        for (AnnotationArguments.Argument each : request.arguments()) {
            if (!known.containsKey(each.attribute())) {
                return Optional.of(noSuch(each.attribute()));
            }
        }
        return missing.isEmpty()
                ? Optional.empty()
                : Optional.of(new Conflict(
                        "compile-error",
                        symbol,
                        "",
                        0,
                        "@" + SymbolSpelling.simpleName(symbol) + " needs "
                                + String.join(", ", missing.stream().sorted().toList())
                                + ", which has no default: give it in parentheses after the annotation's name."));
    }

    Conflict noSuch(String attribute) {
        return new Conflict(
                "not-found",
                symbol + "#" + attribute + "()",
                "",
                0,
                symbol + " has no attribute " + attribute
                        + Nearest.hint(attribute, attributes.orElse(Map.of()).keySet()) + ".");
    }

    /// Whether an attribute must be given, as far as is known.
    boolean needs(String attribute) {
        return attributes
                .map(known -> Boolean.FALSE.equals(known.get(attribute)))
                .orElse(false);
    }

    boolean hasNo(String attribute) {
        return attributes.map(known -> !known.containsKey(attribute)).orElse(false);
    }

    Conflict unfit(SymbolInfo target, String file, int line) {
        return new Conflict(
                "invalid-selection",
                target.symbol(),
                file,
                line,
                "@" + SymbolSpelling.simpleName(symbol) + " cannot stand on " + target.symbol() + ", a "
                        + FindDeclarations.word(target.kind()) + ": its @Target is "
                        + String.join(", ", new TreeSet<>(targets.orElse(Set.of()))) + ".");
    }
}
