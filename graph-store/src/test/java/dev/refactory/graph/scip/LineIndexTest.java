package dev.refactory.graph.scip;

import static org.assertj.core.api.Assertions.assertThat;

import dev.refactory.graph.model.SourceText;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// From offsets to lines and back.
class LineIndexTest {
    /// Every kind of line end, and characters of one to four bytes.
    private static final String TEXT = "a\u00e9\u4e2d\ud83d\ude80b\nc\r\n\rd\u00e9\n";

    private final LineIndex lines = new LineIndex(TEXT);

    @Test
    void linesAreThoseOfFindings() {
        SourceText source = new SourceText(TEXT, StandardCharsets.UTF_8);
        for (int offset = 0; offset <= TEXT.length(); offset++) {
            assertThat(lines.lineOf(offset) + 1).as("at " + offset).isEqualTo(source.lineOf(offset));
        }
        assertThat(lines.lines()).isEqualTo(4);
        assertThat(new LineIndex("").lines()).isZero();
        assertThat(new LineIndex("a").lines()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void aPositionInAnyEncodingIsTheSameOffset(PositionEncoding encoding) {
        for (int line = 0; line < 4; line++) {
            for (int offset = lines.start(line); offset < lines.start(line + 1); offset++) {
                if (!Character.isLowSurrogate(TEXT.charAt(offset))) {
                    int units = units(TEXT.substring(lines.start(line), offset), encoding);
                    assertThat(lines.offset(line, units, encoding))
                            .as(line + ":" + units)
                            .isEqualTo(offset);
                }
            }
        }
    }

    private static int units(String text, PositionEncoding encoding) {
        return switch (encoding) {
            case UTF8 -> text.getBytes(StandardCharsets.UTF_8).length;
            case UTF16 -> text.length();
            case UTF32 -> text.codePointCount(0, text.length());
        };
    }

    @Test
    void whatIsNoPlaceInTheTextIsOutside() {
        assertThat(lines.offset(4, 0, PositionEncoding.UTF16)).isEqualTo(TEXT.length());
        assertThat(lines.offset(5, 0, PositionEncoding.UTF16)).isEqualTo(LineIndex.OUTSIDE);
        assertThat(lines.offset(-1, 0, PositionEncoding.UTF16)).isEqualTo(LineIndex.OUTSIDE);
        assertThat(lines.offset(0, -1, PositionEncoding.UTF16)).isEqualTo(LineIndex.OUTSIDE);
        assertThat(lines.offset(1, 4, PositionEncoding.UTF16)).isEqualTo(LineIndex.OUTSIDE);
        assertThat(lines.offset(0, Integer.MAX_VALUE, PositionEncoding.UTF8)).isEqualTo(LineIndex.OUTSIDE);
        assertThat(lines.offset(0, 2, PositionEncoding.UTF8))
                .as("within a character")
                .isEqualTo(LineIndex.OUTSIDE);
        assertThat(lines.offset(0, 3, PositionEncoding.UTF8)).isEqualTo(2);
    }
}
