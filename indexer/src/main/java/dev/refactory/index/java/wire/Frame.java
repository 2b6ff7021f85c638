package dev.refactory.index.java.wire;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// One length-prefixed record: four bytes of payload length, one byte of type, the payload.
///
/// @param type what the payload is
/// @param payload at most [#MAX_PAYLOAD] bytes
public record Frame(Type type, byte[] payload) {
    /// Bumped whenever a record changes its form; parent and child of different versions refuse each other.
    public static final int VERSION = 6;

    /// Bytes. A batch of sources stays well below it; a longer length means the stream is corrupt.
    public static final int MAX_PAYLOAD = 256 << 20;

    /// The status a child ends with when nobody has asked it anything for long.
    public static final int IDLE = 4;

    /// Sent by ordinal.
    public enum Type {
        /// Child to parent, once: version, process id, the compiler's version.
        HELLO,
        /// Parent to child: what to attribute.
        REQUEST,
        /// Child to parent, before and while it works: the indexes of headers it is about to read.
        NEED,
        /// Parent to child: the bytes of some of them.
        SUPPLY,
        /// Child to parent: which file it is at.
        PROGRESS,
        /// Child to parent: the facts of one file; of its syntax alone when that was asked.
        FACTS,
        /// Child to parent: the request is answered.
        DONE,
        /// Child to parent: the request failed; the child can take another.
        FAILED,
        /// Parent to child: what to parse only.
        PARSE,
        /// Child to parent: the facts of one file as they are stored, with its outline.
        PACKED
    }

    public void write(DataOutputStream out) throws IOException {
        out.writeInt(payload.length);
        out.writeByte(type.ordinal());
        out.write(payload);
    }

    /// The next frame, or null at the end of the stream.
    /// @throws IOException when the stream breaks off inside a frame or is not one of frames
    public static @Nullable Frame read(DataInputStream in) throws IOException {
        int first = in.read();
        if (first < 0) {
            return null;
        }
        int length = first << 24 | in.readUnsignedByte() << 16 | in.readUnsignedByte() << 8 | in.readUnsignedByte();
        int type = in.readUnsignedByte();
        if (length < 0 || length > MAX_PAYLOAD || type >= Type.values().length) {
            throw new IOException("Not a frame: length " + length + ", type " + type);
        }
        byte[] payload = new byte[length];
        in.readFully(payload);
        return new Frame(Type.values()[type], payload);
    }
}
