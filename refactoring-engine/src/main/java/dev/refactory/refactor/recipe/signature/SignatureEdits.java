package dev.refactory.refactor.recipe.signature;

import dev.refactory.graph.model.GraphView;
import dev.refactory.graph.model.Occurrence;
import dev.refactory.graph.model.Range;
import dev.refactory.graph.model.Role;
import dev.refactory.graph.model.SourceText;
import dev.refactory.graph.model.SymbolKind;
import dev.refactory.refactor.plan.Piece;
import dev.refactory.refactor.plan.PlannedEdit;
import dev.refactory.refactor.recipe.Recipe;
import dev.refactory.refactor.recipe.scope.TypeHierarchy;
import dev.refactory.refactor.recipe.source.BracketLists;
import dev.refactory.refactor.recipe.source.CommentedItems;
import dev.refactory.refactor.recipe.source.Effects;
import dev.refactory.refactor.recipe.source.Expressions;
import dev.refactory.refactor.rewrite.JavaTokens;
import dev.refactory.refactor.syntax.JavaComments;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One file whose declarations, calls and documentation of a method get other parameters.
final class SignatureEdits {
    final String path;
    final SourceText source;
    final JavaTokens tokens;
    final List<Occurrence> all;
    final BracketLists lists;
    private final TypeWriting writing;
    private final List<Slot> slots;
    private final GraphView graph;
    private final Map<String, Boolean> constants = new HashMap<>();
    private @Nullable Expressions expressions;
    private @Nullable JavaComments comments;

    SignatureEdits(GraphView graph, Recipe.Sources sources, TypeHierarchy types, String path, List<Slot> slots) {
        this.path = path;
        this.source = sources.text(path);
        this.tokens = JavaTokens.of(source.text());
        this.all = graph.occurrencesIn(path);
        this.lists = new BracketLists(tokens, all);
        this.writing = new TypeWriting(graph, sources, types, path, all);
        this.slots = slots;
        this.graph = graph;
    }

    int lineOf(Occurrence occurrence) {
        return source.lineOf(occurrence.range().start());
    }

    /// A declaration's parameters, a receiver parameter left out; nothing where it writes no list.
    Optional<BracketLists.Items> parameters(Occurrence definition) {
        return lists.parameters(definition.range().start()).map(this::withoutReceiver);
    }

    private BracketLists.Items withoutReceiver(BracketLists.Items items) {
        boolean receiver =
                !items.items().isEmpty() && lastToken(items.items().getFirst()).equals("this");
        return receiver
                ? new BracketLists.Items(
                        items.items().getFirst().end(),
                        items.close(),
                        items.items().subList(1, items.items().size()))
                : items;
    }

    private String lastToken(Range range) {
        int at = tokens.indexAt(range.start());
        String last = "";
        while (at >= 0 && at < tokens.count() && tokens.start(at) < range.end()) {
            last = tokens.at(at++);
        }
        return last;
    }

    /// The parameters a method declares by name, in order.
    List<Occurrence> declared(Occurrence definition) {
        List<Occurrence> found = new ArrayList<>();
        for (Range item : parameters(definition).map(BracketLists.Items::items).orElse(List.of())) {
            all.stream()
                    .filter(occurrence -> occurrence.has(Role.DEFINITION)
                            && item.contains(occurrence.range().start())
                            && occurrence.symbol().startsWith(definition.symbol() + "~"))
                    .findFirst()
                    .ifPresent(found::add);
        }
        return found;
    }

    /// @param symbol of the method afterwards
    List<PlannedEdit> header(Occurrence definition, String symbol) {
        return parameters(definition)
                .map(items -> edits(items, items.items().size(), added -> {
                    List<Piece> pieces = new ArrayList<>(writing.importing(added.type(), symbol));
                    pieces.add(Piece.text(" "));
                    pieces.add(Piece.name(added.name(), symbol + "~" + added.name() + "@", Set.of(Role.DEFINITION)));
                    return pieces;
                }))
                .orElse(List.of());
    }

    /// @param parameters how many the method has, the last one a varargs parameter or not
    List<PlannedEdit> call(Occurrence call, int parameters) {
        return lists.arguments(call.range().start())
                .map(items -> edits(items, parameters, added -> List.of(Piece.open(added.value()))))
                .orElseGet(() -> constant(call));
    }

    /// An enum constant without arguments.
    private List<PlannedEdit> constant(Occurrence name) {
        List<Piece> pieces = new ArrayList<>();
        for (Slot slot : slots) {
            if (slot instanceof Slot.Added added) {
                pieces.add(Piece.text("("));
                pieces.add(Piece.open(added.value()));
                pieces.add(Piece.text(")"));
            }
        }
        return pieces.isEmpty()
                ? List.of()
                : List.of(PlannedEdit.insert(name.range().end(), pieces));
    }

    /// A link that lists the types of the parameters.
    List<PlannedEdit> link(Occurrence link) {
        String text = source.text();
        BracketLists.Items list = ParameterLinks.list(text, link.range().end()).orElse(null);
        if (list == null) {
            return List.of();
        }
        boolean names = list.items().stream()
                .anyMatch(item -> !ParameterLinks.type(text, item).equals(item));
        return edits(list, list.items().size(), added -> {
            List<Piece> pieces = new ArrayList<>(writing.linked(ParameterLinks.erased(added.type())));
            if (names) {
                pieces.add(Piece.text(" " + added.name()));
            }
            return pieces;
        });
    }

    /// A link whose parameter at a place gets another type; empty when it lists none.
    Optional<PlannedEdit> relinked(Occurrence link, int index, TypeText type) {
        String text = source.text();
        return ParameterLinks.list(text, link.range().end())
                .filter(list -> index < list.items().size())
                .map(list -> new PlannedEdit(
                        ParameterLinks.type(text, list.items().get(index)),
                        writing.linked(ParameterLinks.erased(type))));
    }

    /// A type as a declaration of the file writes it.
    List<Piece> type(TypeText type, String declaration) {
        return writing.importing(type, declaration);
    }

    /// The types that a range names.
    List<String> typesIn(Range written) {
        return all.stream()
                .filter(place -> place.has(Role.TYPE_REFERENCE)
                        && written.contains(place.range().start()))
                .map(Occurrence::symbol)
                .toList();
    }

    /// Whether a range holds a type already, in whichever words.
    boolean writes(TypeText type, Range written) {
        List<String> symbols = typesIn(written).stream()
                .filter(symbol ->
                        type.words().stream().anyMatch(word -> word.symbol().equals(symbol)))
                .toList();
        List<String> wanted = type.words().stream()
                .map(TypeText.Word::symbol)
                .filter(symbol -> !symbol.isEmpty())
                .toList();
        StringBuilder shown = new StringBuilder();
        for (int at = tokens.indexAt(written.start()); at < tokens.count() && tokens.start(at) < written.end(); at++) {
            boolean qualifies = tokens.at(at).equals(".") || tokens.at(at + 1).equals(".");
            shown.append(qualifies ? "" : tokens.at(at));
        }
        return symbols.equals(wanted) && shown.toString().equals(type.shown().replace(" ", ""));
    }

    /// The imports that new types take.
    List<PlannedEdit> imports() {
        return writing.imports();
    }

    private interface Writer {
        List<Piece> pieces(Slot.Added added);
    }

    /// What makes of a list the one of the slots.
    ///
    /// @param parameters as many as the method has: what the list has more belongs to the last one, and
    ///     one it has less is an empty varargs parameter
    private List<PlannedEdit> edits(BracketLists.Items list, int parameters, Writer writer) {
        CommentedItems items = new CommentedItems(source.text(), comments(), list);
        int count = list.items().size();
        List<PlannedEdit> edits = new ArrayList<>();
        List<Integer> kept = new ArrayList<>();
        for (Slot slot : slots) {
            switch (slot) {
                case Slot.Kept same -> kept.add(same.index());
                case Slot.Added added -> edits.add(insertion(list, items, kept.size(), writer.pieces(added)));
            }
        }
        List<Integer> sorted = kept.stream().sorted().toList();
        if (!sorted.equals(kept)) {
            for (int i = 0; i < kept.size(); i++) {
                if (kept.get(i) != i && i < count) {
                    edits.add(new PlannedEdit(items.get(i), List.of(Piece.kept(items.get(kept.get(i))))));
                }
            }
            return edits;
        }
        for (int index = 0; index < parameters; index++) {
            if (!kept.contains(index) && index < count) {
                edits.addAll(items.removal(index, index == parameters - 1));
            }
        }
        return edits;
    }

    private PlannedEdit insertion(BracketLists.Items list, CommentedItems items, int index, List<Piece> pieces) {
        int count = list.items().size();
        List<Piece> inserted = new ArrayList<>(pieces);
        if (count == 0 && source.text().charAt(list.open()) == '(') {
            return PlannedEdit.insert(list.open() + 1, inserted);
        } else if (count == 0) {
            inserted.addFirst(Piece.text(", "));
            return PlannedEdit.insert(list.open(), inserted);
        } else if (index == 0) {
            inserted.add(Piece.text(", "));
            return PlannedEdit.insert(items.get(0).start(), inserted);
        }
        inserted.addFirst(Piece.text(", "));
        return PlannedEdit.insert(items.get(Math.min(index, count) - 1).end(), inserted);
    }

    /// The argument a call passes for a parameter; nothing where a varargs parameter gets none.
    Optional<Range> argument(Occurrence call, int index, int parameters) {
        List<Range> items = lists.arguments(call.range().start())
                .map(BracketLists.Items::items)
                .orElse(List.of());
        if (index >= items.size()) {
            return Optional.empty();
        }
        int end = index == parameters - 1 ? items.size() - 1 : index;
        return Optional.of(new Range(items.get(index).start(), items.get(end).end()));
    }

    Expressions expressions() {
        if (expressions == null) {
            expressions = Expressions.of(tokens, all);
        }
        return expressions;
    }

    private JavaComments comments() {
        if (comments == null) {
            comments = JavaComments.of(source.text(), tokens);
        }
        return comments;
    }

    /// What evaluating an expression of the file does.
    Effects effects(Range expression) {
        return Effects.of(tokens, all, expression, this::constant);
    }

    private boolean constant(String symbol) {
        return constants.computeIfAbsent(
                symbol,
                each -> graph.symbol(each)
                        .filter(info -> info.kind() == SymbolKind.ENUM_CONSTANT
                                || TypeHierarchy.isField(info.kind()) && info.has("static") && info.has("final"))
                        .isPresent());
    }

    /// The block tag of a documentation comment that describes a parameter, from its `@` to the next
    /// one or the end of the comment, with the line it begins on where nothing else is on it.
    Range tag(Occurrence described) {
        String text = source.text();
        int at = text.lastIndexOf('@', described.range().start());
        int line = text.lastIndexOf('\n', at) + 1;
        if (text.substring(line, at).strip().equals("///")) {
            return markdownTag(text, line);
        }
        int end = text.indexOf("*/", at);
        int next = at;
        for (int i = text.indexOf('\n', at); i >= 0 && i < end; i = text.indexOf('\n', i + 1)) {
            int word = afterStars(text, i + 1);
            if (word < end && text.charAt(word) == '@') {
                next = i;
                break;
            }
        }
        int start = lineStart(text, at);
        boolean alone = start == 0 || text.charAt(start - 1) == '\n';
        if (next > at) {
            return alone ? new Range(start, next + 1) : new Range(beforeSpaces(text, at), next);
        }
        int last = text.lastIndexOf('\n', end);
        boolean closesAlone = last > at && text.substring(last, end).isBlank();
        if (alone && closesAlone) {
            return new Range(start, last + 1);
        }
        return new Range(at, beforeSpaces(text, end));
    }

    private static int beforeSpaces(String text, int end) {
        int start = end;
        while (Character.isWhitespace(text.charAt(start - 1))) {
            start--;
        }
        return start;
    }

    /// Whole lines, up to the next tag or the comment's end.
    private static Range markdownTag(String text, int line) {
        int end = text.indexOf('\n', line) + 1;
        while (end > 0) {
            int next = text.indexOf('\n', end) + 1;
            String following =
                    text.substring(end, next == 0 ? text.length() : next).strip();
            if (!following.startsWith("///") || following.substring(3).strip().startsWith("@")) {
                return new Range(line, end);
            }
            end = next;
        }
        return new Range(line, text.length());
    }

    private static int afterStars(String text, int lineStart) {
        int at = lineStart;
        while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
            at++;
        }
        while (at < text.length() && text.charAt(at) == '*') {
            at++;
        }
        while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
            at++;
        }
        return at;
    }

    /// Where the line of a tag begins, when only stars stand before it; else the tag itself.
    private static int lineStart(String text, int tag) {
        int line = text.lastIndexOf('\n', tag) + 1;
        return afterStars(text, line) == tag ? line : tag;
    }
}
