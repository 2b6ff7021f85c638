package dev.refactory.kit.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CountedTest {
    @Test
    void oneOfThemTakesNoS() {
        assertThat(Counted.of(0, "file")).isEqualTo("0 files");
        assertThat(Counted.of(1, "file")).isEqualTo("1 file");
        assertThat(Counted.of(1602, "file")).isEqualTo("1,602 files");
    }
}
