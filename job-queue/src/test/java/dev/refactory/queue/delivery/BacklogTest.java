package dev.refactory.queue.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

class BacklogTest {
    private final Deque<CompletableFuture<Long>> asked = new ArrayDeque<>();
    private final Backlog backlog = new Backlog(10, this::ask);

    private CompletableFuture<Long> ask() {
        asked.add(new CompletableFuture<>());
        return asked.getLast();
    }

    @Test
    void nothingIsAskedWhileLittleIsThere() {
        backlog.announced(4);
        assertThat(backlog.room()).isEqualTo(6);
        assertThat(asked).isEmpty();
    }

    @Test
    void nobodyWaitsForTheAnswer() {
        backlog.announced(5);
        assertThat(backlog.room()).isEqualTo(5);
        assertThat(asked).hasSize(1);
        backlog.announced(3);
        assertThat(backlog.room()).isEqualTo(2);
        backlog.announced(2);
        assertThat(backlog.room()).isZero();
        assertThat(asked).as("one question at a time").hasSize(1);
    }

    @Test
    void whatWasAnnouncedAfterTheQuestionCountsWhateverTheAnswer() {
        backlog.announced(5);
        backlog.room();
        backlog.announced(3);
        asked.getLast().complete(1L);
        assertThat(backlog.room()).isEqualTo(10 - 1 - 3);
    }

    @Test
    void aFullBrokerIsAskedUntilThereIsRoom() {
        backlog.announced(12);
        assertThat(backlog.room()).isZero();
        asked.getLast().complete(12L);
        assertThat(backlog.room()).isZero();
        assertThat(backlog.room()).isZero();
        assertThat(asked).hasSize(2);
        asked.getLast().complete(0L);
        assertThat(backlog.room()).isEqualTo(10);
    }

    @Test
    void aQuestionThatFailedIsSaidOnceAndAskedAgain() {
        backlog.announced(10);
        backlog.room();
        asked.getLast().completeExceptionally(new TimeoutException("away"));
        assertThatThrownBy(backlog::room).isInstanceOf(KafkaException.class).hasMessage("away");
        assertThat(backlog.room()).isZero();
        assertThat(asked).hasSize(2);
    }

    @Test
    void aBrokerJustReachedIsAsNew() {
        backlog.announced(10);
        backlog.room();
        backlog.reset();
        assertThat(backlog.room()).isEqualTo(10);
        assertThatThrownBy(() -> new Backlog(0, this::ask)).isInstanceOf(IllegalArgumentException.class);
    }
}
