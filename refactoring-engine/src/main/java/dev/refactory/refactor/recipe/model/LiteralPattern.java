package dev.refactory.refactor.recipe.model;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.Optional;
import java.util.regex.MatchResult;

/// A regular expression that anybody may send: matched in time of its size times the text's,
/// whatever it is. RE2 has no look-around and no back-references, which is the price of that.
public final class LiteralPattern {
    static final int MAX_LENGTH = 500;
    /// Counted repetitions are written out, nested ones multiply.
    static final int MAX_REPETITIONS = 1_000;

    private static final java.util.regex.Pattern COUNTED =
            java.util.regex.Pattern.compile("\\{([0-9]{1,9})(?:,([0-9]{1,9})?)?}");

    private final Pattern pattern;

    private LiteralPattern(Pattern pattern) {
        this.pattern = pattern;
    }

    /// What is wrong with an expression: half a sentence.
    public static final class Malformed extends Exception {
        private static final long serialVersionUID = 1;

        Malformed(String why) {
            super(why);
        }
    }

    /// A regular expression of RE2, as users give it.
    /// @throws Malformed when it is none, too long, or repeats too often
    public static LiteralPattern of(String text) throws Malformed {
        if (text.length() > MAX_LENGTH) {
            throw new Malformed("it has " + text.length() + " characters, at most " + MAX_LENGTH + " are taken");
        }
        long repetitions = COUNTED.matcher(text)
                .results()
                .mapToLong(LiteralPattern::most)
                .reduce(1, (all, one) -> Math.min(all * Math.max(1, one), Integer.MAX_VALUE));
        if (repetitions > MAX_REPETITIONS) {
            throw new Malformed("its counted repetitions multiply to " + repetitions + ", at most " + MAX_REPETITIONS
                    + " are taken: write * or + instead");
        }
        try {
            return new LiteralPattern(Pattern.compile(text));
        } catch (PatternSyntaxException e) {
            throw new Malformed(e.getDescription() + " at \"" + e.getPattern()
                    + "\" (the syntax is RE2's, which has neither look-around nor back-references)");
        }
    }

    private static long most(MatchResult counted) {
        String most = counted.group(2);
        return Long.parseLong(most == null ? counted.group(1) : most);
    }

    /// What it matches first.
    Optional<String> in(String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? Optional.of(matcher.group()) : Optional.empty();
    }
}
