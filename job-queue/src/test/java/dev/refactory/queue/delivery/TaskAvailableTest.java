package dev.refactory.queue.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.refactory.testkit.Seeds;
import org.junit.jupiter.api.Test;

class TaskAvailableTest {
    @Test
    void whatIsWrittenIsReadAgain() {
        Seeds.forEach(200, seed -> {
            long task = Seeds.random(seed).nextLong(1, Long.MAX_VALUE);
            assertThat(TaskAvailable.decode(new TaskAvailable(task).encode())).contains(new TaskAvailable(task));
        });
    }

    @Test
    void anythingElseIsNoMessage() {
        byte[] otherVersion = new TaskAvailable(7).encode();
        otherVersion[0] = 2;
        assertThat(TaskAvailable.decode(null)).isEmpty();
        assertThat(TaskAvailable.decode(new byte[0])).isEmpty();
        assertThat(TaskAvailable.decode(new byte[500_000])).isEmpty();
        assertThat(TaskAvailable.decode(otherVersion)).isEmpty();
        assertThat(TaskAvailable.decode(new TaskAvailable(-1).encode())).isEmpty();
    }
}
