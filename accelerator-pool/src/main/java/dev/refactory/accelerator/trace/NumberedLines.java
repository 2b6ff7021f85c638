package dev.refactory.accelerator.trace;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.refactory.kit.problem.ErrorCode;
import dev.refactory.kit.problem.RefactoryException;
import java.io.BufferedReader;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// Lines of a file, and what is wrong with the one that was read last, by its number. Holds no more of a
/// line than one may have. Not thread-safe.
public final class NumberedLines {
    /// Characters a line may have.
    public static final int MAX_LINE = 1 << 20;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final String kind;
    private final String name;
    private final BufferedReader lines;
    private int line;

    /// @param kind what the file is, as a sentence begins, for example Trace
    /// @param name of the file, for sentences
    public NumberedLines(String kind, String name, BufferedReader lines) {
        this.kind = kind;
        this.name = name;
        this.lines = lines;
    }

    /// The next line that is not blank, or null at the end.
    ///
    /// @throws RefactoryException `invalid_parameter` when it is longer than [#MAX_LINE]
    public @Nullable String next() throws IOException {
        while (true) {
            String text = line();
            line++;
            if (text == null || !text.isBlank()) {
                return text;
            }
        }
    }

    private @Nullable String line() throws IOException {
        StringBuilder text = new StringBuilder();
        int next = lines.read();
        if (next < 0) {
            return null;
        }
        while (next >= 0 && next != '\n') {
            if (text.length() == MAX_LINE) {
                line++;
                throw fault("it has more than " + MAX_LINE + " characters");
            }
            text.append((char) next);
            next = lines.read();
        }
        return text.toString();
    }

    /// A line as a JSON object.
    ///
    /// @throws RefactoryException `invalid_parameter` when it is none
    public JsonNode json(String text) {
        try {
            JsonNode node = JSON.readTree(text);
            if (node == null || !node.isObject()) {
                throw fault("it is no JSON object");
            }
            return node;
        } catch (JsonProcessingException e) {
            throw fault("it is no JSON: " + e.getOriginalMessage());
        }
    }

    /// A member that is a whole number; -1 when there is none of that name.
    public static long whole(JsonNode node, String name) {
        JsonNode value = node.path(name);
        return value.isIntegralNumber() && value.canConvertToLong() ? value.longValue() : -1;
    }

    /// What is wrong with the line that was read last.
    ///
    /// @param why the end of a sentence, without its stop
    /// @return `invalid_parameter`, to be thrown
    public RefactoryException fault(String why) {
        return new RefactoryException(
                ErrorCode.INVALID_PARAMETER, name, kind + " " + name + ", line " + line + ": " + why + ".");
    }
}
