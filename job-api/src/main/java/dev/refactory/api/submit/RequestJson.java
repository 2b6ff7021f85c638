package dev.refactory.api.submit;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.refactory.kit.json.Json;
import dev.refactory.kit.problem.ErrorCode;
import dev.refactory.kit.problem.RefactoryException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// A request's body: one JSON object in UTF-8, without repeated members, and nothing after it.
final class RequestJson {
    private static final ObjectReader READER = Json.mapper()
            .readerFor(JsonNode.class)
            .with(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    private RequestJson() {}

    /// @throws RefactoryException `malformed_json` with the place of the fault, or
    ///     `invalid_request` when it is no object
    static ObjectNode parse(byte[] body) {
        return parse(body, false);
    }

    /// The same for a body that holds a secret: nothing of it is repeated in an error.
    static ObjectNode parseSecret(byte[] body) {
        return parse(body, true);
    }

    private static ObjectNode parse(byte[] body, boolean secret) {
        if (body.length == 0) {
            throw malformed("The request has no body: send one JSON object.", null);
        }
        JsonNode node;
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
            node = READER.readValue(text);
        } catch (CharacterCodingException e) {
            throw malformed("The request body is not UTF-8: send JSON encoded in UTF-8.", e);
        } catch (JacksonException e) {
            var at = e.getLocation();
            String where = at == null ? "" : " at line " + at.getLineNr() + ", column " + at.getColumnNr();
            String reason = secret
                    ? "what is there is not shown"
                    : String.valueOf(e.getOriginalMessage()).lines().findFirst().orElse("");
            String shown = reason.length() > 200 ? reason.substring(0, 200) + "…" : reason;
            throw malformed(
                    "The request body is not JSON" + where + " (" + shown + "): send one JSON object.",
                    secret ? null : e);
        } catch (IOException e) {
            throw malformed("The request body cannot be read: send one JSON object.", e);
        }
        if (node instanceof ObjectNode object) {
            return object;
        }
        throw new RefactoryException(
                ErrorCode.INVALID_REQUEST, "body", "The body must be one JSON object, not " + Members.kind(node) + ".");
    }

    private static RefactoryException malformed(String sentence, @org.jspecify.annotations.Nullable Throwable cause) {
        return new RefactoryException(ErrorCode.MALFORMED_JSON, "body", sentence, cause);
    }

    /// The object with its members in alphabetical order at every depth and no blanks: equal values, equal
    /// text.
    static String canonical(JsonNode node) {
        return Json.write(Json.convert(node, Object.class));
    }

    /// SHA-256 in lower-case hex.
    static String sha256(String text) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
