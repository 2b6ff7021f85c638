package dev.refactory.kit.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class MeanwhileTest {
    @Test
    void whatCameOfItIsHandedOver() {
        CountDownLatch begun = new CountDownLatch(1);
        try (Meanwhile<String> work = new Meanwhile<>("work", () -> false, _ -> {
            await(begun);
            return Thread.currentThread().getName();
        })) {
            assertThat(work.isDone()).isFalse();
            begun.countDown();
            assertThat(work.get()).isEqualTo("work");
            assertThat(work.isDone()).isTrue();
        }
    }

    @Test
    void itsFailureIsTheCallers() {
        try (Meanwhile<String> work = new Meanwhile<>("work", () -> false, _ -> {
            throw new IllegalStateException("no");
        })) {
            assertThatThrownBy(work::get)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("no");
        }
    }

    @Test
    void closingTellsItAndReturnsWhenItHasEnded() {
        AtomicBoolean ended = new AtomicBoolean();
        CountDownLatch begun = new CountDownLatch(1);
        try (Meanwhile<Boolean> _ = new Meanwhile<>("work", () -> false, stopped -> {
            begun.countDown();
            while (!stopped.getAsBoolean()) {
                Thread.onSpinWait();
            }
            ended.set(true);
            return true;
        })) {
            await(begun);
        }
        assertThat(ended).isTrue();
    }

    @Test
    void whoIsInterruptedWaitsNoLonger() {
        try (Meanwhile<Boolean> work = new Meanwhile<>("work", () -> false, stopped -> {
            while (!stopped.getAsBoolean()) {
                Thread.onSpinWait();
            }
            return true;
        })) {
            Thread.currentThread().interrupt();
            assertThatThrownBy(work::get).isInstanceOf(CancellationException.class);
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
