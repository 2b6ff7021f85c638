package dev.refactory.index.git;

import java.util.BitSet;

/// Git's wildcard matching over bytes: `*`, `?`, `[…]` with POSIX classes, backslash escapes, and `**` between slashes.
/// Every pair of positions is tried once, so the time grows with pattern times text.
final class Wildmatch {
    private final byte[] pattern;
    private final byte[] text;
    private final boolean pathname;
    private final BitSet failed = new BitSet();

    /// Pairs of what follows a star and a place in the text from which on it matches nowhere.
    private final BitSet nowhere = new BitSet();

    private Wildmatch(byte[] pattern, byte[] text, boolean pathname) {
        this.pattern = pattern;
        this.text = text;
        this.pathname = pathname;
    }

    /// @param pathname whether `*`, `?` and `[…]` stop at slashes
    static boolean matches(byte[] pattern, byte[] text, boolean pathname) {
        return new Wildmatch(pattern, text, pathname).matches(0, 0);
    }

    private boolean matches(int p, int t) {
        int pair = p * (text.length + 1) + t;
        if (failed.get(pair)) {
            return false;
        }
        boolean matched = walk(p, t);
        if (!matched) {
            failed.set(pair);
        }
        return matched;
    }

    private boolean walk(int from, int at) {
        int p = from;
        int t = at;
        while (p < pattern.length) {
            byte c = pattern[p];
            if (c == '*') {
                return star(p, t);
            }
            if (t >= text.length) {
                return false;
            }
            switch (c) {
                case '?' -> {
                    if (pathname && text[t] == '/') {
                        return false;
                    }
                    p++;
                }
                case '[' -> {
                    p = afterClass(p, text[t]);
                    if (p < 0) {
                        return false;
                    }
                }
                case '\\' -> {
                    p++;
                    if (p >= pattern.length || pattern[p] != text[t]) {
                        return false;
                    }
                    p++;
                }
                default -> {
                    if (c != text[t]) {
                        return false;
                    }
                    p++;
                }
            }
            t++;
        }
        return t == text.length;
    }

    private boolean star(int at, int t) {
        int p = at + 1;
        boolean crossesSlashes = !pathname;
        if (p < pattern.length && pattern[p] == '*') {
            while (p < pattern.length && pattern[p] == '*') {
                p++;
            }
            boolean slashBefore = at == 0 || pattern[at - 1] == '/';
            boolean slashAfter = p == pattern.length
                    || pattern[p] == '/'
                    || pattern[p] == '\\' && p + 1 < pattern.length && pattern[p + 1] == '/';
            if (pathname && slashBefore && slashAfter) {
                // `**/` also stands for no directory at all.
                if (p < pattern.length && pattern[p] == '/' && matches(p + 1, t)) {
                    return true;
                }
                crossesSlashes = true;
            }
        }
        if (p == pattern.length) {
            return crossesSlashes || IgnoreRule.indexOf(text, (byte) '/', t) < 0;
        }
        int last = crossesSlashes ? text.length : IgnoreRule.indexOf(text, (byte) '/', t);
        last = last < 0 ? text.length : last;
        int row = p * (text.length + 1);
        int i = t;
        while (i <= last && !nowhere.get(row + i)) {
            if (matches(p, i)) {
                return true;
            }
            i++;
        }
        nowhere.set(row + t, row + i);
        return false;
    }

    /// The place after the class that starts at `open`, or -1 when `c` is not in it or it does not end.
    private int afterClass(int open, byte c) {
        int p = open + 1;
        boolean negated = p < pattern.length && (pattern[p] == '!' || pattern[p] == '^');
        if (negated) {
            p++;
        }
        boolean matched = false;
        int previous = 0;
        boolean first = true;
        while (true) {
            if (p >= pattern.length) {
                return -1;
            }
            int here = pattern[p] & 0xff;
            if (here == ']' && !first) {
                break;
            }
            first = false;
            if (here == '\\') {
                p++;
                if (p >= pattern.length) {
                    return -1;
                }
                here = pattern[p] & 0xff;
                matched |= (c & 0xff) == here;
            } else if (here == '-' && previous != 0 && p + 1 < pattern.length && pattern[p + 1] != ']') {
                p++;
                here = pattern[p] & 0xff;
                if (here == '\\') {
                    p++;
                    if (p >= pattern.length) {
                        return -1;
                    }
                    here = pattern[p] & 0xff;
                }
                matched |= previous <= (c & 0xff) && (c & 0xff) <= here;
                here = 0;
            } else if (here == '[' && p + 1 < pattern.length && pattern[p + 1] == ':') {
                int close = closeOfNamedClass(p + 2);
                if (close == -1) {
                    return -1;
                }
                if (close < 0) {
                    matched |= c == '[';
                } else {
                    int named = namedClass(
                            new String(pattern, p + 2, close - p - 2, java.nio.charset.StandardCharsets.ISO_8859_1),
                            c & 0xff);
                    if (named < 0) {
                        return -1;
                    }
                    matched |= named > 0;
                    p = close + 1;
                    here = 0;
                }
            } else {
                matched |= (c & 0xff) == here;
            }
            previous = here;
            p++;
        }
        return matched == negated || pathname && c == '/' ? -1 : p + 1;
    }

    /// The place of the colon in `:]`; -2 when what follows `[:` is no named class; -1 when nothing closes it.
    private int closeOfNamedClass(int from) {
        int bracket = IgnoreRule.indexOf(pattern, (byte) ']', from);
        if (bracket < 0) {
            return -1;
        }
        return bracket - 1 >= from && pattern[bracket - 1] == ':' ? bracket - 1 : -2;
    }

    /// 1 when `c` is in the class, 0 when not, -1 when there is no such class.
    private static int namedClass(String name, int c) {
        boolean lower = c >= 'a' && c <= 'z';
        boolean upper = c >= 'A' && c <= 'Z';
        boolean digit = c >= '0' && c <= '9';
        boolean visible = c > ' ' && c < 0x7f;
        boolean in;
        switch (name) {
            case "alnum" -> in = lower || upper || digit;
            case "alpha" -> in = lower || upper;
            case "blank" -> in = c == ' ' || c == '\t';
            case "cntrl" -> in = c < ' ' || c == 0x7f;
            case "digit" -> in = digit;
            case "graph" -> in = visible;
            case "lower" -> in = lower;
            case "print" -> in = visible || c == ' ';
            case "punct" -> in = visible && !lower && !upper && !digit;
            case "space" -> in = c == ' ' || c >= '\t' && c <= '\r';
            case "upper" -> in = upper;
            case "xdigit" -> in = digit || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F';
            default -> {
                return -1;
            }
        }
        return in ? 1 : 0;
    }
}
