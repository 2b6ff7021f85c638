package dev.refactory.graph.scip;

import java.util.regex.Pattern;

/// SCIP's grammar of symbols as a regular expression, written from the schema and not from the code
/// that is tested.
final class ScipGrammar {
    private static final String SIMPLE = "[A-Za-z0-9_+$-]+";
    private static final String ESCAPED = "`(?:[^`]|``)+`";
    private static final String NAME = "(?:" + SIMPLE + "|" + ESCAPED + ")";
    private static final String PART = "(?:[^ ]|  )+";
    private static final String DESCRIPTOR = "(?:" + NAME + "/|" + NAME + "#|" + NAME + "\\.|" + NAME + ":|" + NAME
            + "!|" + NAME + "\\((?:" + SIMPLE + ")?\\)\\.|\\[" + NAME + "\\]|\\(" + NAME + "\\))";
    private static final Pattern SYMBOL = Pattern.compile(
            "local " + SIMPLE + "|(?!local)" + PART + " " + PART + " " + PART + " " + PART + " " + DESCRIPTOR + "+");

    private ScipGrammar() {}

    static boolean accepts(String symbol) {
        return SYMBOL.matcher(symbol).matches();
    }
}
