package dev.refactory.graph.codec;

import dev.refactory.graph.model.SymbolInfo;
import dev.refactory.graph.model.SymbolKind;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What is said of a symbol, without its spelling and without the path of the file that says it.
/// Name and container are left out where the spelling tells them, as that of Java's symbols does.
/// Equal descriptions are equal bytes.
public final class Description {
    private static final List<SymbolKind> KINDS = List.of(SymbolKind.values());

    /// Stored by their place: append only.
    private static final List<String> MODIFIERS = List.of(
            "public",
            "protected",
            "private",
            "static",
            "final",
            "abstract",
            "default",
            "sealed",
            "non-sealed",
            "synchronized",
            "native",
            "transient",
            "volatile",
            "strictfp");

    private static final int OWN = 1;
    private static final int DEPRECATED = 1 << 1;
    private static final int FOR_REMOVAL = 1 << 2;
    private static final int NAMED = 1 << 3;
    private static final int WITHOUT_CONTAINER = 1 << 4;
    private static final int CONTAINED = 1 << 5;
    private static final int MODIFIED = 1 << 6;

    private Description() {}

    static byte[] of(SymbolInfo info) {
        String symbol = StorableText.of(info.symbol());
        String name = StorableText.of(info.name());
        String container = info.container() == null ? null : StorableText.of(info.container());
        boolean named = !name.equals(name(symbol));
        boolean contained = container != null && !container.equals(container(symbol));
        int known = 0;
        Set<String> others = new TreeSet<>();
        for (String modifier : info.modifiers()) {
            int place = MODIFIERS.indexOf(modifier);
            if (place < 0) {
                others.add(StorableText.of(modifier));
            } else {
                known |= 1 << place;
            }
        }
        int flags = (info.path() == null ? 0 : OWN)
                | (info.deprecated() ? DEPRECATED : 0)
                | (info.forRemoval() ? FOR_REMOVAL : 0)
                | (named ? NAMED : 0)
                | (container == null ? WITHOUT_CONTAINER : 0)
                | (contained ? CONTAINED : 0)
                | (others.isEmpty() ? 0 : MODIFIED);
        ByteWriter out = new ByteWriter(96);
        out.raw(info.kind().ordinal()).raw(flags).number(known);
        if (named) {
            out.text(name);
        }
        if (container != null && contained) {
            out.text(container);
        }
        if (!others.isEmpty()) {
            out.number(others.size());
            others.forEach(out::text);
        }
        return out.raw(StorableText.of(info.signature()).getBytes(StandardCharsets.UTF_8))
                .toBytes();
    }

    /// Whether the file that says so declares the symbol.
    public static boolean own(byte[] description) {
        return (flags(description) & OWN) != 0;
    }

    /// What the symbol is.
    public static SymbolKind kind(byte[] description) {
        int kind = new ByteReader(description).raw();
        if (kind >= KINDS.size()) {
            throw ByteReader.damaged("a kind of symbol that this version does not know");
        }
        return KINDS.get(kind);
    }

    private static int flags(byte[] description) {
        ByteReader in = new ByteReader(description);
        in.raw();
        return in.raw();
    }

    /// @param path the file that declares it; not looked at when it is declared outside
    public static SymbolInfo read(String symbol, byte[] description, @Nullable String path) {
        SymbolKind kind = kind(description);
        ByteReader in = new ByteReader(description);
        in.raw();
        int flags = in.raw();
        int known = in.number();
        String name = (flags & NAMED) != 0 ? in.text() : name(symbol);
        String container =
                (flags & WITHOUT_CONTAINER) != 0 ? null : (flags & CONTAINED) != 0 ? in.text() : container(symbol);
        Set<String> modifiers = new HashSet<>();
        for (int i = 0; i < MODIFIERS.size(); i++) {
            if ((known & 1 << i) != 0) {
                modifiers.add(MODIFIERS.get(i));
            }
        }
        if ((flags & MODIFIED) != 0) {
            for (int i = in.count(); i > 0; i--) {
                modifiers.add(in.text());
            }
        }
        if (symbol.isEmpty() || name.isEmpty()) {
            throw ByteReader.damaged("a symbol without a name");
        }
        return new SymbolInfo(
                symbol,
                kind,
                name,
                container,
                (flags & OWN) != 0 ? path : null,
                modifiers,
                new String(in.rest(), StandardCharsets.UTF_8),
                (flags & DEPRECATED) != 0,
                (flags & FOR_REMOVAL) != 0);
    }

    /// The simple name that a spelling of Java has.
    private static String name(String symbol) {
        int tilde = symbol.lastIndexOf('~');
        if (tilde >= 0) {
            int at = symbol.indexOf('@', tilde);
            return symbol.substring(tilde + 1, at < 0 ? symbol.length() : at);
        }
        return symbol.substring(end(symbol) + 1, parameters(symbol));
    }

    /// The symbol around it that a spelling of Java tells; empty where there is none.
    private static String container(String symbol) {
        int tilde = symbol.lastIndexOf('~');
        return symbol.substring(0, tilde >= 0 ? tilde : Math.max(0, end(symbol)));
    }

    private static int end(String symbol) {
        int before = parameters(symbol) - 1;
        return Math.max(symbol.lastIndexOf('.', before), symbol.lastIndexOf('#', before));
    }

    private static int parameters(String symbol) {
        int bracket = symbol.indexOf('(');
        return bracket < 0 ? symbol.length() : bracket;
    }
}
