package dev.refactory.graph.codec;

import dev.refactory.kit.problem.ErrorCode;
import dev.refactory.kit.problem.RefactoryException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Reads what [ByteWriter] wrote. Whatever the bytes are, it ends, and takes no more memory than a
/// few times their length.
public final class ByteReader {
    private static final int LONGEST_NUMBER = 63;

    private final byte[] bytes;
    private final int end;
    private int at;

    public ByteReader(byte[] bytes) {
        this(bytes, 0, bytes.length);
    }

    public ByteReader(byte[] bytes, int start, int end) {
        this.bytes = bytes;
        this.at = start;
        this.end = end;
    }

    public boolean hasMore() {
        return at < end;
    }

    public int position() {
        return at;
    }

    public long longNumber() {
        long value = 0;
        for (int shift = 0; shift <= LONGEST_NUMBER; shift += 7) {
            int next = raw();
            value |= (long) (next & 0x7f) << shift;
            if ((next & 0x80) == 0) {
                return value;
            }
        }
        throw damaged("a number that does not end");
    }

    /// A number that an `int` holds.
    public int number() {
        long value = longNumber();
        if (value < 0 || value > Integer.MAX_VALUE) {
            throw damaged("a number that is too large");
        }
        return (int) value;
    }

    /// A number of things of which each takes at least one byte.
    public int count() {
        int count = number();
        if (count > end - at) {
            throw damaged("more things than bytes");
        }
        return count;
    }

    /// A number below `limit`.
    public int below(int limit) {
        int value = number();
        if (value >= limit) {
            throw damaged("a number out of its range");
        }
        return value;
    }

    public int raw() {
        if (at >= end) {
            throw damaged("an early end");
        }
        return bytes[at++] & 0xff;
    }

    public byte[] raw(int length) {
        int start = skip(length);
        return Arrays.copyOfRange(bytes, start, start + length);
    }

    /// @return where what was skipped begins
    public int skip(int length) {
        if (length < 0 || length > end - at) {
            throw damaged("an early end");
        }
        at += length;
        return at - length;
    }

    public String text() {
        int length = count();
        int start = skip(length);
        return new String(bytes, start, length, StandardCharsets.UTF_8);
    }

    /// A reader of the bytes whose length stands here; this one goes on after them.
    public ByteReader sized() {
        int length = count();
        int start = skip(length);
        return new ByteReader(bytes, start, start + length);
    }

    public byte[] rest() {
        return raw(end - at);
    }

    /// What was read is not what this version writes.
    public static RefactoryException damaged(String what) {
        return new RefactoryException(
                ErrorCode.INTERNAL,
                "stored facts",
                "Facts of the graph cannot be read: there is " + what
                        + ". Delete the repository's snapshots and index the commit again.");
    }
}
