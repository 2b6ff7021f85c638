package dev.refactory.refactor.verify;

import dev.refactory.refactor.edit.OffsetMap;
import dev.refactory.refactor.plan.SymbolSpelling;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Planned new spellings. A plan lists the symbols it renames; parameters, locals and type
/// parameters inside of them follow: their spelling contains their member's, and the place they
/// start at, which moves with the edits.
final class SymbolMap {
    private static final Pattern WORD = Pattern.compile("[\\p{javaJavaIdentifierStart}][\\p{javaJavaIdentifierPart}]*");

    private final Map<String, String> planned;
    private final Map<String, String> simpleNames = new HashMap<>();

    SymbolMap(Map<String, String> planned) {
        this.planned = planned;
        planned.forEach((before, after) -> {
            String from = SymbolSpelling.simpleName(before);
            String to = SymbolSpelling.simpleName(after);
            if (!from.equals(to)) {
                simpleNames.put(from, to);
            }
        });
    }

    /// The spelling after the edit.
    /// @param offsets of the file the symbol is used in: locals are used in their own file only
    String after(String symbol, OffsetMap offsets) {
        String direct = planned.get(symbol);
        if (direct != null) {
            return direct;
        }
        int tilde = symbol.indexOf('~');
        if (tilde < 0) {
            return symbol;
        }
        String member = symbol.substring(0, tilde);
        String local = symbol.substring(tilde);
        int at = local.lastIndexOf('@');
        String mappedMember = planned.getOrDefault(member, member);
        if (at < 0) {
            return mappedMember + local;
        }
        try {
            int start = Integer.parseInt(local.substring(at + 1));
            return mappedMember + local.substring(0, at + 1) + offsets.startOf(start);
        } catch (NumberFormatException e) {
            return mappedMember + local;
        }
    }

    boolean renames(String symbol) {
        return planned.containsKey(symbol);
    }

    /// Text of the compiler or a signature, with every name that is renamed written the new way, so
    /// that a text from before and one from after are equal when only the plan stands between them.
    /// A name that merely looks like one is rewritten too, in both: what names mean is compared by
    /// occurrences, not here.
    String canonical(String text) {
        if (simpleNames.isEmpty()) {
            return text;
        }
        Matcher words = WORD.matcher(text);
        return words.replaceAll(
                match -> Matcher.quoteReplacement(simpleNames.getOrDefault(match.group(), match.group())));
    }
}
