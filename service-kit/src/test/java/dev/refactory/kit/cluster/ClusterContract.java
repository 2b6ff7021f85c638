package dev.refactory.kit.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// What holds for every cluster, seen by two of its members.
abstract class ClusterContract {
    abstract Cluster first();

    abstract Cluster second();

    @Test
    void membersSeeOneAnother() {
        assertThat(first().members()).contains(first().self(), second().self());
        assertThat(second().members()).isEqualTo(first().members());
    }

    @Test
    void aHintIsSeenByTheOther() {
        first().map("m").put("a", 1, "one");
        assertThat(second().map("m").get("a")).contains(new HintMap.Hint(1, "one"));
        assertThat(second().map("m").all()).containsKey("a");
        first().map("m").remove("a");
        assertThat(second().map("m").get("a")).isEmpty();
    }

    @Test
    void anOlderVersionNeverReplacesANewerOne() {
        first().map("m").put("b", 5, "new");
        second().map("m").put("b", 4, "old");
        assertThat(first().map("m").get("b")).contains(new HintMap.Hint(5, "new"));
        second().map("m").put("b", 6, "newer");
        assertThat(first().map("m").get("b")).contains(new HintMap.Hint(6, "newer"));
    }

    @Test
    void aReaderNeverGoesBehindWhatItHasSeen() {
        HintMap reader = second().map("m");
        first().map("m").put("c", 7, "seen");
        assertThat(reader.get("c")).isPresent();
        first().map("m").remove("c");
        first().map("m").put("c", 3, "from somebody who lags");
        assertThat(reader.get("c")).isEmpty();
    }

    @Test
    void newsReachEverybodyWhoListensAndNobodyWhoStopped() throws InterruptedException {
        var heard = new LinkedBlockingQueue<String>();
        var stopped = new LinkedBlockingQueue<String>();
        first().topic("t").subscribe(stopped::add).close();
        try (var subscription = second().topic("t").subscribe(heard::add)) {
            assertThat(subscription).isNotNull();
            first().topic("t").publish("news");
            assertThat(heard.poll(10, TimeUnit.SECONDS)).isEqualTo("news");
        }
        assertThat(stopped).isEmpty();
    }

    @Test
    void whatIsTooLargeIsDropped() {
        first().map("m").put("d", 1, "x".repeat(70_000));
        assertThat(second().map("m").get("d")).isEmpty();
    }
}
