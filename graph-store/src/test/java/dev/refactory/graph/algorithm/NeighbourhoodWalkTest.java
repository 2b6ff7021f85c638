package dev.refactory.graph.algorithm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.refactory.graph.algorithm.Neighbourhood.Direction;
import dev.refactory.graph.algorithm.Neighbourhood.Edge;
import dev.refactory.graph.algorithm.Neighbourhood.Node;
import dev.refactory.graph.model.FileFacts;
import dev.refactory.graph.model.GraphView;
import dev.refactory.graph.model.Occurrence;
import dev.refactory.graph.model.Range;
import dev.refactory.graph.model.Relation;
import dev.refactory.graph.model.Role;
import dev.refactory.graph.model.SymbolInfo;
import dev.refactory.graph.model.SymbolKind;
import dev.refactory.graph.store.GraphStore;
import dev.refactory.graph.store.MemoryGraphStore;
import dev.refactory.graph.store.SnapshotKey;
import dev.refactory.graph.store.SnapshotSummary.CompileContext;
import dev.refactory.kit.tenant.TenantId;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// `A implements Runnable` with a method, `B extends A` uses it, `C` uses `B`.
class NeighbourhoodWalkTest {
    private static final GraphView GRAPH = graph();

    private static GraphView graph() {
        GraphStore store = new MemoryGraphStore();
        SnapshotKey key = new SnapshotKey(TenantId.DEFAULT, "repo_1", "a".repeat(40), "1");
        try (GraphStore.SnapshotWriter writer = store.begin(key)) {
            writer.add(file(
                    "A.java",
                    List.of(
                            type("p.A", "A.java"),
                            member("p.A#run()", "p.A", "A.java"),
                            type("java.lang.Runnable", null)),
                    List.of(at(1, "p.A", Role.DEFINITION), at(9, "java.lang.Runnable", Role.EXTENDS)),
                    new Relation("p.A", Relation.Kind.IMPLEMENTS, "java.lang.Runnable")));
            writer.add(file(
                    "B.java",
                    List.of(type("p.B", "B.java")),
                    List.of(
                            at(1, "p.B", Role.DEFINITION),
                            at(5, "p.A", Role.EXTENDS),
                            at(9, "p.A#run()", Role.CALL),
                            at(15, "p.A#run()", Role.CALL)),
                    new Relation("p.B", Relation.Kind.EXTENDS, "p.A")));
            writer.add(file(
                    "C.java",
                    List.of(type("p.C", "C.java")),
                    List.of(at(1, "p.C", Role.DEFINITION), at(5, "p.B", Role.TYPE_REFERENCE))));
            long id = writer.commit(new CompileContext(21, List.of(), List.of(), List.of()))
                    .snapshotId();
            return store.view(TenantId.DEFAULT, id);
        }
    }

    private static FileFacts file(
            String path, List<SymbolInfo> declared, List<Occurrence> occurrences, Relation... relations) {
        return new FileFacts(
                path, "0".repeat(40), "java", 3, declared, occurrences, List.of(relations), List.of(), List.of());
    }

    private static SymbolInfo type(String symbol, @Nullable String path) {
        return info(symbol, SymbolKind.CLASS, symbol.substring(0, symbol.lastIndexOf('.')), path);
    }

    private static SymbolInfo member(String symbol, String container, String path) {
        return info(symbol, SymbolKind.METHOD, container, path);
    }

    private static SymbolInfo info(String symbol, SymbolKind kind, String container, @Nullable String path) {
        String name = symbol.replaceAll("\\(.*", "").replaceAll(".*[.#]", "");
        return new SymbolInfo(symbol, kind, name, container, path, Set.of(), "", false, false);
    }

    private static Occurrence at(int start, String symbol, Role role) {
        return new Occurrence(new Range(start, start + 1), symbol, Set.of(role));
    }

    private static Neighbourhood of(String symbol, int depth, Direction direction, int maxNodes) {
        return NeighbourhoodWalk.of(GRAPH, symbol, depth, direction, maxNodes).orElseThrow();
    }

    private static List<String> edges(Neighbourhood found) {
        return found.edges().stream()
                .map(edge -> edge.from() + " " + edge.kind() + " " + edge.to()
                        + (edge.occurrences() > 1 ? " ×" + edge.occurrences() : ""))
                .toList();
    }

    @Test
    void inwardsAreUsersSubtypesAndContainers() {
        assertThat(edges(of("p.A", 1, Direction.IN, 100)))
                .containsExactly("B.java REFERENCES p.A", "p CONTAINS p.A", "p.B EXTENDS p.A");
        assertThat(edges(of("p.A#run()", 1, Direction.IN, 100)))
                .containsExactly("B.java REFERENCES p.A#run() ×2", "p.A CONTAINS p.A#run()");
    }

    @Test
    void outwardsAreSupertypesMembersAndWhatTheFileNames() {
        assertThat(edges(of("p.B", 2, Direction.OUT, 100)))
                .containsExactly(
                        "p.B EXTENDS p.A",
                        "p.B DECLARED_IN B.java",
                        "B.java REFERENCES p.A",
                        "B.java REFERENCES p.A#run() ×2",
                        "p.A CONTAINS p.A#run()",
                        "p.A IMPLEMENTS java.lang.Runnable",
                        "p.A DECLARED_IN A.java");
    }

    @Test
    void bothWaysDoNotTurnRound() {
        Neighbourhood both = of("p.B", 1, Direction.BOTH, 100);
        assertThat(both.nodes()).extracting(Node::id).containsExactly("p.B", "B.java", "C.java", "p", "p.A");
        assertThat(of("p.A", 2, Direction.IN, 100).nodes())
                .extracting(Node::id)
                .as("what else B.java names is not what depends on A")
                .doesNotContain("p.A#run()");
    }

    @Test
    void theDepthAndTheLimitHoldAndALimitThatWasMetIsSaid() {
        assertThat(of("p.B", 1, Direction.OUT, 100).nodes())
                .extracting(Node::distance)
                .containsExactly(0, 1, 1);
        Neighbourhood cut = of("p.B", 5, Direction.BOTH, 3);
        assertThat(cut.nodes()).hasSize(3);
        assertThat(cut.truncated()).isTrue();
        Set<String> ids = Set.copyOf(cut.nodes().stream().map(Node::id).toList());
        assertThat(cut.edges()).extracting(Edge::from).allMatch(ids::contains);
        assertThat(cut.edges()).extracting(Edge::to).allMatch(ids::contains);
        assertThat(of("p.B", 9, Direction.BOTH, 100).truncated()).isFalse();
    }

    @Test
    void aSymbolNobodyKnowsHasNoNeighbourhood() {
        assertThat(NeighbourhoodWalk.of(GRAPH, "p.Z", 1, Direction.BOTH, 10)).isEmpty();
    }
}
