package dev.refactory.refactor.recipe.signature;

import dev.refactory.graph.model.SymbolInfo;
import dev.refactory.refactor.recipe.scope.Access;

/// Declarations as they are shown to people, with another type in them.
final class Headers {
    private Headers() {}

    /// @param name where the type ends
    static String retyped(String header, int name, TypeText type) {
        return beforeType(header, name) + type.shown() + header.substring(name);
    }

    /// What stands before the type in a header for people: modifiers and type parameters.
    private static String beforeType(String signature, int until) {
        int at = 0;
        while (at < until) {
            int end = signature.indexOf(' ', at);
            String word = end < 0 ? "" : signature.substring(at, end);
            if (word.startsWith("<")) {
                int depth = 0;
                int i = at;
                do {
                    depth += signature.charAt(i) == '<' ? 1 : signature.charAt(i) == '>' ? -1 : 0;
                    i++;
                } while (depth > 0);
                at = i + 1;
            } else if (Access.MODIFIERS.contains(word)) {
                at = end + 1;
            } else {
                break;
            }
        }
        return signature.substring(0, at);
    }

    /// The same declaration under another spelling and header.
    static SymbolInfo of(SymbolInfo info, String symbol, String signature) {
        return new SymbolInfo(
                symbol,
                info.kind(),
                info.name(),
                info.container(),
                info.path(),
                info.modifiers(),
                signature,
                info.deprecated(),
                info.forRemoval());
    }
}
