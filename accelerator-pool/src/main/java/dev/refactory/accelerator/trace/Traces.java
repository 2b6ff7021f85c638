package dev.refactory.accelerator.trace;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.GZIPInputStream;

/// The public traces that come with the product; where they are from and under which licence is in the
/// README.md beside them.
public enum Traces {
    /// Chat, 58 minutes of November 2023.
    AZURE_CONV("azure_llm_2023_conv.csv.gz", 0, 0),
    /// Completion of code: long prompts, answers of a few tokens, in bursts.
    AZURE_CODE("azure_llm_2023_code.csv.gz", 0, 0),
    /// Conversations with long contexts that are sent again.
    MOONCAKE("mooncake_fast25_conversation.jsonl.gz", 512, 3_000_000_000L);

    private static final String SESSIONS = "miniswe_agent_sessions.jsonl.gz";

    private final String file;
    private final int blockTokens;
    private final long clockNanos;

    Traces(String file, int blockTokens, long clockNanos) {
        this.file = file;
        this.blockTokens = blockTokens;
        this.clockNanos = clockNanos;
    }

    /// How coarse its clock is, in nanoseconds; 0 when fine enough.
    public long clockNanos() {
        return clockNanos;
    }

    public Trace read() {
        String name = name(file);
        return from(
                file,
                lines -> blockTokens == 0
                        ? TraceReader.azure(name, lines)
                        : TraceReader.jsonLines(name, blockTokens, lines));
    }

    /// Sessions of a coding agent, 402 calls in 20 of them.
    public static List<Session> agentSessions() {
        return from(SESSIONS, lines -> TraceReader.sessions(name(SESSIONS), lines));
    }

    private static String name(String file) {
        return file.substring(0, file.indexOf('.'));
    }

    private interface Reading<T> {
        T of(BufferedReader lines) throws IOException;
    }

    private static <T> T from(String file, Reading<T> reading) {
        try (InputStream resource = Traces.class.getResourceAsStream(file)) {
            if (resource == null) {
                throw new IllegalStateException("There is no " + file);
            }
            return reading.of(
                    new BufferedReader(new InputStreamReader(new GZIPInputStream(resource), StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
