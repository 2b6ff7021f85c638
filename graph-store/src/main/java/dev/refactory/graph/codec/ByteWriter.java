package dev.refactory.graph.codec;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Bytes that grow. Numbers are unsigned, seven bits a byte, the last byte without the high bit.
public final class ByteWriter {
    private byte[] bytes;
    private int length;

    public ByteWriter() {
        this(256);
    }

    /// @param room bytes that fit without growing
    public ByteWriter(int room) {
        bytes = new byte[Math.max(8, room)];
    }

    public ByteWriter number(long value) {
        long left = value;
        while ((left & ~0x7fL) != 0) {
            raw((int) left & 0x7f | 0x80);
            left >>>= 7;
        }
        return raw((int) left);
    }

    public ByteWriter raw(int value) {
        reserve(1);
        bytes[length++] = (byte) value;
        return this;
    }

    public ByteWriter raw(byte[] from, int start, int end) {
        reserve(end - start);
        System.arraycopy(from, start, bytes, length, end - start);
        length += end - start;
        return this;
    }

    public ByteWriter raw(byte[] all) {
        return raw(all, 0, all.length);
    }

    public ByteWriter raw(ByteWriter other) {
        return raw(other.bytes, 0, other.length);
    }

    /// A text with its length before it; of a text that [StorableText] has made storable.
    public ByteWriter text(String text) {
        return sized(text.getBytes(StandardCharsets.UTF_8));
    }

    /// Bytes with their length before them.
    public ByteWriter sized(byte[] all) {
        return number(all.length).raw(all);
    }

    public ByteWriter sized(ByteWriter other) {
        return number(other.length).raw(other);
    }

    private void reserve(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(length + more, bytes.length + (bytes.length >> 1)));
        }
    }

    public int length() {
        return length;
    }

    /// How many bytes of heap it holds.
    public int room() {
        return bytes.length;
    }

    public void clear() {
        length = 0;
    }

    public byte[] toBytes() {
        return Arrays.copyOf(bytes, length);
    }
}
