package dev.refactory.graph.codec;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/// A table of sorted spellings: of each only what it does not share with the one before, and the
/// lengths apart from the text, which deflates better so.
final class Spellings {
    private Spellings() {}

    static void write(ByteWriter out, Collection<String> sorted) {
        ByteWriter texts = new ByteWriter();
        ByteWriter lengths = new ByteWriter();
        byte[] before = {};
        for (String spelling : sorted) {
            byte[] bytes = spelling.getBytes(StandardCharsets.UTF_8);
            int mismatch = Arrays.mismatch(before, bytes);
            int shared = mismatch < 0 ? bytes.length : mismatch;
            lengths.number(shared).number(bytes.length - shared);
            texts.raw(bytes, shared, bytes.length);
            before = bytes;
        }
        out.number(sorted.size()).sized(texts).raw(lengths);
    }

    static List<String> read(ByteReader in) {
        int count = in.count();
        ByteReader texts = in.sized();
        List<String> spellings = new ArrayList<>(Math.min(count, 1 << 16));
        byte[] before = {};
        long all = 0;
        for (int i = 0; i < count; i++) {
            int shared = in.number();
            byte[] rest = texts.raw(in.number());
            if (shared > before.length) {
                throw ByteReader.damaged("a spelling that shares more than there is");
            }
            all += shared;
            if (all > MOST_SHARED) {
                throw ByteReader.damaged("more of spellings than a file has");
            }
            byte[] bytes = Arrays.copyOf(before, shared + rest.length);
            System.arraycopy(rest, 0, bytes, shared, rest.length);
            spellings.add(new String(bytes, StandardCharsets.UTF_8));
            before = bytes;
        }
        return spellings;
    }

    /// A few bytes may say of a long text that it is shared, many times over.
    private static final long MOST_SHARED = 1L << 30;
}
