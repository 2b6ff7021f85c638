package dev.refactory.graph.segment;

import dev.refactory.graph.codec.ByteReader;
import dev.refactory.graph.codec.Packed;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A block of a segment, unpacked. Immutable.
public final class SegmentBlock {
    private final byte[] bytes;

    private SegmentBlock(byte[] bytes) {
        this.bytes = bytes;
    }

    /// @throws dev.refactory.kit.problem.RefactoryException `internal` when the bytes are not such
    public static SegmentBlock of(byte[] packed) {
        return new SegmentBlock(Packed.unpack(packed));
    }

    /// Bytes of heap.
    public int size() {
        return bytes.length;
    }

    /// Hands out the entries whose keys begin with `prefix`.
    public void select(byte[] prefix, Consumer<Entry> found) {
        select(List.of(prefix), (_, entry) -> found.accept(entry));
    }

    /// Hands out the entries whose keys begin with one of `prefixes`, each with the one.
    /// @param prefixes in order; none begins with another
    public void select(List<byte[]> prefixes, BiConsumer<byte[], Entry> found) {
        Walk walk = walk();
        int next = 0;
        while (next < prefixes.size() && walk.next()) {
            while (next < prefixes.size() && passed(walk, prefixes.get(next))) {
                next++;
            }
            if (next < prefixes.size() && walk.keyBeginsWith(prefixes.get(next))) {
                found.accept(prefixes.get(next), walk.entry());
            }
        }
    }

    private static boolean passed(Walk walk, byte[] prefix) {
        return !walk.keyBeginsWith(prefix) && walk.compareKey(prefix) > 0;
    }

    Walk walk() {
        return new Walk(bytes);
    }

    /// One entry after the other.
    static final class Walk {
        private final byte[] bytes;
        private final ByteReader in;
        private byte[] key = new byte[128];
        private int keyLength;
        private int start;
        private int length;

        private Walk(byte[] bytes) {
            this.bytes = bytes;
            this.in = new ByteReader(bytes);
        }

        boolean next() {
            if (!in.hasMore()) {
                return false;
            }
            int shared = in.number();
            int more = in.count();
            if (shared > keyLength) {
                throw ByteReader.damaged("a key that shares more than there is");
            }
            if (shared + more > key.length) {
                key = Arrays.copyOf(key, Math.max(shared + more, key.length * 2));
            }
            System.arraycopy(bytes, in.skip(more), key, shared, more);
            keyLength = shared + more;
            length = in.count();
            start = in.skip(length);
            return true;
        }

        boolean keyBeginsWith(byte[] prefix) {
            return keyLength >= prefix.length && Arrays.equals(key, 0, prefix.length, prefix, 0, prefix.length);
        }

        int compareKey(byte[] other) {
            return Arrays.compareUnsigned(key, 0, keyLength, other, 0, other.length);
        }

        Entry entry() {
            return new Entry(Arrays.copyOf(key, keyLength), Arrays.copyOfRange(bytes, start, start + length));
        }

        @Nullable
        Entry nextEntry() {
            return next() ? entry() : null;
        }
    }
}
