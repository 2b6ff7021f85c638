package dev.refactory.refactor.recipe.source;

import dev.refactory.refactor.rewrite.JavaTokens;
import java.util.Set;

/// Up to where the variables of patterns are known (JLS 6.3.1 to 6.3.4): by `&&`, `||`, `!` and
/// `?:` around `instanceof`, and by the labels of a `switch`. Where a pattern that does not match
/// makes its variable known after a statement, that is the rest of the block, whether or not the
/// statement is left another way.
public final class PatternScopes {
    /// Words before a parenthesis that call nothing.
    private static final Set<String> BEFORE_GROUPS = Set.of("return", "yield", "assert", "throw", "when", "case");

    private static final Set<String> NO_TYPES =
            Set.of("return", "yield", "assert", "throw", "else", "do", "new", "for", "try", "catch", "if", "while");
    private static final Set<String> OF_TYPES = Set.of(".", "?", "&", "[", "]", "@");

    private final Brackets brackets;
    private final JavaTokens tokens;

    public PatternScopes(Brackets brackets) {
        this.brackets = brackets;
        this.tokens = brackets.tokens;
    }

    /// The `instanceof` or `case` of the pattern that declares the name at `token`; -1 when none does.
    public int keyword(int token) {
        int at = token;
        while (true) {
            int before = beforeType(at - 1);
            String text = tokens.at(before);
            if (text.equals("instanceof") || text.equals("case")) {
                return before;
            }
            int open = brackets.openBefore(at);
            String deconstructed = tokens.at(open - 1);
            boolean inRecord = open > 0
                    && (text.equals(",") || before == open)
                    && (Brackets.isName(deconstructed) && !NO_TYPES.contains(deconstructed)
                            || deconstructed.equals(">"));
            if (!inRecord) {
                return -1;
            }
            at = open;
        }
    }

    /// The last token to the left that is not of a type, its annotations and modifiers.
    private int beforeType(int token) {
        int angles = 0;
        int at = token;
        while (at >= 0) {
            String text = tokens.at(at);
            if (text.equals(">")) {
                angles++;
            } else if (text.equals("<")) {
                angles--;
            } else if (text.equals(")") && brackets.annotates(brackets.opening[at])) {
                at = brackets.opening[at];
            } else if (text.equals("instanceof") || text.equals("case") || NO_TYPES.contains(text)) {
                return at;
            } else if (!Brackets.isName(text) && !OF_TYPES.contains(text) && !(angles > 0 && text.equals(","))) {
                return at;
            }
            at--;
        }
        return at;
    }

    /// The end, exclusive, of the scope of a pattern's variable.
    ///
    /// @param keyword as [#keyword] found it
    /// @param block where the block around it ends
    public int end(int token, int keyword, int block) {
        if (tokens.at(keyword).equals("case")) {
            return endOfCase(keyword);
        }
        return flow(pastPattern(token, keyword), block, false);
    }

    /// Up to where another pattern may not declare the same name, although it is not known there:
    /// both sides of `||` cannot match with one variable, nor both of `&&` fail with one.
    public int endOfAlternatives(int token, int keyword, int block) {
        return flow(pastPattern(token, keyword), block, true);
    }

    private int pastPattern(int token, int keyword) {
        int last = token;
        for (int open = brackets.openBefore(last); open > keyword; open = brackets.openBefore(open)) {
            last = brackets.closing[open];
        }
        return last + 1;
    }

    /// The label after this one, or the end of the switch.
    private int endOfCase(int label) {
        int at = label + 1;
        while (at < tokens.count()) {
            switch (tokens.at(at)) {
                case "case", "default", "}" -> {
                    return tokens.start(at);
                }
                default -> at = Math.max(at + 1, brackets.closing[at] + 1);
            }
        }
        return tokens.end(tokens.count() - 1);
    }

    /// Follows the condition outwards from where the pattern has matched.
    ///
    /// @param across whether to go on to the end of the condition where the variable is lost
    private int flow(int from, int block, boolean across) {
        boolean lost = false;
        boolean matched = true;
        int conditions = 0;
        int at = from;
        while (at < tokens.count()) {
            switch (tokens.at(at)) {
                case "}", "]", "," -> {
                    return tokens.start(at);
                }
                case "|" -> lost |= matched;
                case "&" -> lost |= !matched;
                case "?" -> {
                    if (lost) {
                        return tokens.start(at);
                    }
                    conditions++;
                }
                case ":" -> {
                    if (--conditions < 0 || conditions == 0 && matched) {
                        return inLabel(at) ? endOfCase(at) : tokens.start(at);
                    }
                }
                case "->" -> {
                    return endOfCase(at);
                }
                case ";" -> {
                    int open = brackets.openBefore(at);
                    if (!tokens.at(open - 1).equals("for")) {
                        return tokens.start(at);
                    }
                    at = brackets.closing[open];
                    continue;
                }
                case ")" -> {
                    if (lost) {
                        return tokens.start(at);
                    }
                    switch (tokens.at(brackets.opening[at] - 1)) {
                        case "if", "while", "for" -> {
                            return matched ? tokens.end(brackets.lastOfStatement(at + 1)) : block;
                        }
                        case "!" -> {
                            matched = !matched;
                            conditions = 0;
                        }
                        default -> {
                            if (!groups(brackets.opening[at])) {
                                return tokens.start(at);
                            }
                            conditions = 0;
                        }
                    }
                }
                default -> {}
            }
            if (lost && !across) {
                return tokens.start(at);
            }
            at = brackets.past(at);
        }
        return block;
    }

    /// Whether a parenthesis only holds together what is in it.
    private boolean groups(int open) {
        String before = tokens.at(open - 1);
        boolean called = Brackets.isName(before) || before.equals(")") || before.equals("]") || before.equals(">");
        return !called || BEFORE_GROUPS.contains(before);
    }

    /// Whether a colon ends the label of a case, not a conditional.
    private boolean inLabel(int colon) {
        for (int at = colon - 1; at >= 0; at--) {
            switch (tokens.at(at)) {
                case "case" -> {
                    return true;
                }
                case ";", "{", "}", "(", "?" -> {
                    return false;
                }
                case ")", "]" -> at = brackets.opening[at];
                default -> {}
            }
        }
        return false;
    }
}
