package dev.refactory.graph.segment;

import dev.refactory.graph.model.Relation;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// The keys of a segment, as bytes in unsigned order. The first byte is the kind of question; a
/// text ends with a NUL, which no storable text holds, so whatever is asked is asked by how keys
/// begin.
public final class Terms {
    /// Spelling; its postings hold the places.
    static final char MENTIONS = 'm';

    /// Spelling, description; a posting says whether the file mentions the symbol as well.
    static final char DESCRIBES = 'd';

    /// Member of which a file names parameters, variables or type parameters.
    static final char LOCALS = 'l';

    /// Simple name, spelling.
    static final char NAMED = 'n';

    /// Container, spelling of what a file declares in it.
    static final char MEMBERS = 'c';

    /// Spelling of what some file says is deprecated.
    static final char DEPRECATED = 'x';

    /// Start, kind, end of a relation.
    static final char FROM = 'f';

    /// End, kind, start of a relation.
    static final char TO = 't';

    private static final char END = 0;

    private Terms() {}

    /// Only its own file can mention it.
    public static boolean local(String symbol) {
        return symbol.indexOf('~') >= 0;
    }

    /// The member, type or other symbol with a name outside of it that a local belongs to.
    public static String owner(String local) {
        return local.substring(0, local.indexOf('~'));
    }

    public static byte[] mentions(String symbol) {
        return bytes(MENTIONS + symbol + END);
    }

    public static byte[] describes(String symbol) {
        return bytes(DESCRIBES + symbol + END);
    }

    /// Of every symbol whose spelling begins so.
    public static byte[] describesFrom(String prefix) {
        return bytes(DESCRIBES + prefix);
    }

    public static byte[] locals(String owner) {
        return bytes(LOCALS + owner + END);
    }

    public static byte[] named(String name) {
        return bytes(NAMED + name + END);
    }

    public static byte[] members(String container) {
        return bytes(MEMBERS + container + END);
    }

    public static byte[] deprecated() {
        return bytes(String.valueOf(DEPRECATED));
    }

    public static byte[] from(Relation.Kind kind, String symbol) {
        return bytes(FROM + symbol + END + kind(kind));
    }

    public static byte[] to(Relation.Kind kind, String symbol) {
        return bytes(TO + symbol + END + kind(kind));
    }

    static char kind(Relation.Kind kind) {
        return (char) ('0' + kind.ordinal());
    }

    static String two(char question, String first, String second) {
        return question + first + END + second + END;
    }

    static String three(char question, String first, char kind, String second) {
        return question + first + END + kind + second + END;
    }

    static byte[] bytes(String key) {
        return key.getBytes(StandardCharsets.UTF_8);
    }

    /// The first key in order after all that begin with `prefix`.
    static byte[] after(byte[] prefix) {
        byte[] next = prefix.clone();
        int last = next.length - 1;
        while (next[last] == (byte) 0xff) {
            last--;
        }
        next[last]++;
        return Arrays.copyOf(next, last + 1);
    }
}
