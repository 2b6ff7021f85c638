package dev.refactory.refactor.recipe.source;

import dev.refactory.graph.model.Occurrence;
import dev.refactory.graph.model.Role;
import dev.refactory.refactor.rewrite.JavaTokens;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Where the expressions of a file begin and end, by tokens and what facts say is a type: no parser,
/// no recursion, never fails. Tokens are meant by their index; ranges of them include both ends.
public final class Expressions {
    private static final Set<String> BEFORE_STATEMENT = Set.of("if", "for", "while");
    private static final Set<String> NO_OPERAND = Set.of(
            "return", "throw", "assert", "case", "yield", "else", "do", "new", "instanceof", "when", "in", "default");

    public final JavaTokens tokens;
    public final Operators operators;
    private final int[] closing;
    private final int[] opening;
    private final Set<Integer> types;

    /// @param span of tokens, both included
    public record Span(int first, int last) {}

    /// @param types offsets at which a name of a type starts
    private Expressions(JavaTokens tokens, Set<Integer> types) {
        this.tokens = tokens;
        this.operators = new Operators(tokens);
        this.types = types;
        this.closing = TypeBodies.closing(tokens);
        this.opening = new int[closing.length];
        for (int i = 0; i < closing.length; i++) {
            if (closing[i] > i) {
                opening[closing[i]] = i;
            }
        }
    }

    /// @param occurrences all of the file
    public static Expressions of(JavaTokens tokens, List<Occurrence> occurrences) {
        Set<Integer> types = new HashSet<>();
        for (Occurrence occurrence : occurrences) {
            if (occurrence.has(Role.TYPE_REFERENCE) || occurrence.has(Role.INSTANTIATION)) {
                types.add(occurrence.range().start());
            }
        }
        return new Expressions(tokens, types);
    }

    /// Whether a token stands where the graph says a type is named.
    public boolean namesType(int token) {
        return token >= 0 && token < tokens.count() && types.contains(tokens.start(token));
    }

    /// The token that closes what `open` opens.
    public int closing(int open) {
        return closing[open];
    }

    /// The token that opens what `close` closes; -1 when there is none.
    int opening(int close) {
        return close < 0 || opening[close] == 0 && closing[0] != close ? -1 : opening[close];
    }

    /// Where the primary expression begins whose last member name is at `name`: with what it is
    /// called on, however long the chain.
    public int startOfPrimary(int name) {
        int start = name;
        while (true) {
            int dot = beforeTypeArguments(start) - 1;
            if (!tokens.at(dot).equals(".")) {
                return tokens.at(start - 1).equals("new") ? start - 1 : start;
            }
            int next = startOfOperand(dot - 1);
            if (next < 0) {
                return start;
            }
            start = next;
        }
    }

    /// The first token of `<T>` in `.<T>name`; the name itself where it has none.
    private int beforeTypeArguments(int name) {
        if (tokens.at(name - 1).equals(">")) {
            int open = openAngle(name - 1);
            if (open >= 0 && tokens.at(open - 1).equals(".")) {
                return open;
            }
        }
        return name;
    }

    /// The first token of the part of a primary that ends at `end`: a name, a call's name, a literal,
    /// a parenthesis, `new`.
    private int startOfOperand(int end) {
        int at = end;
        while (true) {
            String text = tokens.at(at);
            if (text.equals("]") || text.equals("}") || text.equals(")")) {
                int open = opening(at);
                if (open < 0) {
                    return -1;
                }
                int before = open - 1;
                if (tokens.at(before).equals(">") && openAngle(before) >= 0) {
                    before = openAngle(before) - 1;
                }
                boolean continues = !text.equals(")")
                        || isName(before) && !keyword(before)
                        || tokens.at(before).equals("]");
                if (!continues || before < 0) {
                    return open;
                }
                at = before;
            } else {
                return startOfCreation(at);
            }
        }
    }

    /// `new a.b.C` begins at `new`: a name that stands after it belongs to it.
    private int startOfCreation(int name) {
        int at = name;
        while (tokens.at(at - 1).equals(".") && isName(at - 2)) {
            at -= 2;
        }
        return tokens.at(at - 1).equals("new") ? at - 1 : name;
    }

    /// The arguments between a parenthesis and its partner.
    public List<Span> arguments(int open) {
        List<Span> arguments = new ArrayList<>();
        int first = open + 1;
        int at = first;
        while (at < closing[open]) {
            if (tokens.at(at).equals(",")) {
                arguments.add(new Span(first, at - 1));
                first = at + 1;
            }
            at = past(at);
        }
        if (first < closing[open]) {
            arguments.add(new Span(first, closing[open] - 1));
        }
        return arguments;
    }

    /// The next token that is in no bracket and no type argument.
    private int past(int at) {
        if (closing[at] > at) {
            return closing[at] + 1;
        }
        if (tokens.at(at).equals("<") && (namesType(at - 1) || tokens.at(at - 1).equals("."))) {
            return Math.max(at + 1, pastTypeArguments(at));
        }
        return at + 1;
    }

    /// How tightly an expression holds together.
    public int precedence(Span span) {
        int lowest = first(span.first(), span.last());
        int at = span.first();
        boolean operand = false;
        while (at <= span.last()) {
            String operator = operators.at(at);
            if (tokens.at(at).equals("->")) {
                return Operators.LAMBDA;
            } else if (tokens.at(at).equals("instanceof")) {
                lowest = Math.min(lowest, Operators.RELATIONAL);
                operand = false;
                at++;
            } else if (tokens.at(at).equals("<") && past(at) > at + 1) {
                at = past(at);
            } else if (!operator.isEmpty()) {
                if (operator.equals("?")) {
                    lowest = Math.min(lowest, Operators.CONDITIONAL);
                } else if (Operators.assigns(operator)) {
                    lowest = Math.min(lowest, Operators.ASSIGNMENT);
                } else if (operand && Operators.binary(operator) >= 0) {
                    lowest = Math.min(lowest, Operators.binary(operator));
                } else {
                    lowest = Math.min(lowest, Operators.UNARY);
                }
                operand = operand && (operator.equals("++") || operator.equals("--"));
                at += operator.length();
            } else {
                operand = true;
                at = past(at);
            }
        }
        return lowest;
    }

    private int first(int first, int last) {
        if (tokens.at(first).equals("switch")) {
            return Operators.LAMBDA;
        }
        return casts(first) && closing[first] < last ? Operators.UNARY : Operators.PRIMARY;
    }

    /// Whether a parenthesis holds the type of a cast: an operand follows it.
    boolean casts(int open) {
        if (!tokens.at(open).equals("(")) {
            return false;
        }
        int after = closing[open] + 1;
        String next = tokens.at(after);
        boolean primitive = closing[open] == open + 2 && JavaTypes.isPrimitive(tokens.at(open + 1));
        return isName(after) && !next.equals("instanceof")
                || startsLiteral(next)
                || next.equals("(")
                || next.equals("!")
                || next.equals("~")
                || primitive && (next.equals("-") || next.equals("+"));
    }

    private static boolean startsLiteral(String token) {
        return !token.isEmpty() && "\"'0123456789".indexOf(token.charAt(0)) >= 0;
    }

    /// How tightly an expression must hold together to stand where `span` does.
    public int required(Span span) {
        String after = tokens.at(span.last() + 1);
        String next = operators.at(span.last() + 1);
        int required = Operators.ANY;
        if (after.equals(".") || after.equals("[") || after.equals("::") || next.equals("++") || next.equals("--")) {
            return Operators.PRIMARY;
        } else if (after.equals("instanceof")) {
            required = Operators.RELATIONAL;
        } else if (Operators.binary(next) >= 0) {
            required = Operators.binary(next);
        } else if (next.equals("?")) {
            required = Operators.CONDITIONAL + 1;
        }
        int before = before(span.first());
        if (before < 0) {
            return required;
        }
        return Math.max(required, before == Operators.CONDITIONAL || before == Operators.UNARY ? before : before + 1);
    }

    /// How tightly what stands before an expression binds it; -1 where nothing does.
    public int before(int first) {
        int token = first - 1;
        String operator = operators.at(token);
        if (operator.equals(":") || operator.equals("?")) {
            return operator.equals("?") ? -1 : Operators.CONDITIONAL;
        } else if (!operator.isEmpty()) {
            int start = operators.start(token);
            boolean binary = Operators.binary(operator) >= 0 && endsOperand(start - 1);
            return binary ? Operators.binary(operator) : Operators.assigns(operator) ? -1 : Operators.UNARY;
        }
        return castBefore(first) ? Operators.UNARY : -1;
    }

    /// Whether a cast stands before an expression.
    boolean castBefore(int first) {
        if (!tokens.at(first - 1).equals(")")) {
            return false;
        }
        int open = opening(first - 1);
        return open >= 0 && !BEFORE_STATEMENT.contains(tokens.at(open - 1)) && !annotation(open);
    }

    private boolean annotation(int open) {
        int at = open - 1;
        while (tokens.at(at - 1).equals(".")) {
            at -= 2;
        }
        return tokens.at(at - 1).equals("@");
    }

    /// How tightly what stands behind an expression binds it; -1 where nothing does.
    public int after(int last) {
        String next = operators.at(last + 1);
        if (tokens.at(last + 1).equals("instanceof")) {
            return Operators.RELATIONAL;
        }
        return List.of(".", "[", "::").contains(tokens.at(last + 1)) || next.equals("++") || next.equals("--")
                ? Operators.PRIMARY
                : Operators.binary(next);
    }

    private boolean endsOperand(int token) {
        String text = tokens.at(token);
        return text.equals(")") && !primitiveCast(token)
                || text.equals("]")
                || text.equals("}")
                || startsLiteral(text)
                || isName(token) && !NO_OPERAND.contains(text);
    }

    private boolean primitiveCast(int close) {
        return opening(close) == close - 2 && JavaTypes.isPrimitive(tokens.at(close - 1));
    }

    /// Whether an expression is a statement of its own.
    public boolean isStatement(Span span) {
        if (!tokens.at(span.last() + 1).equals(";")) {
            return false;
        }
        String before = tokens.at(span.first() - 1);
        boolean afterHeader = before.equals(")") && !castBefore(span.first());
        return afterHeader || Set.of("{", "}", ";", "else", "do").contains(before);
    }

    /// The last token of the operand on the right of an operator: up to what binds less tightly.
    public int endOfOperand(int first, int precedence) {
        int at = first;
        int last = first;
        boolean operand = false;
        while (at < tokens.count()) {
            String text = tokens.at(at);
            String operator = operators.at(at);
            boolean binary = operand && Operators.binary(operator) >= 0 && Operators.binary(operator) <= precedence;
            boolean ends = Set.of(",", ";", ")", "]", "}", "->").contains(text)
                    || operator.equals("?")
                    || operator.equals(":")
                    || Operators.assigns(operator)
                    || text.equals("instanceof") && precedence >= Operators.RELATIONAL
                    || binary;
            if (ends) {
                return last;
            }
            int next = operator.isEmpty() ? past(at) : at + operator.length();
            operand = operator.isEmpty() || operand && (operator.equals("++") || operator.equals("--"));
            last = next - 1;
            at = next;
        }
        return last;
    }

    /// The first token of the operand on the left of an operator that ends at `last`.
    public int startOfLeftOperand(int last, int precedence) {
        int at = last;
        int first = last;
        while (at >= 0) {
            String text = tokens.at(at);
            String operator = operators.at(at);
            boolean binary = Operators.binary(operator) >= 0
                    && endsOperand(operators.start(at) - 1)
                    && Operators.binary(operator) < precedence;
            boolean ends =
                    Set.of(",", ";", "(", "[", "{", "->", "return", "throw", "assert", "case", "yield", "else", "do")
                                    .contains(text)
                            || operator.equals("?")
                            || operator.equals(":")
                            || Operators.assigns(operator)
                            || text.equals("}")
                            || text.equals("instanceof") && precedence > Operators.RELATIONAL
                            || binary;
            if (ends) {
                return first;
            }
            int open = opening(at);
            first = open >= 0 && Set.of(")", "]").contains(text) ? open : operator.isEmpty() ? at : operators.start(at);
            at = first - 1;
        }
        return first;
    }

    private boolean isName(int token) {
        return TypeArguments.isName(tokens.at(token));
    }

    /// The `<` of type arguments that end at a token; -1 when it is an operator.
    public int openAngle(int close) {
        return TypeArguments.open(tokens, close);
    }

    /// The token after type arguments that begin at a token; the token itself when there are none.
    public int pastTypeArguments(int open) {
        return TypeArguments.past(tokens, open);
    }

    private boolean keyword(int token) {
        return Set.of(
                        "if",
                        "while",
                        "for",
                        "switch",
                        "return",
                        "synchronized",
                        "catch",
                        "case",
                        "assert",
                        "throw",
                        "yield")
                .contains(tokens.at(token));
    }
}
