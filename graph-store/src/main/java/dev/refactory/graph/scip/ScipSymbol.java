package dev.refactory.graph.scip;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A global symbol as SCIP's grammar spells it: `<scheme> <manager> <package> <version>
/// <descriptors>`. A part of the first four that is empty is written as a dot.
record ScipSymbol(String scheme, String manager, String packageName, String version, List<Descriptor> descriptors) {
    private static final String LOCAL = "local ";

    ScipSymbol {
        descriptors = List.copyOf(descriptors);
        if (scheme.isEmpty() || scheme.startsWith("local") || descriptors.isEmpty()) {
            throw new IllegalArgumentException("No global symbol: " + scheme + " " + descriptors);
        }
    }

    /// What a descriptor stands for, and what it is written with.
    enum Suffix {
        NAMESPACE("", "/"),
        TYPE("", "#"),
        TERM("", "."),
        METHOD("", ")."),
        TYPE_PARAMETER("[", "]"),
        PARAMETER("(", ")"),
        META("", ":"),
        MACRO("", "!");

        private final String before;
        private final String after;

        Suffix(String before, String after) {
            this.before = before;
            this.after = after;
        }
    }

    /// @param disambiguator tells methods of one name apart; empty for anything else
    record Descriptor(String name, String disambiguator, Suffix suffix) {
        Descriptor {
            boolean simple = disambiguator.chars().allMatch(ScipSymbol::simple);
            if (name.isEmpty() || !simple || suffix != Suffix.METHOD && !disambiguator.isEmpty()) {
                throw new IllegalArgumentException("No descriptor: " + name + " " + disambiguator + " " + suffix);
            }
        }

        Descriptor(String name, Suffix suffix) {
            this(name, "", suffix);
        }

        @Override
        public String toString() {
            String text = suffix.before + identifier(name);
            return (suffix == Suffix.METHOD ? text + "(" + disambiguator : text) + suffix.after;
        }
    }

    /// Whether it means something only within its document.
    static boolean isLocal(String symbol) {
        return symbol.startsWith(LOCAL);
    }

    static String local(int number) {
        return LOCAL + number;
    }

    /// An identifier may go without quotes when all its characters are like this one.
    static boolean simple(int c) {
        return c >= 'a' && c <= 'z'
                || c >= 'A' && c <= 'Z'
                || c >= '0' && c <= '9'
                || c == '_'
                || c == '+'
                || c == '-'
                || c == '$';
    }

    private static String identifier(String name) {
        return name.chars().allMatch(ScipSymbol::simple) ? name : "`" + name.replace("`", "``") + "`";
    }

    Descriptor last() {
        return descriptors.getLast();
    }

    /// What it is declared in, by the grammar; null for what nothing of the package is around.
    @Nullable
    ScipSymbol enclosing() {
        return descriptors.size() == 1
                ? null
                : new ScipSymbol(scheme, manager, packageName, version, descriptors.subList(0, descriptors.size() - 1));
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(part(scheme))
                .append(' ')
                .append(part(manager))
                .append(' ')
                .append(part(packageName))
                .append(' ')
                .append(part(version))
                .append(' ');
        descriptors.forEach(text::append);
        return text.toString();
    }

    private static String part(String text) {
        return text.isEmpty() ? "." : text.replace(" ", "  ");
    }

    /// Nothing when the text is no global symbol.
    static Optional<ScipSymbol> parse(String text) {
        if (isLocal(text)) {
            return Optional.empty();
        }
        return new Parser(text).symbol();
    }

    /// Reads from left to right; a step that does not fit makes all of it nothing.
    private static final class Parser {
        private final String text;
        private int at;
        private boolean failed;

        Parser(String text) {
            this.text = text;
        }

        Optional<ScipSymbol> symbol() {
            String scheme = part();
            String manager = part();
            String name = part();
            String version = part();
            List<Descriptor> descriptors = new ArrayList<>();
            while (!failed && at < text.length()) {
                Descriptor next = descriptor();
                if (next != null) {
                    descriptors.add(next);
                }
            }
            if (failed || scheme.isEmpty() || scheme.startsWith("local") || descriptors.isEmpty()) {
                return Optional.empty();
            }
            return Optional.of(new ScipSymbol(scheme, manager, name, version, descriptors));
        }

        private String part() {
            StringBuilder part = new StringBuilder();
            while (at < text.length()) {
                char c = text.charAt(at++);
                if (c != ' ') {
                    part.append(c);
                } else if (at < text.length() && text.charAt(at) == ' ') {
                    part.append(' ');
                    at++;
                } else {
                    return part.toString().equals(".") ? "" : part.toString();
                }
            }
            failed = true;
            return "";
        }

        private @Nullable Descriptor descriptor() {
            if (take('[')) {
                return closed(name(), ']', Suffix.TYPE_PARAMETER);
            }
            if (take('(')) {
                return closed(name(), ')', Suffix.PARAMETER);
            }
            String name = name();
            if (failed || at >= text.length()) {
                return fail();
            }
            return switch (text.charAt(at++)) {
                case '/' -> new Descriptor(name, Suffix.NAMESPACE);
                case '#' -> new Descriptor(name, Suffix.TYPE);
                case '.' -> new Descriptor(name, Suffix.TERM);
                case ':' -> new Descriptor(name, Suffix.META);
                case '!' -> new Descriptor(name, Suffix.MACRO);
                case '(' -> method(name);
                default -> fail();
            };
        }

        private @Nullable Descriptor method(String name) {
            String disambiguator = simpleName();
            return take(')') && take('.') ? new Descriptor(name, disambiguator, Suffix.METHOD) : fail();
        }

        private @Nullable Descriptor closed(String name, char end, Suffix suffix) {
            return !failed && take(end) ? new Descriptor(name, suffix) : fail();
        }

        private @Nullable Descriptor fail() {
            failed = true;
            return null;
        }

        private boolean take(char c) {
            boolean there = at < text.length() && text.charAt(at) == c;
            at += there ? 1 : 0;
            return there;
        }

        private String simpleName() {
            int start = at;
            while (at < text.length() && simple(text.charAt(at))) {
                at++;
            }
            return text.substring(start, at);
        }

        private String name() {
            String name = take('`') ? quoted() : simpleName();
            failed |= name.isEmpty();
            return name;
        }

        private String quoted() {
            StringBuilder name = new StringBuilder();
            while (at < text.length()) {
                char c = text.charAt(at++);
                if (c != '`') {
                    name.append(c);
                } else if (take('`')) {
                    name.append('`');
                } else {
                    return name.toString();
                }
            }
            failed = true;
            return "";
        }
    }
}
