package dev.refactory.graph.scip;

import dev.refactory.graph.scip.ScipSymbol.Descriptor;
import dev.refactory.graph.scip.ScipSymbol.Suffix;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Spellings of [dev.refactory.graph.model.SymbolInfo] as SCIP symbols of the scheme `refactory`,
/// and back without loss. The package is empty: a graph does not know which artifact a symbol came
/// from. The parameter types that tell methods apart are the disambiguator, in the characters it
/// may have: `+` for a comma, `-` for a dot, `--` for `[]`, and `++` with four hex digits for any
/// other. Not for locals, which SCIP numbers document by document.
final class OwnSymbols {
    static final String SCHEME = "refactory";

    private static final String UNRESOLVED = "unresolved";
    private static final int HEX = 4;

    private OwnSymbols() {}

    /// Whether the spelling means something only within its file: a parameter or a variable.
    static boolean local(String spelling) {
        int tilde = spelling.lastIndexOf('~');
        return tilde >= 0 && spelling.indexOf('@', tilde) >= 0;
    }

    /// @param type whether a dotted name is a type's; otherwise it is a package's
    static ScipSymbol symbol(String spelling, Predicate<String> type) {
        if (spelling.startsWith("?")) {
            String name = spelling.length() == 1 ? "?" : spelling.substring(1);
            return new ScipSymbol(SCHEME, "", UNRESOLVED, "", List.of(new Descriptor(name, Suffix.META)));
        }
        List<Descriptor> descriptors = new ArrayList<>();
        int variable = spelling.indexOf('~');
        String declared = variable < 0 ? spelling : spelling.substring(0, variable);
        int member = declared.indexOf('#');
        dotted(descriptors, member < 0 ? declared : declared.substring(0, member), type);
        if (member >= 0) {
            descriptors.add(member(declared.substring(member + 1)));
        }
        if (variable >= 0) {
            descriptors.add(new Descriptor(spelling.substring(variable + 1), Suffix.TYPE_PARAMETER));
        }
        return new ScipSymbol(SCHEME, "", "", "", descriptors);
    }

    private static void dotted(List<Descriptor> descriptors, String name, Predicate<String> type) {
        int start = 0;
        while (start <= name.length()) {
            int dot = name.indexOf('.', start);
            int end = dot < 0 ? name.length() : dot;
            Suffix suffix = type.test(name.substring(0, end)) ? Suffix.TYPE : Suffix.NAMESPACE;
            descriptors.add(new Descriptor(name.substring(start, end), suffix));
            start = end + 1;
        }
    }

    private static Descriptor member(String member) {
        int open = member.indexOf('(');
        return open < 0
                ? new Descriptor(member, Suffix.TERM)
                : new Descriptor(member.substring(0, open), disambiguator(member.substring(open + 1)), Suffix.METHOD);
    }

    /// @param parameters with the closing bracket
    private static String disambiguator(String parameters) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < parameters.length() - 1; i++) {
            char c = parameters.charAt(i);
            if (c == ',') {
                out.append('+');
            } else if (c == '.') {
                out.append('-');
            } else if (c == '[' && parameters.charAt(i + 1) == ']') {
                out.append("--");
                i++;
            } else if (ScipSymbol.simple(c) && c != '+' && c != '-') {
                out.append(c);
            } else {
                out.append("++").append(HexFormat.of().toHexDigits(c));
            }
        }
        return out.toString();
    }

    /// Nothing when the symbol is of another scheme, or nothing that [#symbol] writes.
    static Optional<String> spelling(ScipSymbol symbol) {
        if (!symbol.scheme().equals(SCHEME)) {
            return Optional.empty();
        }
        if (symbol.packageName().equals(UNRESOLVED)) {
            return Optional.of("?" + symbol.last().name());
        }
        StringBuilder spelling = new StringBuilder();
        for (Descriptor each : symbol.descriptors()) {
            String next = next(each, spelling.isEmpty());
            if (next == null) {
                return Optional.empty();
            }
            spelling.append(next);
        }
        return Optional.of(spelling.toString());
    }

    private static @Nullable String next(Descriptor descriptor, boolean first) {
        return switch (descriptor.suffix()) {
            case NAMESPACE, TYPE -> first ? descriptor.name() : "." + descriptor.name();
            case TERM -> "#" + descriptor.name();
            case METHOD -> "#" + descriptor.name() + "(" + parameters(descriptor.disambiguator()) + ")";
            case TYPE_PARAMETER -> "~" + descriptor.name();
            case PARAMETER, META, MACRO -> null;
        };
    }

    private static String parameters(String disambiguator) {
        StringBuilder out = new StringBuilder();
        int i = 0;
        while (i < disambiguator.length()) {
            char c = disambiguator.charAt(i);
            int run = 1;
            while (i + run < disambiguator.length() && disambiguator.charAt(i + run) == c) {
                run++;
            }
            if (c == '-') {
                out.append(run == 1 ? "." : "[]".repeat(run / 2));
                i += run;
            } else if (c == '+') {
                out.append(run % 2 == 1 ? "," : "");
                i += run;
                i += run > 1 ? escaped(disambiguator, i, out) : 0;
            } else {
                out.append(c);
                i++;
            }
        }
        return out.toString();
    }

    /// @return characters read
    private static int escaped(String text, int at, StringBuilder out) {
        if (at + HEX > text.length()) {
            return 0;
        }
        try {
            out.append((char) Integer.parseInt(text, at, at + HEX, 16));
            return HEX;
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
