package dev.refactory.index.java.wire;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Writes one payload: variable-length numbers, and strings that are spelled out only the first time.
final class Encoder {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream(1024);
    private final Map<String, Integer> strings = new HashMap<>();

    byte[] toBytes() {
        return out.toByteArray();
    }

    /// A number that is not negative, seven bits a byte, low bits first.
    void number(int value) {
        int rest = value;
        while ((rest & ~0x7f) != 0) {
            out.write(rest & 0x7f | 0x80);
            rest >>>= 7;
        }
        out.write(rest);
    }

    void flag(boolean value) {
        out.write(value ? 1 : 0);
    }

    void bytes(byte[] value) {
        number(value.length);
        out.writeBytes(value);
    }

    void string(String value) {
        Integer known = strings.get(value);
        if (known != null) {
            number(known + 1);
            return;
        }
        strings.put(value, strings.size());
        number(0);
        // A lone surrogate is a legal character of a Java string; UTF-8 has no form for it.
        boolean exact = StandardCharsets.UTF_8.newEncoder().canEncode(value);
        flag(exact);
        bytes(value.getBytes(exact ? StandardCharsets.UTF_8 : StandardCharsets.UTF_16BE));
    }

    void nullable(@Nullable String value) {
        flag(value != null);
        if (value != null) {
            string(value);
        }
    }
}
