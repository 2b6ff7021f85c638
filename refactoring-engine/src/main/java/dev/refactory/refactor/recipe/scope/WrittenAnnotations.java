package dev.refactory.refactor.recipe.scope;

import dev.refactory.graph.model.GraphView;
import dev.refactory.graph.model.Occurrence;
import dev.refactory.graph.model.Range;
import dev.refactory.graph.model.Role;
import dev.refactory.refactor.recipe.source.AnnotationArguments;
import dev.refactory.refactor.recipe.source.SourceLines;
import dev.refactory.refactor.recipe.source.TypeBodies;
import dev.refactory.refactor.rewrite.JavaTokens;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The annotations that one file writes, with their arguments and what they stand on. By tokens; what
/// each of them means is a fact.
public final class WrittenAnnotations {
    /// Annotations that the compiler alone reads.
    public static final Set<String> READ_BY_NOBODY = Set.of(
            "java.lang.Deprecated",
            "java.lang.Override",
            "java.lang.SafeVarargs",
            "java.lang.SuppressWarnings",
            "java.lang.FunctionalInterface");

    public final FileScopes file;
    public final DeclarationHeads heads;
    public final SourceLines lines;
    private final JavaTokens tokens;
    private final int[] closing;
    private final List<Use> uses = new ArrayList<>();

    /// @param range from its sign to the end of its arguments
    /// @param symbol its type
    /// @param open the token of its parenthesis; -1 when there is none
    /// @param on the declaration it belongs to; nothing in a body, or in what follows a name
    /// @param within the range of the annotation that holds it as a value
    public record Use(
            Range range, String symbol, int open, Optional<DeclarationHeads.Head> on, Optional<Range> within) {
        /// Whether it stands on, or in the type of, a symbol.
        public boolean isOn(String target) {
            return on.isPresent()
                    && on.get().declares().stream()
                            .anyMatch(each -> each.symbol().equals(target));
        }
    }

    public WrittenAnnotations(GraphView graph, FileScopes file) {
        this.file = file;
        this.tokens = file.tokens;
        this.closing = TypeBodies.closing(tokens);
        this.heads = new DeclarationHeads(graph, file);
        this.lines = new SourceLines(file.source.text());
        Map<Integer, String> symbols = new HashMap<>();
        for (Occurrence place : file.all) {
            if (place.has(Role.ANNOTATION_USE) && place.has(Role.TYPE_REFERENCE)) {
                symbols.put(place.range().start(), place.symbol());
            }
        }
        for (int at = 0; at < tokens.count(); at++) {
            if (tokens.at(at).equals("@") && !tokens.at(at + 1).equals("interface")) {
                add(at, symbols);
            }
        }
    }

    private void add(int sign, Map<Integer, String> symbols) {
        int name = sign + 1;
        while (tokens.at(name + 1).equals(".") && isName(tokens.at(name + 2))) {
            name += 2;
        }
        boolean arguments = tokens.at(name + 1).equals("(") && closing[name + 1] > name + 1;
        int open = arguments ? name + 1 : -1;
        int last = arguments ? closing[open] : name;
        String symbol = name < tokens.count() ? symbols.get(tokens.start(name)) : null;
        if (symbol == null) {
            return;
        }
        Use outer = uses.stream()
                .filter(use -> use.within().isEmpty() && use.range().contains(tokens.start(sign)))
                .findFirst()
                .orElse(null);
        uses.add(new Use(
                new Range(tokens.start(sign), tokens.end(last)),
                symbol,
                open,
                outer == null ? heads.around(sign) : outer.on(),
                Optional.ofNullable(outer).map(Use::range)));
    }

    private static boolean isName(String token) {
        return !token.isEmpty() && Character.isJavaIdentifierStart(token.codePointAt(0));
    }

    /// By place.
    public List<Use> all() {
        return List.copyOf(uses);
    }

    /// Those of one type, by place.
    public List<Use> of(String symbol) {
        return uses.stream().filter(use -> use.symbol().equals(symbol)).toList();
    }

    /// In the order they are written; empty without parentheses.
    public List<AnnotationArguments.Argument> arguments(Use use) {
        return AnnotationArguments.of(tokens, closing, use.open());
    }

    /// The place just inside of the closing parenthesis.
    public int close(Use use) {
        return tokens.start(closing[use.open()]);
    }

    /// Where a declaration begins.
    public int start(DeclarationHeads.Head head) {
        return tokens.start(head.first());
    }

    /// Counted from 1.
    public int line(int offset) {
        return file.source.lineOf(offset);
    }

    public String text() {
        return file.source.text();
    }
}
