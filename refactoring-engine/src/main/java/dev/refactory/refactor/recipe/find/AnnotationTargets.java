package dev.refactory.refactor.recipe.find;

import dev.refactory.graph.model.Occurrence;
import dev.refactory.graph.model.Role;
import dev.refactory.graph.model.SymbolInfo;
import dev.refactory.graph.model.SymbolKind;
import dev.refactory.refactor.plan.SymbolSpelling;
import dev.refactory.refactor.recipe.source.TypeBodies;
import dev.refactory.refactor.rewrite.JavaTokens;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What the annotations of one file stand on: the declaration whose name comes next, past arguments,
/// other annotations, modifiers and the type. Which names are declarations is a fact.
final class AnnotationTargets {
    /// A record's component is a field and a parameter too.
    private static final Comparator<SymbolInfo> MOST_TELLING = Comparator.comparing(
                    (SymbolInfo info) -> info.kind() != SymbolKind.RECORD_COMPONENT)
            .thenComparing(SymbolInfo::kind)
            .thenComparing(SymbolInfo::symbol);

    private final JavaTokens tokens;
    private final int[] closing;
    private final Map<Integer, SymbolInfo> declared = new HashMap<>();

    /// @param occurrences all of the file
    /// @param known descriptions of at least what is declared
    AnnotationTargets(JavaTokens tokens, List<Occurrence> occurrences, Map<String, SymbolInfo> known) {
        this.tokens = tokens;
        this.closing = TypeBodies.closing(tokens);
        for (Occurrence place : occurrences) {
            SymbolInfo info = known.get(place.symbol());
            if (info != null && place.has(Role.DEFINITION) && !place.has(Role.IMPLICIT)) {
                declared.merge(place.range().start(), info, (a, b) -> MOST_TELLING.compare(a, b) <= 0 ? a : b);
            }
        }
    }

    /// For example `on method a.A#foo()`, or `in the type of field a.A#x`.
    String of(Occurrence annotation) {
        int at = tokens.indexAt(annotation.range().start());
        if (at < 0) {
            return "on something the text does not show";
        }
        at = pastArguments(at + 1);
        boolean inType = tokens.at(at).equals("[") || tokens.at(at).equals(".");
        while (at < tokens.count()) {
            SymbolInfo found = declared.get(tokens.start(at));
            if (found != null) {
                return (inType ? "in the type of " : "on ") + shown(found);
            }
            switch (tokens.at(at)) {
                case "@" -> at = tokens.at(at + 1).equals("interface") ? at + 2 : pastAnnotation(at);
                case "<" -> at = pastTypeArguments(at);
                case ">" -> {
                    inType = true;
                    at++;
                }
                case "[" -> at = closing[at] + 1;
                case "package", "module" -> {
                    return "on " + tokens.at(at) + " " + name(at + 1);
                }
                case "," -> {
                    // Between type arguments, and between what is extended or thrown.
                    inType = true;
                    at++;
                }
                case "(", ")", "{", "}", ";", "=", "::" -> {
                    return "on a use of a type";
                }
                default -> at++;
            }
        }
        return "on a use of a type";
    }

    private int pastArguments(int at) {
        return tokens.at(at).equals("(") ? closing[at] + 1 : at;
    }

    private int pastAnnotation(int sign) {
        int at = sign + 1;
        while (tokens.at(at + 1).equals(".")) {
            at += 2;
        }
        return pastArguments(at + 1);
    }

    private int pastTypeArguments(int open) {
        int depth = 0;
        for (int at = open; at < tokens.count(); at++) {
            depth += tokens.at(at).equals("<") ? 1 : tokens.at(at).equals(">") ? -1 : 0;
            if (depth == 0) {
                return at + 1;
            }
        }
        return tokens.count();
    }

    private String name(int from) {
        StringBuilder name = new StringBuilder();
        for (int at = from; at < tokens.count() && !"{;".contains(tokens.at(at)); at++) {
            name.append(tokens.at(at));
        }
        return name.toString();
    }

    private static String shown(SymbolInfo info) {
        String word = FindDeclarations.word(info.kind());
        String container = info.container();
        return info.kind().isLocal() && container != null
                ? word + " " + SymbolSpelling.simpleName(info.symbol()) + " of " + container
                : word + " " + info.symbol();
    }
}
