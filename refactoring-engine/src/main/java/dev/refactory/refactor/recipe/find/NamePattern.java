package dev.refactory.refactor.recipe.find;

import dev.refactory.refactor.plan.Conflict;
import dev.refactory.refactor.plan.PlanOutcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// A glob over the spellings of symbols: `*` stands for any characters of one segment, `**` for any
/// number of segments. One without a dot is about the name alone, in whatever package or type. A
/// member's has the type's glob before `#` (left out: any type), and after it the name's, with
/// parameters (left out, or `(..)`: any) each of which is a glob too.
///
/// @param type over the spelling of a type; of the declaring one for members
/// @param member over the simple name; empty for types
/// @param parameters one each; empty for any
public record NamePattern(String type, Optional<String> member, Optional<List<String>> parameters) {
    static final int MAX_LENGTH = 200;
    private static final String SEGMENT_OF_NAME = "[\\p{javaJavaIdentifierStart}*][\\p{javaJavaIdentifierPart}*]*";
    private static final String SEGMENTS = SEGMENT_OF_NAME + "(?:\\." + SEGMENT_OF_NAME + ")*";
    private static final Pattern TYPE = Pattern.compile(SEGMENTS);
    private static final Pattern MEMBER = Pattern.compile(SEGMENT_OF_NAME + "|<init>");
    private static final Pattern PARAMETER = Pattern.compile(SEGMENTS + "(?:\\[])*");
    /// Spaces may stand around these.
    private static final Pattern SIGN = Pattern.compile("\\s*([#(),.\\[\\]])\\s*");

    /// What is wrong with a pattern.
    public static final class Malformed extends Exception {
        private static final long serialVersionUID = 1;

        Malformed(String sentence) {
            super(sentence);
        }
    }

    /// A pattern for types.
    /// @throws Malformed when it is too long, no pattern, or speaks of members
    public static NamePattern ofType(String given) throws Malformed {
        String text = checked(given);
        if (text.contains("#") || text.contains("(")) {
            throw new Malformed("\"" + text + "\" is about members, types have neither # nor parentheses");
        }
        require(TYPE, text, text);
        return new NamePattern(text.contains(".") ? text : anywhere(text), Optional.empty(), Optional.empty());
    }

    static NamePattern ofField(String given) throws Malformed {
        NamePattern pattern = ofMethod(given);
        if (pattern.parameters.isPresent() || given.contains("(")) {
            throw new Malformed("\"" + given + "\" has parameters, fields have none");
        }
        return pattern;
    }

    /// A pattern for methods: `type#name(parameters)`, of which all but the name may be left out.
    /// @throws Malformed when it is too long, no pattern, or does not say where the name begins
    public static NamePattern ofMethod(String given) throws Malformed {
        String text = checked(given);
        int open = text.indexOf('(');
        String path = open < 0 ? text : text.substring(0, open);
        int hash = path.indexOf('#');
        String type = hash < 0 ? "**" : path.substring(0, hash);
        String name = path.substring(hash + 1);
        if (name.isEmpty() || name.contains(".") || name.contains("#")) {
            throw new Malformed("\"" + text + "\" does not say where the member's name begins: write # before it, as in"
                    + " com.acme.Foo#get*");
        }
        String anyType = type.isEmpty() ? "**" : type;
        require(TYPE, anyType, text);
        require(MEMBER, name, text);
        return new NamePattern(
                anyType.contains(".") || anyType.equals("**") ? anyType : anywhere(anyType),
                Optional.of(name),
                open < 0 ? Optional.empty() : parameters(text, text.substring(open)));
    }

    /// A pattern without the spaces that may stand around its signs; what is far too long for one as it is, since the
    /// search takes time with the square of how many spaces follow each other.
    static String normal(String given) {
        String text = given.strip();
        return text.length() > 2 * MAX_LENGTH ? text : SIGN.matcher(text).replaceAll("$1");
    }

    private static String anywhere(String name) {
        return name.startsWith("**") ? name : "**." + name;
    }

    private static String checked(String given) throws Malformed {
        String text = normal(given).replace("...", "[]");
        if (text.length() > MAX_LENGTH) {
            throw new Malformed("it has " + text.length() + " characters, at most " + MAX_LENGTH + " are taken");
        }
        if (text.isEmpty()) {
            throw new Malformed("it is empty");
        }
        return text;
    }

    private static void require(Pattern form, String part, String whole) throws Malformed {
        if (!form.matcher(part).matches()) {
            String where = part.equals(whole) ? "" : " of \"" + whole + "\"";
            throw new Malformed("\"" + part + "\"" + where + " is no name: names have letters, digits and * for any"
                    + " of them, and dots between them");
        }
    }

    private static Optional<List<String>> parameters(String whole, String text) throws Malformed {
        if (!text.endsWith(")") || text.indexOf(')') != text.length() - 1 || text.lastIndexOf('(') != 0) {
            throw new Malformed("\"" + whole + "\" does not end with its parameters");
        }
        String inner = text.substring(1, text.length() - 1);
        if (inner.equals("..")) {
            return Optional.empty();
        }
        List<String> each = inner.isEmpty() ? List.of() : List.of(inner.split(",", -1));
        if (each.contains("")) {
            throw new Malformed("\"" + whole + "\" has an empty parameter");
        }
        for (String parameter : each) {
            require(PARAMETER, parameter, whole);
        }
        return Optional.of(each);
    }

    /// The conflict that says of `text` why it could not be read.
    static PlanOutcome refused(String text, Malformed why) {
        return new PlanOutcome.Refused(List.of(
                new Conflict("invalid-pattern", text, "", 0, "The pattern cannot be read: " + why.getMessage() + ".")));
    }

    /// What every spelling it matches begins with.
    public String prefix() {
        int star = type.indexOf('*');
        return type.startsWith("**.") ? "" : type.substring(0, star < 0 ? type.length() : star);
    }

    /// Whether the spelling of a symbol, whole, is one the pattern describes.
    public boolean matches(String symbol) {
        int hash = symbol.indexOf('#');
        if (hash < 0) {
            return member.isEmpty() && glob(type, symbol);
        }
        if (member.isEmpty() || !glob(type, symbol.substring(0, hash))) {
            return false;
        }
        int open = symbol.indexOf('(', hash);
        String name = symbol.substring(hash + 1, open < 0 ? symbol.length() : open);
        return glob(member.get(), name)
                && (parameters.isEmpty() || takes(parameters.get(), open < 0 ? "()" : symbol.substring(open)));
    }

    private static boolean takes(List<String> wanted, String list) {
        String inner = list.substring(1, list.length() - 1);
        List<String> own = inner.isEmpty() ? List.of() : List.of(inner.split(",", -1));
        if (own.size() != wanted.size()) {
            return false;
        }
        for (int i = 0; i < own.size(); i++) {
            String simple = own.get(i).substring(own.get(i).lastIndexOf('.') + 1);
            if (!glob(wanted.get(i), own.get(i)) && !glob(wanted.get(i), simple)) {
                return false;
            }
        }
        return true;
    }

    /// In time of pattern times text, whatever the pattern. `**.` also stands for no segment.
    public static boolean glob(String pattern, String text) {
        List<Integer> parts = parts(pattern);
        boolean[] reached = new boolean[parts.size() + 1];
        reached[0] = true;
        skipStars(parts, reached, true);
        for (int i = 0; i < text.length(); i++) {
            boolean[] next = new boolean[reached.length];
            char c = text.charAt(i);
            for (int p = 0; p < parts.size(); p++) {
                int part = parts.get(p);
                if (reached[p] && (part == ALL || part == SEGMENT && c != '.')) {
                    next[p] = true;
                } else if (reached[p] && part == c) {
                    next[p + 1] = true;
                }
            }
            skipStars(parts, next, c == '.');
            reached = next;
        }
        return reached[parts.size()];
    }

    private static final int SEGMENT = -1;
    private static final int ALL = -2;

    private static List<Integer> parts(String pattern) {
        List<Integer> parts = new ArrayList<>();
        for (int i = 0; i < pattern.length(); i++) {
            boolean all = pattern.startsWith("**", i);
            parts.add(all ? ALL : pattern.charAt(i) == '*' ? SEGMENT : pattern.charAt(i));
            i += all ? 1 : 0;
        }
        return parts;
    }

    private static void skipStars(List<Integer> parts, boolean[] reached, boolean segmentStarts) {
        for (int p = 0; p < parts.size(); p++) {
            if (reached[p] && parts.get(p) < 0) {
                reached[p + 1] = true;
                if (segmentStarts && parts.get(p) == ALL && p + 1 < parts.size() && parts.get(p + 1) == '.') {
                    reached[p + 2] = true;
                }
            }
        }
    }
}
