package dev.refactory.graph.segment;

import dev.refactory.graph.codec.ByteReader;
import dev.refactory.graph.codec.ByteWriter;
import dev.refactory.graph.codec.Packed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Which block of a segment a key is in. Of each block it knows as much of the first key as tells
/// it from the last of the block before. Immutable.
public final class SegmentDirectory {
    private final List<byte[]> firsts;

    SegmentDirectory(List<byte[]> firsts) {
        this.firsts = List.copyOf(firsts);
    }

    /// @throws dev.refactory.kit.problem.RefactoryException `internal` when the bytes are not such
    public static SegmentDirectory of(byte[] packed) {
        ByteReader in = new ByteReader(Packed.unpack(packed));
        List<byte[]> firsts = new ArrayList<>();
        for (int i = in.count(); i > 0; i--) {
            firsts.add(in.raw(in.count()));
        }
        return new SegmentDirectory(firsts);
    }

    public byte[] toBytes() {
        ByteWriter out = new ByteWriter(32 * firsts.size());
        out.number(firsts.size());
        firsts.forEach(out::sized);
        return Packed.of(out);
    }

    public int blocks() {
        return firsts.size();
    }

    /// Bytes of heap, about.
    public int size() {
        return firsts.stream().mapToInt(each -> 24 + each.length).sum();
    }

    /// The first block that may hold keys that begin with `prefix`.
    public int first(byte[] prefix) {
        return Math.max(0, beginning(prefix, 0));
    }

    /// The last such block; before [#first] when there is none.
    public int last(byte[] prefix) {
        return beginning(Terms.after(prefix), -1);
    }

    /// The last block whose beginning compares to `key` with at most `most`; -1 when there is none.
    private int beginning(byte[] key, int most) {
        int low = 0;
        int high = firsts.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            if (Integer.signum(Arrays.compareUnsigned(firsts.get(middle), key)) <= most) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return high;
    }
}
