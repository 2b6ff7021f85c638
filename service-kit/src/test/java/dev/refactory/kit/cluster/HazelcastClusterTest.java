package dev.refactory.kit.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
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
    void membersGivenByNameAreFoundFromAnotherAddressThanTheirs() throws IOException {
        int port = freePort();
        try (Cluster here = HazelcastCluster.start(new ClusterSettings("names", "127.0.0.1", port, List.of()));
                Cluster there = HazelcastCluster.start(
                        new ClusterSettings("names", "127.0.0.2", freePort(), List.of("localhost:" + port)))) {
            assertThat(there.members()).hasSize(2).contains(here.self());
        }
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

    @Test
    void aProcessThatFreezesIsOutTenSecondsLater() throws Exception {
        int port = freePort();
        Cluster watcher = HazelcastCluster.start(new ClusterSettings("frozen", "127.0.0.1", port, List.of()));
        Process other = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-Xmx256m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        HazelcastClusterTest.class.getName(),
                        Integer.toString(port))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            awaitMembers(watcher, 2, 60);
            new ProcessBuilder("kill", "-STOP", Long.toString(other.pid()))
                    .start()
                    .waitFor();
            long frozen = System.nanoTime();
            awaitMembers(watcher, 1, 30);
            assertThat(TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - frozen))
                    .as("seconds until the frozen member was out")
                    .isLessThanOrEqualTo(10);
        } finally {
            other.destroyForcibly().waitFor();
            watcher.close();
        }
    }

    /// The other process: joins, and stays until it is killed.
    public static void main(String[] arguments) throws InterruptedException, IOException {
        HazelcastCluster.start(
                new ClusterSettings("frozen", "127.0.0.1", freePort(), List.of("127.0.0.1:" + arguments[0])));
        new CountDownLatch(1).await();
    }

    private static void awaitMembers(Cluster cluster, int count, int seconds) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        while (cluster.members().size() != count) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("Not " + count + " members within " + seconds + " s");
            }
            LockSupport.parkNanos(20_000_000);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
