package dev.refactory.worker.stage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.refactory.graph.store.SnapshotSummary.CompileContext;
import java.util.List;
import org.junit.jupiter.api.Test;

class SnapshotDependenciesTest {
    @Test
    void aFileHasTheJavaLevelOfItsModuleAndOfMainOrTestCode() {
        SnapshotDependencies dependencies = of(List.of(module("old", 8, 11), module("new", 21, 25)));
        assertThat(dependencies.release("old/src/main/java/A.java")).isEqualTo(8);
        assertThat(dependencies.release("old/src/test/java/ATest.java")).isEqualTo(11);
        assertThat(dependencies.release("new/src/main/java/A.java")).isEqualTo(21);
    }

    @Test
    void aFileOfNoModuleHasTheRepositorysLevel() {
        assertThat(of(List.of()).release("A.java")).isEqualTo(17);
    }

    private static SnapshotDependencies of(List<CompileContext.Module> modules) {
        return new SnapshotDependencies(
                new CompileContext(17, List.of(), List.of(), List.of(), modules), (context, numbers) -> List.of());
    }

    private static CompileContext.Module module(String root, int release, int testRelease) {
        return new CompileContext.Module(
                root,
                "g:" + root,
                release,
                testRelease,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(root + "/src/main/java"),
                List.of(root + "/src/test/java"),
                true);
    }
}
