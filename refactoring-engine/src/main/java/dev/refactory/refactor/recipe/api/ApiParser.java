package dev.refactory.refactor.recipe.api;

import dev.refactory.refactor.plan.Conflict;
import dev.refactory.refactor.recipe.source.JavaLang;
import dev.refactory.refactor.recipe.source.JavaTypes;
import dev.refactory.refactor.recipe.source.Operators;
import dev.refactory.refactor.rewrite.JavaTokens;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads a template of `replace-api`: a Java expression of calls, `new`, constants, literals, casts
/// and operators, in which `{name: Type}` is a hole, and `Type#member` names a member for certain.
final class ApiParser {
    /// Characters of a template.
    static final int MAX_LENGTH = 500;

    private static final int MAX_DEPTH = 30;
    private static final String NAME = "[\\p{javaJavaIdentifierStart}][\\p{javaJavaIdentifierPart}]*";
    private static final Pattern TYPE = Pattern.compile(NAME + "(\\." + NAME + ")*(\\[])*");
    private static final Pattern HOLE = Pattern.compile("[0-9]{1,2}|" + NAME);

    private final String text;
    private final JavaTokens tokens;
    private final Operators operators;
    private final Predicate<String> knownType;
    private final Map<String, String> imports;
    private int at;
    private int depth;

    /// A template that cannot be read, and why.
    static final class Fault extends Exception {
        private static final long serialVersionUID = 1;

        final String kind;
        final String symbol;

        Fault(String sentence) {
            this(sentence, "invalid-template", "");
        }

        Fault(String sentence, String kind, String symbol) {
            super(sentence);
            this.kind = kind;
            this.symbol = symbol;
        }

        static Fault endless(String before, String after) {
            return new Fault("What \"" + after + "\" writes is again what \"" + before
                    + "\" looks for: a second run would change it once more.");
        }

        /// @param before what was asked to be replaced
        Conflict conflict(String before) {
            return new Conflict(kind, symbol.isEmpty() ? before : symbol, "", 0, String.valueOf(getMessage()));
        }
    }

    private ApiParser(String text, Predicate<String> knownType, Map<String, String> imports) {
        this.text = text;
        this.tokens = JavaTokens.of(text);
        this.operators = new Operators(tokens);
        this.knownType = knownType;
        this.imports = imports;
    }

    /// @param knownType whether a qualified name is that of a type
    /// @param imports simple names of types to the qualified ones
    static ApiCode parse(String text, Predicate<String> knownType, Map<String, String> imports) throws Fault {
        if (text.length() > MAX_LENGTH) {
            throw new Fault("it has " + text.length() + " characters, at most " + MAX_LENGTH + " are read");
        }
        ApiParser parser = new ApiParser(text, knownType, imports);
        ApiCode code = parser.binary(0);
        if (parser.at < parser.tokens.count()) {
            throw parser.unexpected();
        }
        return code;
    }

    private Fault unexpected() {
        return new Fault(
                at < tokens.count()
                        ? "\"" + text.substring(tokens.start(at)) + "\" is not expected there"
                        : "it ends too early");
    }

    private ApiCode binary(int least) throws Fault {
        if (++depth > MAX_DEPTH) {
            throw new Fault("it is nested too deep");
        }
        ApiCode left = unary();
        while (true) {
            String operator = operators.at(at);
            int precedence = Operators.binary(operator);
            if (precedence < 0 || precedence < least) {
                depth--;
                return left;
            }
            at += operator.length();
            left = new ApiCode.Binary(left, operator, binary(precedence + 1));
        }
    }

    private ApiCode unary() throws Fault {
        String operator = operators.at(at);
        if (List.of("!", "-", "~", "+").contains(operator)) {
            at++;
            return new ApiCode.Unary(operator, nested());
        }
        int close = castEnd();
        if (close >= 0) {
            String type = type(joined(at + 1, close));
            at = close + 1;
            return new ApiCode.Cast(type, nested());
        }
        return postfix(primary());
    }

    private ApiCode nested() throws Fault {
        if (++depth > MAX_DEPTH) {
            throw new Fault("it is nested too deep");
        }
        ApiCode code = unary();
        depth--;
        return code;
    }

    /// The end of `(Type)` before an operand; -1 when there is no cast.
    private int castEnd() {
        if (!tokens.at(at).equals("(")) {
            return -1;
        }
        int close = at + 1;
        while (close < tokens.count() && !tokens.at(close).equals(")")) {
            close++;
        }
        String next = tokens.at(close + 1);
        boolean operand = !next.isEmpty() && (isWord(next) || "{\"'(0123456789".indexOf(next.charAt(0)) >= 0);
        return operand && TYPE.matcher(joined(at + 1, close)).matches() ? close : -1;
    }

    private ApiCode primary() throws Fault {
        String token = tokens.at(at);
        if (token.equals("{")) {
            return hole();
        } else if (token.equals("(")) {
            at++;
            ApiCode code = binary(0);
            expect(")");
            return code;
        } else if (token.equals("new")) {
            at++;
            List<String> names = names();
            String type = type(String.join(".", names));
            return new ApiCode.New(type, arguments(), null);
        } else if (!token.isEmpty() && "\"'0123456789".indexOf(token.charAt(0)) >= 0
                || List.of("true", "false", "null").contains(token)) {
            at++;
            return new ApiCode.Literal(token);
        } else if (isWord(token)) {
            return named();
        }
        throw unexpected();
    }

    private ApiCode.Hole hole() throws Fault {
        expect("{");
        String name = tokens.at(at++);
        if (!HOLE.matcher(name).matches()) {
            throw new Fault("a hole is named by a word or a number, as in {x: int}");
        }
        String type = "";
        if (tokens.at(at).equals(":")) {
            int from = ++at;
            while (at < tokens.count() && !tokens.at(at).equals("}")) {
                at++;
            }
            type = type(joined(from, at).replace("...", "[]"));
        }
        expect("}");
        return new ApiCode.Hole(name, type);
    }

    /// Names with dots: a type and its members, or a call on what the template replaces.
    private ApiCode named() throws Fault {
        List<String> names = names();
        if (tokens.at(at).equals("#")) {
            at++;
            return symbol(type(String.join(".", names)));
        }
        if (tokens.at(at).equals(".") && tokens.at(at + 1).equals("class")) {
            at += 2;
            return new ApiCode.ClassLiteral(type(String.join(".", names)));
        }
        boolean call = tokens.at(at).equals("(");
        if (call && names.size() == 1) {
            return new ApiCode.Member(new ApiCode.Hole(ApiCode.THIS, ""), "", names.getFirst(), arguments(), null);
        }
        int length = typeLength(names, call ? names.size() - 1 : names.size());
        if (length == 0 || length == names.size()) {
            throw new Fault("\"" + String.join(".", names) + "\" is no member of a type: write it as com.acme.Foo#bar");
        }
        String owner = type(String.join(".", names.subList(0, length)));
        ApiCode code = null;
        for (String name : names.subList(length, names.size())) {
            code = new ApiCode.Member(code, code == null ? owner : "", name, null, null);
        }
        if (!call || !(code instanceof ApiCode.Member last)) {
            return java.util.Objects.requireNonNull(code);
        }
        return new ApiCode.Member(last.receiver(), last.owner(), last.name(), arguments(), null);
    }

    /// How many of the names are those of a type: as facts know it, or else as types are written.
    private int typeLength(List<String> names, int most) {
        for (int length = most; length > 0; length--) {
            String name = String.join(".", names.subList(0, length));
            if (knownType.test(name) || length == 1 && imports.containsKey(name)) {
                return length;
            }
        }
        int length = 0;
        boolean type = false;
        for (String name : names.subList(0, most)) {
            boolean upper = Character.isUpperCase(name.codePointAt(0));
            boolean constant = name.length() > 1 && name.equals(name.toUpperCase(java.util.Locale.ROOT));
            if (type && (!upper || constant)) {
                break;
            }
            type = type || upper;
            length++;
        }
        return type ? length : 0;
    }

    /// The member after `Type#`.
    private ApiCode symbol(String owner) throws Fault {
        if (tokens.at(at).equals("<")
                && tokens.at(at + 1).equals("init")
                && tokens.at(at + 2).equals(">")) {
            at += 3;
            List<String> types = symbolTypes();
            return new ApiCode.New(owner, argumentsOf(types), spelled(types));
        }
        String name = tokens.at(at);
        if (!isWord(name)) {
            throw unexpected();
        }
        at++;
        if (!tokens.at(at).equals("(")) {
            return new ApiCode.Member(null, owner, name, null, null);
        }
        List<String> types = symbolTypes();
        return new ApiCode.Member(null, owner, name, argumentsOf(types), spelled(types));
    }

    private static @Nullable String spelled(@Nullable List<String> types) {
        return types == null ? null : "(" + String.join(",", types) + ")";
    }

    /// What follows a symbol's parameter list in parentheses of its own, or else a hole for each
    /// parameter.
    private List<ApiCode> argumentsOf(@Nullable List<String> types) throws Fault {
        if (types == null) {
            return arguments();
        } else if (!tokens.at(at).equals("(")) {
            return holes(types);
        }
        List<ApiCode> arguments = new ArrayList<>();
        for (ApiCode argument : arguments()) {
            boolean typed =
                    argument instanceof ApiCode.Hole hole && hole.type().isEmpty() && arguments.size() < types.size();
            arguments.add(
                    typed ? new ApiCode.Hole(((ApiCode.Hole) argument).name(), types.get(arguments.size())) : argument);
        }
        if (arguments.size() != types.size()) {
            throw new Fault("a method of " + types.size() + " parameters is given " + arguments.size() + " arguments");
        }
        return arguments;
    }

    private static List<ApiCode> holes(List<String> types) {
        List<ApiCode> holes = new ArrayList<>();
        for (String type : types) {
            holes.add(new ApiCode.Hole(String.valueOf(holes.size()), type));
        }
        return holes;
    }

    /// The types of a parameter list, as a symbol gives them; null when these are expressions.
    private @Nullable List<String> symbolTypes() throws Fault {
        int close = at;
        while (close < tokens.count() && !tokens.at(close).equals(")")) {
            close++;
        }
        String inside = joined(at + 1, close).replace("...", "[]");
        List<String> types = new ArrayList<>();
        for (String each : inside.isEmpty() ? new String[0] : inside.split(",", -1)) {
            boolean literal = List.of("true", "false", "null").contains(each);
            if (literal || !TYPE.matcher(each).matches()) {
                return null;
            }
            types.add(type(each));
        }
        if (close >= tokens.count()) {
            throw new Fault("it ends too early");
        }
        at = close + 1;
        return types;
    }

    private ApiCode postfix(ApiCode primary) throws Fault {
        ApiCode code = primary;
        while (tokens.at(at).equals(".")) {
            at++;
            String name = tokens.at(at);
            if (!isWord(name)) {
                throw unexpected();
            }
            at++;
            String owner = code instanceof ApiCode.Hole hole ? hole.type() : "";
            List<ApiCode> arguments = tokens.at(at).equals("(") ? arguments() : null;
            code = new ApiCode.Member(code, owner, name, arguments, null);
        }
        return code;
    }

    private List<ApiCode> arguments() throws Fault {
        expect("(");
        List<ApiCode> arguments = new ArrayList<>();
        while (!tokens.at(at).equals(")")) {
            if (!arguments.isEmpty()) {
                expect(",");
            }
            arguments.add(binary(0));
        }
        at++;
        return arguments;
    }

    private List<String> names() throws Fault {
        List<String> names = new ArrayList<>();
        while (isWord(tokens.at(at))) {
            names.add(tokens.at(at++));
            boolean more = tokens.at(at).equals(".")
                    && isWord(tokens.at(at + 1))
                    && !tokens.at(at + 1).equals("class");
            if (!more) {
                return names;
            }
            at++;
        }
        throw unexpected();
    }

    private void expect(String token) throws Fault {
        if (!tokens.at(at).equals(token)) {
            throw unexpected();
        }
        at++;
    }

    /// A type by its qualified name.
    private String type(String written) throws Fault {
        if (!TYPE.matcher(written).matches()) {
            throw new Fault("\"" + written + "\" is no type: write it qualified, without type arguments");
        }
        String name = written.replace("[]", "");
        String brackets = written.substring(name.length());
        int dot = name.indexOf('.');
        String imported = imports.get(dot < 0 ? name : name.substring(0, dot));
        if (imported != null) {
            return imported + (dot < 0 ? "" : name.substring(dot)) + brackets;
        }
        if (dot >= 0 || JavaTypes.isPrimitive(name) || knownType.test(name)) {
            return written;
        }
        return JavaLang.has(name) ? JavaLang.PACKAGE + "." + name + brackets : written;
    }

    private String joined(int from, int to) {
        StringBuilder joined = new StringBuilder();
        for (int i = from; i < to; i++) {
            joined.append(tokens.at(i));
        }
        return joined.toString();
    }

    private static boolean isWord(String token) {
        return !token.isEmpty() && Character.isJavaIdentifierStart(token.charAt(0));
    }
}
