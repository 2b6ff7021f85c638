package dev.refactory.graph.codec;

import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/// Bytes with the number of their format before them, deflated.
public final class Packed {
    private static final int FORMAT = 1;

    /// Facts of the largest file that is read are smaller; the bytes may come from a process that is not trusted.
    private static final int MOST = 64 << 20;

    private Packed() {}

    public static byte[] of(ByteWriter raw) {
        byte[] all = raw.toBytes();
        ByteWriter packed = new ByteWriter(all.length / 2 + 16);
        packed.raw(FORMAT).number(all.length);
        Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
        try {
            deflater.setInput(all);
            deflater.finish();
            byte[] portion = new byte[4096];
            while (!deflater.finished()) {
                packed.raw(portion, 0, deflater.deflate(portion));
            }
        } finally {
            deflater.end();
        }
        return packed.toBytes();
    }

    /// @throws dev.refactory.kit.problem.RefactoryException `internal` when these are not such
    ///     bytes
    public static byte[] unpack(byte[] packed) {
        ByteReader head = new ByteReader(packed);
        int format = head.raw();
        if (format != FORMAT) {
            throw ByteReader.damaged("a format of number " + format + ", which this version does not know");
        }
        int length = head.below(MOST);
        Inflater inflater = new Inflater(true);
        try {
            inflater.setInput(packed, head.position(), packed.length - head.position());
            // What is said of the length is believed only as far as the bytes bear it out.
            byte[] all = new byte[(int) Math.min(length, 16L * packed.length + 64)];
            int filled = 0;
            while (filled < length) {
                if (filled == all.length) {
                    all = Arrays.copyOf(all, (int) Math.min(length, 2L * all.length));
                }
                int more = inflater.inflate(all, filled, all.length - filled);
                if (more == 0) {
                    throw ByteReader.damaged("an early end");
                }
                filled += more;
            }
            return all;
        } catch (DataFormatException e) {
            throw ByteReader.damaged("something that is not deflated");
        } finally {
            inflater.end();
        }
    }
}
