package dev.refactory.graph.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class SourceTextTest {
    private static final SourceText UTF_8 = SourceText.decode("class Ä {}".getBytes(StandardCharsets.UTF_8));
    private static final SourceText LATIN_1 = SourceText.decode("class Ä {}".getBytes(StandardCharsets.ISO_8859_1));

    @Test
    void anEditIsWrittenInTheCharsetOfItsFile() {
        String edited = "class Ö { /* ? */ }";
        assertThat(UTF_8.encode(edited)).isEqualTo(edited.getBytes(StandardCharsets.UTF_8));
        assertThat(LATIN_1.encode(edited)).isEqualTo(edited.getBytes(StandardCharsets.ISO_8859_1));
    }

    @Test
    void bytesThatAreNoUtf8AreLatin1AndNothingIsLost() {
        for (byte[] bytes : new byte[][] {{'a', (byte) 0xc4}, {(byte) 0xed, (byte) 0xa0, (byte) 0x80}, {}}) {
            SourceText text = SourceText.decode(bytes);
            assertThat(text.encode(text.text())).isEqualTo(bytes);
            assertThat(text.charset())
                    .isEqualTo(bytes.length == 0 ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1);
        }
        SourceText replacement = SourceText.decode("\ufffd".getBytes(StandardCharsets.UTF_8));
        assertThat(replacement.text()).isEqualTo("\ufffd");
        assertThat(replacement.charset()).isEqualTo(StandardCharsets.UTF_8);
    }

    @Test
    void whatTheCharsetCannotWriteIsRefusedNotReplaced() {
        assertThat(UTF_8.encode("class € {}")).hasSize(12);
        assertThatThrownBy(() -> LATIN_1.encode("class € {}"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("ISO-8859-1");
        assertThatThrownBy(() -> UTF_8.encode("class \ud800 {}"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("UTF-8");
    }
}
