package dev.refactory.refactor.recipe.api;

import dev.refactory.graph.model.Occurrence;
import dev.refactory.graph.model.Range;
import dev.refactory.graph.model.Role;
import dev.refactory.graph.model.SymbolInfo;
import dev.refactory.refactor.plan.Piece;
import dev.refactory.refactor.plan.PlannedEdit;
import dev.refactory.refactor.plan.SymbolSpelling;
import dev.refactory.refactor.recipe.api.ApiMatcher.Outcome;
import dev.refactory.refactor.recipe.imports.TypeNames;
import dev.refactory.refactor.recipe.scope.TypeHierarchy;
import dev.refactory.refactor.recipe.source.Expressions.Span;
import dev.refactory.refactor.recipe.source.JavaTypes;
import dev.refactory.refactor.recipe.source.Operators;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Writes what a template writes in place of one match: what stood for its holes is kept, with
/// parentheses where it needs them.
final class ApiWriter {
    private final TypeHierarchy types;
    private final ApiFile file;
    private final TypeNames names;
    private final Outcome.Match match;
    private final ApiTemplate template;
    private final List<Piece> pieces = new ArrayList<>();
    private boolean innerObject = true;

    ApiWriter(TypeHierarchy types, ApiFile file, TypeNames names, Outcome.Match match) {
        this.types = types;
        this.file = file;
        this.names = names;
        this.match = match;
        this.template = match.template();
    }

    /// What speaks against a match, as far as its own text tells; null when nothing does.
    static Outcome.@Nullable Fault fault(TypeHierarchy types, ApiFile file, Outcome.Match match) {
        ApiTemplate template = match.template();
        if (file.expressions.isStatement(match.span()) && !statement(template.after())) {
            return new Outcome.Fault(
                    "invalid-selection", "is a statement here, and what would be written instead is none");
        }
        Outcome.Fault order = new ApiOrder(file, match).fault();
        if (order != null) {
            return order;
        }
        String recursive = recursive(types, file, match);
        return recursive == null
                ? null
                : new Outcome.Fault(
                        "recursion", "is used here by " + recursive + ", which would come to call itself without end");
    }

    private static boolean statement(ApiCode code) {
        return code instanceof ApiCode.New || code instanceof ApiCode.Member member && member.arguments() != null;
    }

    /// The method around a match that its replacement would call, on the same object.
    private static @Nullable String recursive(TypeHierarchy types, ApiFile file, Outcome.Match match) {
        int offset = file.range(match.span()).start();
        for (String around : file.methodsAround(offset)) {
            for (ApiCode code : match.template().after().all()) {
                if (code instanceof ApiCode.Member call
                        && call.arguments() != null
                        && calls(types, file, match, call, around)) {
                    return around;
                }
            }
        }
        return null;
    }

    private static boolean calls(
            TypeHierarchy types, ApiFile file, Outcome.Match match, ApiCode.Member call, String method) {
        boolean alike = call.name().equals(SymbolSpelling.simpleName(method))
                && java.util.Objects.requireNonNull(call.arguments()).size() == SymbolSpelling.arity(method);
        if (!alike) {
            return false;
        } else if (call.receiver() == null) {
            return call.owner().equals(SymbolSpelling.typeOf(method));
        }
        Span object =
                call.receiver() instanceof ApiCode.Hole hole ? match.bound().get(hole.name()) : match.span();
        boolean self = object == null
                || object.first() == object.last()
                        && file.scopes.tokens.at(object.first()).equals("this");
        return self
                && (call.owner().isEmpty()
                        || types.withSupertypes(SymbolSpelling.typeOf(method)).contains(call.owner()));
    }

    /// The edit; a fault where what stood there cannot be kept whole.
    sealed interface Written {
        record Edit(PlannedEdit edit, Set<String> names) implements Written {}

        record Unwritten(Outcome.Fault fault) implements Written {}
    }

    Written write() {
        Range range = file.range(match.span());
        int required = file.expressions.required(match.span());
        boolean wrapped = template.after().precedence() < required || signs(range);
        if (wrapped) {
            pieces.add(Piece.text("("));
        }
        write(template.after(), Operators.ANY);
        if (wrapped) {
            pieces.add(Piece.text(")"));
        }
        if (!innerObject) {
            return new Written.Unwritten(new Outcome.Fault(
                    "capture",
                    "is called on the object around this one, which has no name here: write it as Outer.this"));
        } else if (losesComment()) {
            return new Written.Unwritten(new Outcome.Fault(
                    "invalid-selection", "has a comment inside that would be lost: move it before the statement"));
        }
        Set<String> simple = new java.util.TreeSet<>();
        template.after().all().forEach(code -> {
            if (code instanceof ApiCode.Member member) {
                simple.add(member.name());
            } else if (code instanceof ApiCode.New creation) {
                simple.add(SymbolSpelling.simpleName(creation.type()));
            }
        });
        for (Piece piece : pieces) {
            piece.names()
                    .forEach(name -> simple.add(piece.text()
                            .substring(name.within().start(), name.within().end())));
        }
        boolean keeps = pieces.stream().anyMatch(piece -> piece.kept() != null || piece.open());
        return new Written.Edit(new PlannedEdit(range, keeps ? pieces : List.of(joined(range))), simple);
    }

    /// Text that keeps nothing and is all known, in one piece: what is said of the whole expression
    /// without a name, as the element of an annotation it is the value of, is said of it still.
    private Piece joined(Range range) {
        StringBuilder text = new StringBuilder();
        List<Piece.Name> joined = new ArrayList<>();
        for (Piece piece : pieces) {
            int at = text.length();
            piece.names()
                    .forEach(name -> joined.add(new Piece.Name(
                            new Range(
                                    at + name.within().start(),
                                    at + name.within().end()),
                            name.symbol(),
                            name.roles())));
            text.append(piece.text());
        }
        for (Occurrence place : file.scopes.all) {
            if (place.has(Role.IMPLICIT) && place.range().equals(range)) {
                joined.add(new Piece.Name(new Range(0, text.length()), place.symbol(), place.roles()));
            }
        }
        return new Piece(null, text.toString(), joined, false);
    }

    /// Whether a sign would grow together with one before it.
    private boolean signs(Range range) {
        return range.start() > 0
                && template.after() instanceof ApiCode.Unary unary
                && unary.operator().charAt(0) == file.text().charAt(range.start() - 1);
    }

    /// The same of what stands behind it.
    private boolean grows(ApiCode.Unary unary) {
        Span span = unary.operand() instanceof ApiCode.Hole hole ? match.bound().get(hole.name()) : null;
        return unary.operand() instanceof ApiCode.Unary
                || span != null && file.scopes.tokens.at(span.first()).equals(unary.operator());
    }

    private boolean losesComment() {
        for (int i = match.span().first(); i < match.span().last(); i++) {
            Range gap = new Range(file.scopes.tokens.end(i), file.scopes.tokens.start(i + 1));
            boolean kept = pieces.stream()
                    .map(Piece::kept)
                    .anyMatch(each -> each != null && each.start() <= gap.start() && gap.end() <= each.end());
            if (!kept && !file.text().substring(gap.start(), gap.end()).isBlank()) {
                return true;
            }
        }
        return false;
    }

    private void write(ApiCode code, int required) {
        boolean wrapped = !(code instanceof ApiCode.Hole) && code.precedence() < required;
        if (wrapped) {
            pieces.add(Piece.text("("));
        }
        switch (code) {
            case ApiCode.Hole hole -> hole(hole, required);
            case ApiCode.Literal literal -> pieces.add(Piece.text(literal.text()));
            case ApiCode.ClassLiteral literal -> {
                type(literal.type());
                pieces.add(Piece.text(".class"));
            }
            case ApiCode.Member member -> member(member);
            case ApiCode.New creation -> creation(creation);
            case ApiCode.Unary unary -> {
                pieces.add(Piece.text(unary.operator()));
                write(unary.operand(), grows(unary) ? Operators.PRIMARY : Operators.UNARY);
            }
            case ApiCode.Cast cast -> {
                pieces.add(Piece.text("("));
                type(cast.type());
                pieces.add(Piece.text(") "));
                write(cast.operand(), Operators.UNARY);
            }
            case ApiCode.Binary binary -> {
                write(binary.left(), binary.precedence());
                pieces.add(Piece.text(" " + binary.operator() + " "));
                write(binary.right(), binary.precedence() + 1);
            }
        }
        if (wrapped) {
            pieces.add(Piece.text(")"));
        }
    }

    private void hole(ApiCode.Hole hole, int required) {
        Span span = match.bound().get(hole.name());
        if (span == null) {
            if (!hole.name().equals(match.spread())) {
                pieces.add(Piece.text("this"));
                innerObject &= file.innermost(
                        types,
                        match.place().range().start(),
                        SymbolSpelling.typeOf(match.place().symbol()));
            }
            return;
        }
        boolean wrapped = !hole.name().equals(match.spread()) && file.expressions.precedence(span) < required;
        pieces.add(Piece.text(wrapped ? "(" : ""));
        pieces.add(Piece.kept(file.range(span)));
        pieces.add(Piece.text(wrapped ? ")" : ""));
    }

    private void type(String type) {
        String name = type.replace("[]", "");
        if (JavaTypes.isPrimitive(name)) {
            pieces.add(Piece.text(type));
        } else {
            pieces.add(names.write(name, file.range(match.span()).start(), List.of(), false));
            pieces.add(Piece.text(type.substring(name.length())));
        }
    }

    private void member(ApiCode.Member member) {
        ApiCode receiver = member.receiver();
        boolean implicit =
                receiver instanceof ApiCode.Hole hole && !match.bound().containsKey(hole.name());
        if (receiver == null) {
            if (!keptQualifier(member)) {
                type(member.owner());
                pieces.add(Piece.text("."));
            }
        } else if (!implicit && !keptWithDot(receiver)) {
            write(receiver, Operators.PRIMARY);
            pieces.add(Piece.text("."));
        }
        String symbol = template.planned().get(member);
        Set<Role> roles = Set.of(member.arguments() == null ? Role.READ : Role.CALL);
        pieces.add(
                symbol == null ? Piece.open(member.name()) : Piece.name(member.name(), here(symbol, receiver), roles));
        if (member.arguments() != null) {
            arguments(member.arguments());
        }
    }

    /// The object of the anchor with the dot behind it, as it stands there: line breaks and comments of
    /// a chain of calls included.
    private boolean keptWithDot(ApiCode receiver) {
        boolean anchors = receiver instanceof ApiCode.Hole hole
                && template.anchor() instanceof ApiCode.Member anchor
                && anchor.receiver() instanceof ApiCode.Hole object
                && hole.name().equals(object.name());
        if (!anchors) {
            return false;
        }
        Span span = match.bound().get(((ApiCode.Hole) receiver).name());
        if (span == null) {
            return false;
        }
        Range kept = new Range(file.range(span).start(), match.place().range().start());
        pieces.add(Piece.kept(kept));
        return true;
    }

    /// The type before a static member, with the dot behind it, as it stands there.
    private boolean keptQualifier(ApiCode.Member member) {
        int name = file.scopes.tokens.indexAt(match.place().range().start());
        int start = file.expressions.startOfPrimary(name);
        boolean same = start < name
                && match.dropped().isEmpty()
                && template.anchor() instanceof ApiCode.Member anchor
                && anchor.receiver() == null
                && SymbolSpelling.typeOf(match.place().symbol()).equals(member.owner())
                && file.means(name - 2, Set.of(member.owner()));
        if (same) {
            pieces.add(Piece.kept(new Range(
                    file.scopes.tokens.start(start), match.place().range().start())));
        }
        return same;
    }

    private void creation(ApiCode.New creation) {
        String symbol = template.planned().get(creation);
        List<Piece.Name> constructor = symbol == null
                ? List.of()
                : List.of(new Piece.Name(new Range(0, 0), symbol, Set.of(Role.INSTANTIATION)));
        pieces.add(Piece.text("new "));
        pieces.add(names.write(creation.type(), file.range(match.span()).start(), constructor, symbol == null));
        arguments(creation.arguments());
    }

    private void arguments(List<ApiCode> arguments) {
        pieces.add(Piece.text("("));
        boolean first = true;
        for (ApiCode argument : arguments) {
            boolean nothing = argument instanceof ApiCode.Hole hole
                    && hole.name().equals(match.spread())
                    && !match.bound().containsKey(hole.name());
            if (!nothing) {
                pieces.add(Piece.text(first ? "" : ", "));
                write(argument, Operators.ANY);
                first = false;
            }
        }
        pieces.add(Piece.text(")"));
    }

    /// Which of the methods that override a planned one is called on what stands here.
    private String here(String planned, @Nullable ApiCode receiver) {
        if (!(receiver instanceof ApiCode.Hole hole)) {
            return planned;
        }
        Span span = match.bound().get(hole.name());
        String owner = SymbolSpelling.typeOf(match.place().symbol());
        String staticType = span == null
                ? file.enclosing(types, match.place().range().start(), owner).orElse(owner)
                : file.declaredType(span).orElse(owner);
        String parameters = SymbolSpelling.parameters(planned).orElse("()");
        String best = planned;
        for (String type : types.withSupertypes(staticType)) {
            for (SymbolInfo method : types.methods(type, SymbolSpelling.simpleName(planned))) {
                boolean same =
                        SymbolSpelling.parameters(method.symbol()).orElse("()").equals(parameters);
                boolean nearer = types.withSupertypes(type).contains(SymbolSpelling.typeOf(best));
                best = same && nearer ? method.symbol() : best;
            }
        }
        return best;
    }
}
