package dev.refactory.worker.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class TokenCounterTest {
    private final TokenCounter tokens = new TokenCounter();

    @Test
    void countsInO200kBase() {
        assertThat(tokens.count("hello world")).isEqualTo(2);
        assertThat(tokens.count("")).isZero();
    }

    @Test
    void textThatLooksLikeAControlTokenIsPlainText() {
        assertThat(tokens.count("<|endoftext|>")).isGreaterThan(1);
    }

    @Test
    void aBlobIsCountedOnceForItsContent() {
        AtomicInteger asked = new AtomicInteger();
        for (int i = 0; i < 2; i++) {
            int count = tokens.countBlob("some blob", () -> {
                asked.incrementAndGet();
                return "hello world";
            });
            assertThat(count).isEqualTo(2);
        }
        assertThat(asked).hasValue(1);
    }
}
