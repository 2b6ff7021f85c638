package dev.refactory.accelerator.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.refactory.kit.problem.ErrorCode;
import dev.refactory.kit.problem.RefactoryException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class TraceReaderTest {
    private static final String HEADER = "TIMESTAMP,ContextTokens,GeneratedTokens\n";

    private static BufferedReader lines(String text) {
        return new BufferedReader(new StringReader(text));
    }

    @Test
    void tablesOfTheAzureTraces() throws IOException {
        Trace trace = TraceReader.azure(
                "t", lines(HEADER + "2023-11-16 18:15:46.6805900,374,44\n\n2023-11-16 18:15:50.9951690,396,109\n"));
        assertThat(trace.calls())
                .containsExactly(
                        new TraceCall(0, 374, 44, List.of()), new TraceCall(4_314_579_000L, 396, 109, List.of()));
    }

    @Test
    void linesOfTheMooncakeTracesInTheOrderOfTheirArrival() throws IOException {
        Trace trace = TraceReader.jsonLines("t", 512, lines("""
                        {"timestamp": 3000, "input_length": 600, "output_length": 5, "hash_ids": [7, 8]}
                        {"timestamp": 0.5, "input_length": 1, "output_length": 1, "more": "ignored"}
                        """));
        assertThat(trace.blockTokens()).isEqualTo(512);
        assertThat(trace.calls())
                .containsExactly(
                        new TraceCall(500_000, 1, 1, List.of()), new TraceCall(3_000_000_000L, 600, 5, List.of(7, 8)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2023-11-16 18:15:46,374|it has 2 cells, not 3",
                "yesterday,374,44|\"yesterday\" is no time",
                "2023-11-16 18:15:46,many,44|\"many\" is no whole number",
                "2023-11-16 18:15:46,0,44|tokens must be between 1 and 100000000",
                "2023-11-16 18:15:46,1,100000001|tokens must be between 1 and 100000000",
                "2023-11-16 18:15:45,1,1|it is earlier than the first line",
            })
    void aLineOfATableThatIsNoneIsNamed(String line, String why) {
        assertThatExceptionOfType(RefactoryException.class)
                .isThrownBy(() -> TraceReader.azure("t", lines(HEADER + "2023-11-16 18:15:46,1,1\n" + line)))
                .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_PARAMETER))
                .withMessageStartingWith("Trace t, line 3: " + why);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[1]|it is no JSON object",
                "{\"timestamp\": 1,|it is no JSON: ",
                "{\"timestamp\": -1, \"input_length\": 1, \"output_length\": 1}|timestamp must be milliseconds",
                "{\"timestamp\": 1e13, \"input_length\": 1, \"output_length\": 1}|timestamp must be milliseconds",
                "{\"input_length\": 1, \"output_length\": 1}|timestamp must be milliseconds",
                "{\"timestamp\": 1, \"output_length\": 1}|tokens must be between 1",
                "{\"timestamp\": 1, \"input_length\": 1.5, \"output_length\": 1}|tokens must be between 1",
                "{\"timestamp\": 1, \"input_length\": \"1\", \"output_length\": 1}|tokens must be between 1",
                "{\"timestamp\": \"1\", \"input_length\": 1, \"output_length\": 1}|timestamp must be milliseconds",
                "{\"timestamp\": 1, \"input_length\": 1, \"output_length\": 1, \"hash_ids\": [1.5]}|hash_ids must be",
            })
    void aLineOfJsonThatIsNoneIsNamed(String line, String why) {
        String first = "{\"timestamp\": 1, \"input_length\": 1, \"output_length\": 1}\n\n";
        assertThatExceptionOfType(RefactoryException.class)
                .isThrownBy(() -> TraceReader.jsonLines("t", 512, lines(first + line)))
                .withMessageStartingWith("Trace t, line 3: " + why);
    }

    @Test
    void sessionsTakeTheirTurnsInTheOrderOfTheLines() throws IOException {
        List<Session> sessions = TraceReader.sessions("t", lines("""
                        {"session": 7, "gap_ms": 0, "input_tokens_est": 5, "output_tokens_est": 6, "hash_ids": [1]}
                        {"session": 3, "gap_ms": 1, "input_tokens_est": 8, "output_tokens_est": 9}
                        {"session": 7, "gap_ms": 4, "input_tokens_est": 2, "output_tokens_est": 3}
                        """));
        assertThat(sessions)
                .containsExactly(
                        new Session(List.of(
                                new Session.Turn(0, 5, 6, List.of(1)), new Session.Turn(4_000_000, 2, 3, List.of()))),
                        new Session(List.of(new Session.Turn(1_000_000, 8, 9, List.of()))));
        assertThat(Traces.agentSessions()).hasSize(20);
        assertThatExceptionOfType(RefactoryException.class)
                .isThrownBy(() -> TraceReader.sessions("t", lines("{\"session\": 1, \"gap_ms\": -1}")))
                .withMessageStartingWith("Trace t, line 1: session and gap_ms must be");
        assertThatExceptionOfType(RefactoryException.class)
                .isThrownBy(() -> TraceReader.sessions("t", lines("")))
                .withMessageContaining("there is no call in it");
    }

    @Test
    void aTraceWithoutCallsIsNone() {
        assertThatExceptionOfType(RefactoryException.class)
                .isThrownBy(() -> TraceReader.jsonLines("t", 512, lines("\n")))
                .withMessageContaining("there is no call in it");
        assertThatExceptionOfType(RefactoryException.class)
                .isThrownBy(() -> TraceReader.azure("t", lines(HEADER)))
                .withMessageContaining("there is no call in it");
        assertThatExceptionOfType(RefactoryException.class)
                .isThrownBy(() -> TraceReader.azure("t", lines("a,b,c\n")))
                .withMessageContaining("line 1: the first line must be TIMESTAMP");
        assertThatExceptionOfType(RefactoryException.class)
                .isThrownBy(() -> TraceReader.jsonLines("t", 512, lines("{" + " ".repeat(TraceReader.MAX_LINE))))
                .withMessageContaining("more than 1048576 characters");
    }

    @ParameterizedTest
    @EnumSource(Traces.class)
    void thoseThatComeWithTheProduct(Traces each) {
        int expected = switch (each) {
            case AZURE_CONV -> 19_366;
            case AZURE_CODE -> 8_819;
            case MOONCAKE -> 12_031;
        };
        assertThat(each.read().calls()).hasSize(expected);
    }
}
