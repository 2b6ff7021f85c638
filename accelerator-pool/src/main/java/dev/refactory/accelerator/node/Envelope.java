package dev.refactory.accelerator.node;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.refactory.kit.json.Json;
import dev.refactory.kit.problem.ErrorCode;
import dev.refactory.kit.problem.RefactoryException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// A JSON header and raw bytes in one body: the header's length in four bytes, most significant first, the
/// header, the bytes. Nothing in it is encoded twice.
final class Envelope {
    static final String MEDIA_TYPE = "application/vnd.refactory.inference";
    static final int MAX_HEADER_BYTES = 1 << 20;

    private Envelope() {}

    /// @param <H> the header's record
    record Opened<H>(H header, byte[] content) {}

    static byte[] seal(Object header, byte[] content) {
        byte[] json = Json.write(header).getBytes(StandardCharsets.UTF_8);
        if (json.length > MAX_HEADER_BYTES) {
            throw invalid("Its header is longer than " + MAX_HEADER_BYTES + " bytes.", null);
        }
        return ByteBuffer.allocate(Integer.BYTES + json.length + content.length)
                .putInt(json.length)
                .put(json)
                .put(content)
                .array();
    }

    /// @throws RefactoryException `invalid_request` when the bytes are not an envelope with such a header
    static <H> Opened<H> open(byte[] sealed, Class<H> header) {
        if (sealed.length < Integer.BYTES) {
            throw invalid("It is shorter than its length prefix.", null);
        }
        int length = ByteBuffer.wrap(sealed).getInt();
        if (length < 0 || length > MAX_HEADER_BYTES || length > sealed.length - Integer.BYTES) {
            throw invalid("Its header length of " + length + " does not fit.", null);
        }
        try {
            H read = Json.mapper().readValue(sealed, Integer.BYTES, length, header);
            if (read == null) {
                throw invalid("Its header is null.", null);
            }
            return new Opened<>(read, Arrays.copyOfRange(sealed, Integer.BYTES + length, sealed.length));
        } catch (JsonProcessingException e) {
            throw invalid("Its header is not the expected JSON.", e);
        } catch (IOException e) {
            throw invalid("Its header cannot be read.", e);
        }
    }

    private static RefactoryException invalid(String what, @Nullable Throwable cause) {
        return new RefactoryException(
                ErrorCode.INVALID_REQUEST,
                "envelope",
                "The inference envelope is malformed. " + what + " Send four bytes of header length, a JSON header, "
                        + "and the input.",
                cause);
    }
}
