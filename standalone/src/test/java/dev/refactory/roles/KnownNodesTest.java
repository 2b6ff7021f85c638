package dev.refactory.roles;

import static org.assertj.core.api.Assertions.assertThat;

import dev.refactory.kit.cluster.HintMap;
import dev.refactory.kit.cluster.MemoryCluster;
import dev.refactory.testkit.VirtualClock;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class KnownNodesTest {
    private static final URI NODE = URI.create("http://127.0.0.1:8090");

    private final HintMap hints = new MemoryCluster(new MemoryCluster.Room(), "me").map("nodes");
    private final VirtualClock clock = new VirtualClock();
    private final KnownNodes known = new KnownNodes(hints, clock::nanos);

    @Test
    void aNodeIsKnownOnceItWasAnnounced() {
        known.runOnce();
        assertThat(known.now()).isEmpty();

        announce();
        known.runOnce();

        assertThat(known.now()).containsExactly(NODE);
    }

    @Test
    void aNodeWhoseHintIsLostStaysKnownUntilItCouldHaveRepeatedIt() {
        announce();
        known.runOnce();
        hints.remove("p");

        clock.advance(KnownNodes.MEMORY);
        known.runOnce();
        assertThat(known.now()).containsExactly(NODE);

        clock.advance(Duration.ofNanos(1));
        known.runOnce();
        assertThat(known.now()).isEmpty();
    }

    @Test
    void aNodeThatRepeatsItselfStaysKnown() {
        for (int i = 0; i < 5; i++) {
            announce();
            known.runOnce();
            clock.advance(KnownNodes.MEMORY);
        }
        known.runOnce();
        assertThat(known.now()).containsExactly(NODE);
    }

    private void announce() {
        hints.put("p", 1, NODE.toString());
    }
}
