package dev.refactory.refactor.instruction;

import dev.refactory.refactor.recipe.Recipe.Form;
import dev.refactory.refactor.recipe.SourcePlace;
import dev.refactory.refactor.recipe.source.JavaNames;
import java.util.Locale;
import java.util.regex.Pattern;

/// A captured word as the value of a parameter: written the catalogue's way, or at fault.
final class Values {
    private static final String IDENTIFIER = "[\\p{javaJavaIdentifierStart}][\\p{javaJavaIdentifierPart}]*";
    private static final String DOTTED = IDENTIFIER + "(\\." + IDENTIFIER + ")*";
    private static final String PARAMETERS = "\\((\\.\\.|[\\p{javaJavaIdentifierPart}.,\\[\\]]*)\\)";
    private static final Pattern TYPE = Pattern.compile(DOTTED);
    private static final Pattern FIELD = Pattern.compile("(" + DOTTED + "#)?" + IDENTIFIER);
    private static final Pattern METHOD =
            Pattern.compile("(" + DOTTED + "#)?(" + IDENTIFIER + "|<init>)(" + PARAMETERS + ")?");
    private static final Pattern GLOB = Pattern.compile("@?[\\p{javaJavaIdentifierPart}.*#(),\\[\\]<>]+");
    private static final Pattern COORDINATES = Pattern.compile("[\\w.*-]+(:[\\w.*-]+)?");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");
    private static final Pattern PATHS = Pattern.compile("[^#:\\\\]*[/.*][^#:\\\\]*");
    private static final Pattern PATH = Pattern.compile("[^#:*?\\\\]*(/[^#:*?\\\\]+|\\.java)");

    private Values() {}

    /// A value, or why there is none.
    sealed interface Value {
        record Good(String text) implements Value {}

        record Fault(String sentence) implements Value {}
    }

    static Value of(Form form, String word) {
        boolean asItStands = form == Form.NAME
                || form == Form.REGEX
                || form == Form.SOURCE
                || form == Form.NAMES
                || form == Form.TEXT;
        String text = asItStands ? word : word.replaceAll("\\s+", "").replace("::", "#");
        return switch (form) {
            case NAME ->
                JavaNames.fault(text)
                        .<Value>map(fault -> new Value.Fault(fault + "."))
                        .orElse(new Value.Good(text));
            case PACKAGE -> fitting(TYPE, text, "no package: write it as com.acme.");
            case TYPE -> fitting(TYPE, text, kindOf(text));
            case METHOD -> fitting(METHOD, hashed(text), "no method: write it as com.acme.Foo#bar(int).");
            case FIELD -> fitting(FIELD, hashed(text), "no field: write it as com.acme.Foo#bar.");
            case SUBJECT -> PATH.matcher(word).matches() ? new Value.Good(word) : symbol(text);
            case SYMBOL -> symbol(text);
            case PATTERN -> fitting(GLOB, text, "no pattern: write for example com.acme.**.");
            case REGEX, SOURCE, NAMES, TEXT -> new Value.Good(text);
            case PATHS -> fitting(PATHS, text, "no path: write for example src/main/**.");
            case COORDINATES -> fitting(COORDINATES, text, "no group:artifact: write for example org.slf4j:*.");
            case PLACE ->
                SourcePlace.parse(word)
                        .<Value>map(place -> new Value.Good(place.toString()))
                        .orElse(new Value.Fault("\"" + word + "\" is no place: write for example src/Foo.java:12:9."));
            case NUMBER -> fitting(NUMBER, text, "no number.");
            case FLAG -> {
                String flag = text.toLowerCase(Locale.ROOT);
                yield flag.equals("true") || flag.equals("false")
                        ? new Value.Good(flag)
                        : new Value.Fault("\"" + text + "\" is neither true nor false.");
            }
        };
    }

    private static Value symbol(String text) {
        return fitting(
                METHOD,
                text.contains("(") ? hashed(text) : text,
                "no symbol: write com.acme.Foo, com.acme.Foo#bar or com.acme.Foo#bar(int).");
    }

    private static String kindOf(String text) {
        return text.contains("#")
                ? "no type: say whether a method or a field is meant."
                : "no type: write it as com.acme.Foo.";
    }

    private static Value fitting(Pattern pattern, String text, String fault) {
        boolean dotted = pattern == METHOD && TYPE.matcher(text).matches();
        return dotted || pattern.matcher(text).matches()
                ? new Value.Good(text)
                : new Value.Fault("\"" + text + "\" is " + fault);
    }

    /// `com.acme.Foo.bar(int)` as `com.acme.Foo#bar(int)`: of what is known to be a member, the last
    /// name is the member's.
    private static String hashed(String text) {
        if (text.contains("#")) {
            return text;
        }
        int open = text.indexOf('(');
        String path = open < 0 ? text : text.substring(0, open);
        int dot = path.lastIndexOf('.');
        return dot < 0 ? text : text.substring(0, dot) + "#" + text.substring(dot + 1);
    }
}
