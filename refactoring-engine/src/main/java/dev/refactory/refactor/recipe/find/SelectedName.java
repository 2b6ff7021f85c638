package dev.refactory.refactor.recipe.find;

import dev.refactory.graph.model.FileInfo;
import dev.refactory.graph.model.GraphView;
import dev.refactory.graph.model.Occurrence;
import dev.refactory.graph.model.Range;
import dev.refactory.graph.model.Role;
import dev.refactory.graph.model.SymbolInfo;
import dev.refactory.graph.model.SymbolKind;
import dev.refactory.refactor.plan.Conflict;
import dev.refactory.refactor.recipe.Recipe;
import dev.refactory.refactor.recipe.SourcePlace;
import dev.refactory.refactor.recipe.source.Brackets;
import dev.refactory.refactor.rewrite.JavaTokens;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Which parameter, local variable or type parameter is named at a place of a file.
public final class SelectedName {
    private final GraphView graph;
    private final Recipe.Sources sources;

    public SelectedName(GraphView graph, Recipe.Sources sources) {
        this.graph = graph;
        this.sources = sources;
    }

    /// What a place was found to name.
    public sealed interface Selection {
        record Found(SymbolInfo symbol) implements Selection {}

        record Refused(Conflict conflict) implements Selection {}
    }

    /// @param at `path:line:column`, anywhere on the name or right behind it, or a part of the name
    public Selection at(String at) {
        SourcePlace place = SourcePlace.parse(at).orElse(null);
        if (place == null) {
            return new Selection.Refused(new Conflict(
                    "invalid-selection",
                    at,
                    "",
                    0,
                    "\"" + at + "\" is no place in a file: write for example src/Foo.java:12:9."));
        }
        FileInfo file = graph.file(place.path()).orElse(null);
        if (file == null) {
            return new Selection.Refused(
                    new Conflict("not-found", at, "", 0, "There is no file " + place.path() + " in this repository."));
        }
        if (!file.isJava()) {
            return refused("invalid-selection", place, place.path() + " is not a Java file.");
        }
        if (!file.problems().isEmpty()) {
            return refused(
                    "unresolved",
                    place,
                    place.path() + " could not be analysed whole: "
                            + file.problems().getFirst().detail());
        }
        String text = sources.text(place.path()).text();
        Range range = place.in(text).orElse(null);
        return range == null
                ? refused(
                        "invalid-selection",
                        place,
                        place.path() + " has no such line and column: it has " + file.lines()
                                + " lines, and both are counted from 1, a tab being one column.")
                : named(place, text, range);
    }

    private Selection named(SourcePlace place, String text, Range range) {
        Occurrence name = nameAt(place.path(), range.start());
        if (name == null) {
            return nothing(place, text, range);
        }
        if (range.start() < name.range().start() || range.end() > name.range().end()) {
            return refused(
                    "invalid-selection", place, place + " holds more than one name: point at the name of a variable.");
        }
        SymbolInfo symbol = graph.symbol(name.symbol()).orElse(null);
        if (symbol == null || symbol.kind() == SymbolKind.UNRESOLVED) {
            return refused(
                    "unresolved",
                    place,
                    "The compiler could not tell what "
                            + text.substring(name.range().start(), name.range().end()) + " means at " + place + ".");
        }
        return switch (symbol.kind()) {
            case LOCAL, PARAMETER, TYPE_PARAMETER -> new Selection.Found(symbol);
            case FIELD, ENUM_CONSTANT, RECORD_COMPONENT -> other(place, symbol, "rename-field renames it");
            case METHOD -> other(place, symbol, "rename-method renames it");
            case CONSTRUCTOR -> other(place, symbol, "it has the name of its type, which rename-type renames");
            case CLASS, INTERFACE, ENUM, RECORD, ANNOTATION -> other(place, symbol, "rename-type renames it");
            case PACKAGE, MODULE, UNRESOLVED -> other(place, symbol, "rename-variable does not rename it");
        };
    }

    /// The name around an offset, or else the one that ends there: what somebody wrote before what
    /// the compiler added, and a component before what goes by its name.
    private @Nullable Occurrence nameAt(String path, int offset) {
        List<Occurrence> near = graph.occurrencesIn(path).stream()
                .filter(place -> place.range().start() <= offset
                        && offset <= place.range().end())
                .filter(place -> place.range().length() > 0)
                .sorted(Comparator.comparing((Occurrence place) -> place.has(Role.IMPLICIT))
                        .thenComparing(place -> place.symbol().contains("("))
                        .thenComparing(Comparator.naturalOrder()))
                .toList();
        Optional<Occurrence> around =
                near.stream().filter(place -> place.range().contains(offset)).findFirst();
        return around.or(() -> near.stream().findFirst()).orElse(null);
    }

    private Selection nothing(SourcePlace place, String text, Range range) {
        JavaTokens tokens = JavaTokens.of(text);
        boolean name = false;
        for (int i = 0; i < tokens.count() && tokens.start(i) <= range.start(); i++) {
            name = tokens.end(i) > range.start() && Brackets.isName(tokens.at(i));
        }
        return refused(
                "invalid-selection",
                place,
                "At " + place + " stands " + (name ? "a word that names nothing with a scope" : "no name")
                        + ": point at a variable, where it is declared or used.");
    }

    private static Selection other(SourcePlace place, SymbolInfo symbol, String recipe) {
        return refused(
                "invalid-selection",
                place,
                "At " + place + " stands the " + FindDeclarations.word(symbol.kind()) + " " + symbol.symbol() + ": "
                        + recipe + ".");
    }

    private static Selection refused(String kind, SourcePlace place, String sentence) {
        return new Selection.Refused(new Conflict(kind, place.toString(), place.path(), place.line(), sentence));
    }
}
