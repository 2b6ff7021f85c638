package dev.refactory.refactor.recipe.annotation;

import dev.refactory.graph.model.GraphView;
import dev.refactory.graph.model.SymbolInfo;
import dev.refactory.graph.model.SymbolKind;
import dev.refactory.refactor.recipe.scope.DeclarationHeads;
import dev.refactory.refactor.recipe.scope.WrittenAnnotations;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// What the compiler says of a declaration that gets, loses or keeps `@Deprecated`.
final class DeprecatedFlag {
    static final String ANNOTATION = "java.lang.Deprecated";
    static final String FOR_REMOVAL = "forRemoval";
    /// As the compiler finds it: in any `/**` comment before the declaration, behind nothing but stars in its line,
    /// and in none of Markdown.
    private static final Pattern TAG = Pattern.compile("(?m)^[ \\t]*(/?\\*+)?[ \\t]*@deprecated(?=\\s|\\*/)");
    /// Between two tokens there is nothing else but white space.
    private static final Pattern COMMENT = Pattern.compile("//[^\\r\\n]*|(?s:/\\*.*?\\*/)");

    private DeprecatedFlag() {}

    /// The symbols of a declaration as they will be; a record's component with the accessor it makes.
    static List<SymbolInfo> of(
            GraphView graph,
            WrittenAnnotations file,
            DeclarationHeads.Head head,
            boolean annotated,
            boolean forRemoval) {
        List<SymbolInfo> declared = new ArrayList<>();
        boolean deprecated = annotated || documented(file, head);
        for (SymbolInfo symbol : head.declares()) {
            if (symbol.kind() != SymbolKind.PARAMETER && symbol.kind() != SymbolKind.PACKAGE) {
                declared.add(with(symbol, deprecated, annotated && forRemoval));
            }
            String accessor = symbol.symbol() + "()";
            if (symbol.kind() == SymbolKind.RECORD_COMPONENT
                    && file.heads.of(accessor).isEmpty()) {
                graph.symbol(accessor).ifPresent(made -> declared.add(with(made, annotated, annotated && forRemoval)));
            }
        }
        return declared;
    }

    private static boolean documented(WrittenAnnotations file, DeclarationHeads.Head head) {
        int from = head.first() == 0 ? 0 : file.file.tokens.end(head.first() - 1);
        return COMMENT.matcher(file.text().substring(from, file.start(head)))
                .results()
                .map(MatchResult::group)
                .anyMatch(comment ->
                        comment.startsWith("/**") && TAG.matcher(comment).find());
    }

    private static SymbolInfo with(SymbolInfo symbol, boolean deprecated, boolean forRemoval) {
        return new SymbolInfo(
                symbol.symbol(),
                symbol.kind(),
                symbol.name(),
                symbol.container(),
                symbol.path(),
                symbol.modifiers(),
                symbol.signature(),
                deprecated,
                forRemoval);
    }
}
