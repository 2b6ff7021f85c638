package dev.refactory.accelerator.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.refactory.accelerator.api.InferenceService.AcceleratorStatus;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class NodeViewTest {
    private static final NodeView A = NodeView.unknown(URI.create("http://a:1"));
    private static final NodeView B = NodeView.unknown(URI.create("http://b:1"));

    @Test
    void theLeastLoadedIsChosen() {
        assertThat(chosen(A.told(List.of(status("active", 3, 5)), 0), B.told(List.of(status("active", 7, 0)), 0)))
                .contains(B.uri());
        assertThat(chosen(A.sent().sent(), B.sent())).contains(B.uri());
        assertThat(chosen(A.sent().returned(), B)).contains(A.uri());
    }

    @Test
    void theQueueAllMembersOfANodeShareCountsOnce() {
        NodeView node = A.told(List.of(status("active", 1, 4), status("active", 2, 4)), 0);

        assertThat(node.load()).isEqualTo(7);
    }

    @Test
    void whoWasUnreachableIsUsedLastForAWhile() {
        NodeView down = A.down(100);

        assertThat(NodeView.choose(List.of(down, B.sent()), "m", 99).map(NodeView::uri))
                .contains(B.uri());
        assertThat(NodeView.choose(List.of(down, B.sent()), "m", 100).map(NodeView::uri))
                .contains(A.uri());
        assertThat(chosen(down)).contains(A.uri());
    }

    @Test
    void whoServesAnotherModelIsUsedLastButStillAsked() {
        NodeView other = new NodeView(A.uri(), 0, Set.of("n"), 0, 0, NodeView.NEVER);

        assertThat(chosen(other, B.sent())).contains(B.uri());
        assertThat(chosen(other)).contains(A.uri());
        assertThat(A.told(List.of(status("draining", 0, 0)), 0).models()).isEmpty();
    }

    @Test
    void aForgottenNodeIsNotKept() {
        NodeTable table = new NodeTable();
        table.choose(List.of(A.uri(), B.uri()), Set.of(), "m", 0);
        table.update(B.uri(), view -> view.down(1_000));

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
                "x", "spark-sim", true, state, List.of("m"), running, waiting, 0, 0, 0, 0, List.of(), 0);
    }
}
