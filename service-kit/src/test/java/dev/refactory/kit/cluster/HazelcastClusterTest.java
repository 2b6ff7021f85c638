package dev.refactory.kit.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class HazelcastClusterTest extends ClusterContract {
    private static Cluster first;
    private static Cluster second;

    @BeforeAll
    static void start() throws IOException {
        int firstPort = freePort();
        first = HazelcastCluster.start(new ClusterSettings("test", "127.0.0.1", firstPort, List.of()));
        second = HazelcastCluster.start(
                new ClusterSettings("test", "127.0.0.1", freePort(), List.of("127.0.0.1:" + firstPort)));
    }

    @AfterAll
    static void stop() {
        second.close();
        first.close();
    }

    @Override
    Cluster first() {
        return first;
    }

    @Override
    Cluster second() {
        return second;
    }

    @Test
    void aClusterThatIsGoneAnswersNothingAndThrowsNothing() throws IOException {
        Cluster alone = HazelcastCluster.start(new ClusterSettings("alone", "127.0.0.1", freePort(), List.of()));
        HintMap map = alone.map("m");
        HintTopic topic = alone.topic("t");
        map.put("a", 1, "one");
        alone.close();
        assertThatCode(() -> {
                    map.put("a", 2, "two");
                    map.remove("a");
                    topic.publish("news");
                })
                .doesNotThrowAnyException();
        assertThat(map.get("a")).isEmpty();
        assertThat(map.all()).isEmpty();
        assertThat(alone.members()).isEmpty();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
