package dev.refactory.refactor.verify;

import dev.refactory.graph.model.SymbolInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Writes the header of a declaration with new names. Which word is the declaration's own name, a
/// parameter's or a type's shows in where it stands; which of several types of one simple name is
/// meant does not.
final class SignatureText {
    private static final Pattern TOKEN = Pattern.compile(
            "[\\p{javaJavaIdentifierStart}][\\p{javaJavaIdentifierPart}]*|\\.\\.\\.|\\S",
            Pattern.UNICODE_CHARACTER_CLASS);
    private static final Set<String> KEYWORDS = Set.of("class", "interface", "enum", "record");

    private SignatureText() {}

    private record Token(String text, int start) {
        boolean word() {
            return Character.isJavaIdentifierStart(text.codePointAt(0));
        }

        /// Whether what ends here can be a type.
        boolean endsType() {
            return word() || text.equals(">") || text.equals("]") || text.equals("...");
        }
    }

    /// @param ownName what the declaration is called afterwards, as a header writes it; null when it
    ///     keeps its name
    /// @param types simple names of renamed types, old to new
    /// @param parameters names of renamed parameters, old to new
    static String renamed(
            SymbolInfo symbol, @Nullable String ownName, Map<String, String> types, Map<String, String> parameters) {
        String signature = symbol.signature();
        boolean mentioned = ownName != null || anyIn(signature, types) || anyIn(signature, parameters);
        if (!mentioned) {
            return signature;
        }
        List<Token> tokens = tokens(signature);
        StringBuilder out = new StringBuilder();
        int from = 0;
        int parentheses = 0;
        int angles = 0;
        for (int i = 0; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            switch (token.text()) {
                case "(" -> parentheses++;
                case ")" -> parentheses--;
                case "<" -> angles++;
                case ">" -> angles--;
                default -> {}
            }
            if (!token.word()) {
                continue;
            }
            String next = i + 1 < tokens.size() ? tokens.get(i + 1).text() : "";
            boolean afterType = i > 0 && tokens.get(i - 1).endsType();
            boolean own = angles == 0 && parentheses == 0 && isOwn(symbol, tokens, i, next);
            boolean parameter = parentheses > 0 && angles == 0 && afterType && (next.equals(",") || next.equals(")"));
            String kept = token.text();
            String other = parameter ? parameters.getOrDefault(kept, kept) : types.getOrDefault(kept, kept);
            String name = own ? kept : other;
            out.append(signature, from, token.start()).append(own && ownName != null ? ownName : name);
            from = token.start() + token.text().length();
        }
        return out.append(signature, from, signature.length()).toString();
    }

    private static boolean anyIn(String signature, Map<String, String> names) {
        for (String name : names.keySet()) {
            if (signature.contains(name)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isOwn(SymbolInfo symbol, List<Token> tokens, int at, String next) {
        return switch (symbol.kind()) {
            case METHOD, CONSTRUCTOR -> next.equals("(");
            case FIELD, ENUM_CONSTANT, RECORD_COMPONENT, PARAMETER, LOCAL -> next.isEmpty();
            case CLASS, INTERFACE, ENUM, RECORD, ANNOTATION ->
                at > 0 && KEYWORDS.contains(tokens.get(at - 1).text());
            case TYPE_PARAMETER -> at == 0;
            case PACKAGE, UNRESOLVED, MODULE -> true;
        };
    }

    private static List<Token> tokens(String signature) {
        List<Token> tokens = new ArrayList<>();
        Matcher matcher = TOKEN.matcher(signature);
        while (matcher.find()) {
            tokens.add(new Token(matcher.group(), matcher.start()));
        }
        return tokens;
    }
}
