package dev.refactory.accelerator.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.refactory.accelerator.api.InferenceService.AcceleratorStatus;
import dev.refactory.accelerator.api.Load;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class NodeViewTest {
    private static final NodeView A = NodeView.unknown(URI.create("http://a:1"));
    private static final Duration QUARANTINE = Duration.ofNanos(100);
    private static final NodeView B = NodeView.unknown(URI.create("http://b:1"));

    @Test
    void theLeastLoadedIsChosen() {
        assertThat(chosen(A.told(List.of(status("active", 3, 5)), 0), B.told(List.of(status("active", 7, 0)), 0)))
                .contains(B.uri());
        assertThat(chosen(A.sent().sent(), B.sent())).contains(B.uri());
        assertThat(chosen(A.sent().returned(), B)).contains(A.uri());
    }

    @Test
    void whatRunsAndWaitsOnAllMembersOfANodeIsItsLoad() {
        NodeView node = A.told(List.of(status("active", 1, 4), status("active", 2, 3)), 0);

        assertThat(node.load()).isEqualTo(10);
    }

    @Test
    void whoWasUnreachableIsUsedLastUntilItTellsItsStatus() {
        NodeView silent = A.unreachable();
        assertThat(chosen(silent, B.sent())).contains(B.uri());
        assertThat(chosen(silent)).as("rather than nobody").contains(A.uri());
        assertThat(chosen(silent.told(List.of(), 1), B.sent())).contains(A.uri());
        assertThat(chosen(A.failed(0, QUARANTINE), B.sent())).contains(B.uri());
        assertThat(chosen(A.failed(0, QUARANTINE).answered(), B.sent())).contains(A.uri());
    }

    @Test
    void whoFailsSeveralTimesInARowIsQuarantinedEvenThoughItTellsItsStatus() {
        NodeView twice = A.failed(0, QUARANTINE).failed(0, QUARANTINE).told(List.of(), 1);
        assertThat(twice.isDoubtful(1)).isFalse();
        NodeView often = twice.failed(10, QUARANTINE).told(List.of(), 11);
        assertThat(often.isDoubtful(109)).isTrue();
        assertThat(often.isDoubtful(110)).isFalse();
        assertThat(often.failed(110, QUARANTINE).isQuarantined(309))
                .as("doubled")
                .isTrue();
        assertThat(often.failed(110, QUARANTINE).isQuarantined(310)).isFalse();
        NodeView again = often.answered().failed(200, QUARANTINE).told(List.of(), 201);
        assertThat(again.isDoubtful(201)).as("an answer between").isFalse();
        for (int i = 0; i < 100; i++) {
            often = often.failed(0, QUARANTINE);
        }
        assertThat(often.quarantineNanos()).isEqualTo(64 * QUARANTINE.toNanos());
    }

    @Test
    void whoServesAnotherModelIsUsedLastButStillAsked() {
        NodeView other = new NodeView(A.uri(), 0, Set.of("n"), 0, 0, false, 0, NodeView.NEVER);

        assertThat(chosen(other, B.sent())).contains(B.uri());
        assertThat(chosen(other)).contains(A.uri());
        assertThat(A.told(List.of(status("draining", 0, 0)), 0).models()).isEmpty();
    }

    @Test
    void aForgottenNodeIsNotKept() {
        NodeTable table = new NodeTable();
        table.choose(List.of(A.uri(), B.uri()), Set.of(), "m", 0);
        table.update(B.uri(), NodeView::unreachable);

        table.choose(List.of(A.uri()), Set.of(), "m", 1);

        assertThat(table.choose(List.of(A.uri(), B.uri()), Set.of(A.uri()), "m", 2))
                .contains(B.uri());
        assertThat(table.choose(List.of(A.uri(), B.uri()), Set.of(), "m", 2)).contains(B.uri());
    }

    @Test
    void aStatusIsAskedForOnceAtATimeAndOnlyWhenOld() {
        NodeTable table = new NodeTable();
        List<URI> nodes = List.of(A.uri());
        table.choose(nodes, Set.of(), "m", 0);

        assertThat(table.startAsking(nodes, 10, 0)).containsExactly(A.uri());
        assertThat(table.startAsking(nodes, 10, 0)).isEmpty();
        table.update(A.uri(), view -> view.told(List.of(), 5));
        table.stopAsking(A.uri());
        assertThat(table.startAsking(nodes, 10, 15)).isEmpty();
        assertThat(table.startAsking(nodes, 10, 16)).containsExactly(A.uri());
    }

    private static Optional<URI> chosen(NodeView... nodes) {
        return NodeView.choose(List.of(nodes), "m", 0).map(NodeView::uri);
    }

    private static AcceleratorStatus status(String state, int running, int waiting) {
        return new AcceleratorStatus(
                "x", "spark-sim", true, state, List.of("m"), running, waiting, 0, 0, 0, 0, List.of(), 0, Load.NONE);
    }
}
