package dev.refactory.index.java.wire;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads what [Encoder] wrote.
///
/// Every method throws `IllegalStateException`, or a subclass of `RuntimeException` of `java.nio`, on a corrupt
/// payload.
final class Decoder {
    private final ByteBuffer in;
    private final List<String> strings = new ArrayList<>();

    Decoder(byte[] payload) {
        in = ByteBuffer.wrap(payload);
    }

    int number() {
        int value = 0;
        for (int shift = 0; shift < 35; shift += 7) {
            byte b = in.get();
            value |= (b & 0x7f) << shift;
            if (b >= 0) {
                return value;
            }
        }
        throw new IllegalStateException("A number longer than five bytes");
    }

    /// A number of elements, each at least one byte long.
    int count() {
        int count = number();
        if (count < 0 || count > in.remaining()) {
            throw new BufferUnderflowException();
        }
        return count;
    }

    boolean flag() {
        return in.get() != 0;
    }

    byte[] bytes() {
        byte[] bytes = new byte[count()];
        in.get(bytes);
        return bytes;
    }

    String string() {
        int index = number();
        if (index > 0) {
            return strings.get(index - 1);
        }
        boolean exact = flag();
        String value = new String(bytes(), exact ? StandardCharsets.UTF_8 : StandardCharsets.UTF_16BE);
        strings.add(value);
        return value;
    }

    @Nullable
    String nullable() {
        return flag() ? string() : null;
    }
}
