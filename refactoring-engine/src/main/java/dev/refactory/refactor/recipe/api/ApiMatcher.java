package dev.refactory.refactor.recipe.api;

import dev.refactory.graph.model.Occurrence;
import dev.refactory.graph.model.Role;
import dev.refactory.refactor.recipe.source.Expressions;
import dev.refactory.refactor.recipe.source.Expressions.Span;
import dev.refactory.refactor.recipe.source.Operators;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Holds a template against one place of a file at which facts say its anchor is named.
final class ApiMatcher {
    private final ApiFile file;
    private final Expressions expressions;
    private final ApiTemplate template;

    ApiMatcher(ApiFile file, ApiTemplate template) {
        this.file = file;
        this.expressions = file.expressions;
        this.template = template;
    }

    /// What became of a place.
    sealed interface Outcome {
        /// @param span what is replaced
        /// @param bound the expressions in place of holes; a hole that has none stands for the object
        ///     around, which is not written, or for no arguments
        /// @param dropped expressions that stand in `before` and are no hole, as an object before a
        ///     static method
        /// @param spread the hole that stands for any number of arguments other than one; empty when
        ///     there is none
        record Match(
                ApiTemplate template,
                Occurrence place,
                Span span,
                Map<String, Span> bound,
                List<Span> dropped,
                String spread)
                implements Outcome {}

        /// It is another expression than the template's.
        record Other() implements Outcome {}

        /// It is the template's and cannot be done.
        record Fault(String kind, String why) implements Outcome {}
    }

    private static final Outcome OTHER = new Outcome.Other();

    /// Why a place cannot be matched although it is one of the template's.
    private static final class Unfit extends RuntimeException {
        private static final long serialVersionUID = 1;

        final transient Outcome.Fault fault;

        Unfit(String kind, String why) {
            super(why, null, false, false);
            this.fault = new Outcome.Fault(kind, why);
        }
    }

    private final Map<String, Span> bound = new HashMap<>();
    private final List<Span> dropped = new ArrayList<>();
    private String spread = "";

    Outcome match(Occurrence place) {
        bound.clear();
        dropped.clear();
        spread = "";
        int name = expressions.tokens.indexAt(place.range().start());
        if (name < 0 || place.range().length() == 0) {
            return OTHER;
        }
        String unfit = unfit(place, name);
        if (unfit != null) {
            return template.bare() ? new Outcome.Fault("invalid-selection", unfit) : OTHER;
        }
        try {
            Span anchor = extent(template.anchor(), name);
            Span span = anchor == null || !anchored(template.anchor(), name, anchor)
                    ? null
                    : around(template.before(), anchor);
            return span == null
                    ? OTHER
                    : new Outcome.Match(template, place, span, Map.copyOf(bound), List.copyOf(dropped), spread);
        } catch (Unfit e) {
            return e.fault;
        }
    }

    /// A use that is no expression of the template's form; null when it may be one.
    private @Nullable String unfit(Occurrence place, int name) {
        if (place.has(Role.METHOD_REFERENCE)) {
            return "is a method reference: write it as a lambda first";
        } else if (place.has(Role.WRITE)) {
            return "is written here, not read";
        } else if (Set.of("this", "super").contains(expressions.tokens.at(name))) {
            return "is the constructor this one begins with";
        } else if (template.anchor() instanceof ApiCode.New && place.has(Role.INSTANTIATION)) {
            int open = expressions.pastTypeArguments(name + 1);
            boolean body = expressions.tokens.at(open).equals("(")
                    && expressions.tokens.at(expressions.closing(open) + 1).equals("{");
            return body ? "is of a class made here, with a body" : null;
        }
        return null;
    }

    /// The whole of a call, `new` or constant whose name is at a token; null when it is something else.
    private @Nullable Span extent(ApiCode code, int name) {
        int start = expressions.startOfPrimary(name);
        if (code instanceof ApiCode.New) {
            int open = expressions.pastTypeArguments(name + 1);
            if (expressions.tokens.at(start - 1).equals(".")) {
                throw new Unfit("invalid-selection", "is of an inner class and made in an object that is named here");
            }
            boolean creates = expressions.tokens.at(start).equals("new")
                    && expressions.tokens.at(open).equals("(");
            return creates ? new Span(start, expressions.closing(open)) : null;
        } else if (code instanceof ApiCode.Member member && member.arguments() != null) {
            boolean call = expressions.tokens.at(name + 1).equals("(");
            return call ? new Span(start, expressions.closing(name + 1)) : null;
        }
        return new Span(start, name);
    }

    private boolean anchored(ApiCode code, int name, Span span) {
        return switch (code) {
            case ApiCode.New creation -> {
                int open = expressions.pastTypeArguments(name + 1);
                if (open > name + 3) {
                    throw new Unfit(
                            "invalid-selection",
                            "has type arguments, which the template does not have: it would lose them");
                }
                yield arguments(creation.arguments(), open);
            }
            case ApiCode.Member member -> {
                boolean receiver = receiver(member, name, span);
                yield receiver && (member.arguments() == null || arguments(member.arguments(), name + 1));
            }
            case ApiCode.Hole hole -> false;
            case ApiCode.Literal literal -> false;
            case ApiCode.ClassLiteral literal -> false;
            case ApiCode.Unary unary -> false;
            case ApiCode.Cast cast -> false;
            case ApiCode.Binary binary -> false;
        };
    }

    private boolean receiver(ApiCode.Member member, int name, Span span) {
        int dot = name - 1;
        if (expressions.tokens.at(dot).equals(">")) {
            dot = expressions.openAngle(dot) - 1;
            if (expressions.tokens.at(dot).equals(".")) {
                throw new Unfit(
                        "invalid-selection",
                        "has type arguments, which the template does not have: it would lose them");
            }
            dot = name - 1;
        }
        boolean qualified = span.first() < name;
        Span object = qualified ? new Span(span.first(), dot - 1) : null;
        if (member.receiver() instanceof ApiCode.Hole hole) {
            if (object != null) {
                if (expressions.tokens.at(object.last()).equals("super")) {
                    throw new Unfit("super-call", "is called on super, where no other method may be called on it");
                }
                return bind(hole.name(), object);
            }
            return !bound.containsKey(hole.name());
        }
        if (object != null && !expressions.namesType(object.last())) {
            dropped.add(object);
        }
        return true;
    }

    private boolean arguments(List<ApiCode> codes, int open) {
        List<Span> given = expressions.arguments(open);
        int fixed = template.variable() ? codes.size() - 1 : codes.size();
        boolean several = template.variable() && given.size() != codes.size();
        if (several && (given.size() < fixed || !(codes.getLast() instanceof ApiCode.Hole))
                || !several && given.size() != codes.size()) {
            return false;
        }
        for (int i = 0; i < (several ? fixed : codes.size()); i++) {
            if (!matches(codes.get(i), given.get(i))) {
                return false;
            }
        }
        if (several && codes.getLast() instanceof ApiCode.Hole hole) {
            spread = hole.name();
            return given.size() == fixed
                    || bind(
                            hole.name(),
                            new Span(given.get(fixed).first(), given.getLast().last()));
        }
        return true;
    }

    private boolean bind(String hole, Span span) {
        Span other = bound.putIfAbsent(hole, span);
        return other == null
                || file.tokensOf(other).equals(file.tokensOf(span)) && file.effect(span) != ApiFile.Effect.ANY;
    }

    /// Whether an expression, all of it, is what a part of the template says.
    private boolean matches(ApiCode code, Span span) {
        String first = expressions.tokens.at(span.first());
        boolean one = span.first() == span.last();
        return switch (code) {
            case ApiCode.Hole hole -> bind(hole.name(), span);
            case ApiCode.Literal literal ->
                file.tokensOf(span).replace(" ", "").equals(literal.text().replace(" ", ""));
            case ApiCode.ClassLiteral literal ->
                expressions.tokens.at(span.last()).equals("class")
                        && file.means(span.last() - 2, Set.of(literal.type()));
            case ApiCode.Unary unary ->
                !one
                        && first.equals(unary.operator())
                        && matches(unary.operand(), new Span(span.first() + 1, span.last()));
            case ApiCode.Cast cast -> false;
            case ApiCode.Binary binary -> false;
            case ApiCode.New creation -> whole(creation, span);
            case ApiCode.Member member -> whole(member, span);
        };
    }

    private boolean whole(ApiCode code, Span span) {
        for (int token = span.first(); token <= span.last(); token++) {
            if (file.means(token, template.symbols().getOrDefault(code, Set.of()))) {
                Span extent = extent(code, token);
                if (extent != null && span.equals(extent)) {
                    return anchored(code, token, extent);
                }
            }
        }
        return false;
    }

    /// The whole expression of a part of `before` that has the anchor in it; null when what surrounds
    /// the anchor is something else.
    private @Nullable Span around(ApiCode code, Span anchor) {
        if (code == template.anchor()) {
            return anchor;
        }
        return switch (code) {
            case ApiCode.Unary unary -> {
                Span operand = unwrapped(around(unary.operand(), anchor), unary.operand());
                boolean found = operand != null
                        && expressions.operators.at(operand.first() - 1).equals(unary.operator())
                        && expressions.before(operand.first()) == Operators.UNARY
                        && expressions.after(operand.last()) < Operators.PRIMARY;
                yield found ? new Span(java.util.Objects.requireNonNull(operand).first() - 1, operand.last()) : null;
            }
            case ApiCode.Binary binary -> binary(binary, anchor);
            case ApiCode.Cast cast -> null;
            case ApiCode.Member member -> null;
            case ApiCode.New creation -> null;
            case ApiCode.Hole hole -> null;
            case ApiCode.Literal literal -> null;
            case ApiCode.ClassLiteral literal -> null;
        };
    }

    /// With the parentheses that an operand needs.
    private @Nullable Span unwrapped(@Nullable Span span, ApiCode operand) {
        if (span == null || operand.precedence() >= Operators.UNARY) {
            return span;
        }
        boolean wrapped = expressions.tokens.at(span.first() - 1).equals("(")
                && expressions.closing(span.first() - 1) == span.last() + 1;
        return wrapped ? new Span(span.first() - 1, span.last() + 1) : null;
    }

    private @Nullable Span binary(ApiCode.Binary binary, Span anchor) {
        int precedence = Operators.binary(binary.operator());
        boolean left = binary.left().all().stream().anyMatch(code -> code == template.anchor());
        Span side = around(left ? binary.left() : binary.right(), anchor);
        if (side == null) {
            return null;
        }
        if (left) {
            int operator = side.last() + 1;
            boolean found = expressions.operators.at(operator).equals(binary.operator())
                    && expressions.before(side.first()) < precedence;
            int first = operator + binary.operator().length();
            if (!found) {
                return null;
            }
            Span right = new Span(first, expressions.endOfOperand(first, precedence));
            return matches(binary.right(), right) ? new Span(side.first(), right.last()) : null;
        }
        int operator = side.first() - 1;
        boolean found = expressions.operators.at(operator).equals(binary.operator())
                && expressions.before(side.first()) == precedence
                && expressions.after(side.last()) <= precedence;
        if (!found) {
            return null;
        }
        int last = expressions.operators.start(operator) - 1;
        Span other = new Span(expressions.startOfLeftOperand(last, precedence), last);
        return matches(binary.left(), other) ? new Span(other.first(), side.last()) : null;
    }
}
