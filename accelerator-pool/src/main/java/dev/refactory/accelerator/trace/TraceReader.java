package dev.refactory.accelerator.trace;

import com.fasterxml.jackson.databind.JsonNode;
import dev.refactory.kit.problem.RefactoryException;
import java.io.BufferedReader;
import java.io.IOException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoField;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reads traces. A line that is none is refused with its number; calls that are not in order are put in order.
public final class TraceReader {
    /// Longer lines are no calls.
    public static final int MAX_LINE = NumberedLines.MAX_LINE;

    public static final int MAX_CALLS = 20_000_000;
    public static final int MAX_TOKENS = 100_000_000;

    /// Ten days.
    public static final long MAX_GAP_MILLIS = 864_000_000L;

    private static final String HEADER = "TIMESTAMP,ContextTokens,GeneratedTokens";
    private static final DateTimeFormatter AZURE_TIME = new DateTimeFormatterBuilder()
            .appendPattern("yyyy-MM-dd HH:mm:ss")
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
            .toFormatter();

    private final String name;
    private final NumberedLines lines;
    private int calls;

    private TraceReader(String name, BufferedReader lines) {
        this.name = name;
        this.lines = new NumberedLines("Trace", name, lines);
    }

    /// A table as in the Azure LLM inference traces of 2023: `TIMESTAMP,ContextTokens,GeneratedTokens`.
    ///
    /// @throws RefactoryException `invalid_parameter` for a line that is no call, or when there is none
    public static Trace azure(String name, BufferedReader lines) throws IOException {
        TraceReader reader = new TraceReader(name, lines);
        String header = reader.lines.next();
        if (header == null || !header.strip().equals(HEADER)) {
            throw reader.fault("the first line must be " + HEADER);
        }
        List<TraceCall> calls = new ArrayList<>();
        LocalDateTime start = null;
        for (String text = reader.lines.next(); text != null; text = reader.lines.next()) {
            String[] cells = text.strip().split(",", -1);
            if (cells.length != 3) {
                throw reader.fault("it has " + cells.length + " cells, not 3");
            }
            LocalDateTime at = reader.time(cells[0]);
            start = start == null ? at : start;
            long nanos = Duration.between(start, at).toNanos();
            calls.add(reader.call(nanos, reader.number(cells[1]), reader.number(cells[2]), List.of()));
        }
        return reader.trace(0, calls);
    }

    /// Lines of JSON as in the Mooncake traces: `timestamp` in milliseconds, `input_length`,
    /// `output_length`, and `hash_ids`, one for each block of the prompt.
    ///
    /// @param blockTokens tokens of a block
    /// @throws RefactoryException `invalid_parameter` for a line that is no call, or when there is none
    public static Trace jsonLines(String name, int blockTokens, BufferedReader lines) throws IOException {
        TraceReader reader = new TraceReader(name, lines);
        List<TraceCall> calls = new ArrayList<>();
        for (String text = reader.lines.next(); text != null; text = reader.lines.next()) {
            JsonNode node = reader.lines.json(text);
            List<Integer> blocks = reader.blocks(node);
            double millis =
                    node.path("timestamp").isNumber() ? node.path("timestamp").doubleValue() : -1;
            if (!(millis >= 0 && millis < 1e12)) {
                throw reader.fault("timestamp must be milliseconds, 0 or more");
            }
            calls.add(reader.call(
                    Math.round(millis * 1e6),
                    NumberedLines.whole(node, "input_length"),
                    NumberedLines.whole(node, "output_length"),
                    blocks));
        }
        return reader.trace(blockTokens, calls);
    }

    /// Lines of JSON with `session`, `gap_ms` since the answer before, `input_tokens_est`,
    /// `output_tokens_est` and `hash_ids`, one for each block of 128 tokens; the turns of a session one
    /// after the other.
    ///
    /// @return sessions in the order of their first turns
    /// @throws RefactoryException `invalid_parameter` for a line that is none, or when there is none
    public static List<Session> sessions(String name, BufferedReader lines) throws IOException {
        TraceReader reader = new TraceReader(name, lines);
        Map<Integer, List<Session.Turn>> turns = new LinkedHashMap<>();
        for (String text = reader.lines.next(); text != null; text = reader.lines.next()) {
            JsonNode node = reader.lines.json(text);
            long gap = NumberedLines.whole(node, "gap_ms");
            if (!node.path("session").isInt() || gap < 0 || gap > MAX_GAP_MILLIS) {
                throw reader.fault("session and gap_ms must be whole numbers, gap_ms between 0 and " + MAX_GAP_MILLIS);
            }
            TraceCall call = reader.call(
                    0,
                    NumberedLines.whole(node, "input_tokens_est"),
                    NumberedLines.whole(node, "output_tokens_est"),
                    reader.blocks(node));
            turns.computeIfAbsent(node.path("session").intValue(), session -> new ArrayList<>())
                    .add(new Session.Turn(
                            gap * 1_000_000L, call.promptTokens(), call.completionTokens(), call.prefixBlocks()));
        }
        if (turns.isEmpty()) {
            throw reader.fault("there is no call in it");
        }
        return turns.values().stream().map(Session::new).toList();
    }

    private List<Integer> blocks(JsonNode node) {
        List<Integer> blocks = new ArrayList<>();
        for (JsonNode block : node.path("hash_ids")) {
            if (!block.isInt()) {
                throw fault("hash_ids must be whole numbers");
            }
            blocks.add(block.intValue());
        }
        return blocks;
    }

    private LocalDateTime time(String cell) {
        try {
            return LocalDateTime.parse(cell, AZURE_TIME);
        } catch (DateTimeParseException e) {
            throw fault("\"" + cell + "\" is no time such as 2023-11-16 18:15:46.6805900");
        }
    }

    private long number(String cell) {
        try {
            return Long.parseLong(cell);
        } catch (NumberFormatException e) {
            throw fault("\"" + cell + "\" is no whole number");
        }
    }

    private TraceCall call(long nanos, long prompt, long completion, List<Integer> blocks) {
        if (prompt < 1 || completion < 1 || prompt > MAX_TOKENS || completion > MAX_TOKENS) {
            throw fault("tokens must be between 1 and " + MAX_TOKENS + ", and are " + prompt + " and " + completion);
        } else if (nanos < 0) {
            throw fault("it is earlier than the first line");
        } else if (++calls > MAX_CALLS) {
            throw fault("there are more than " + MAX_CALLS + " calls");
        }
        return new TraceCall(nanos, (int) prompt, (int) completion, blocks);
    }

    private Trace trace(int blockTokens, List<TraceCall> calls) {
        if (calls.isEmpty()) {
            throw fault("there is no call in it");
        }
        calls.sort(Comparator.comparingLong(TraceCall::arrivalNanos));
        return new Trace(name, blockTokens, calls);
    }

    private RefactoryException fault(String why) {
        return lines.fault(why);
    }
}
