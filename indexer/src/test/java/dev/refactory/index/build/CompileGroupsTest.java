package dev.refactory.index.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.refactory.graph.store.SnapshotSummary.CompileContext;
import dev.refactory.graph.store.SnapshotSummary.CompileContext.Jar;
import dev.refactory.graph.store.SnapshotSummary.CompileContext.Module;
import java.util.List;
import org.junit.jupiter.api.Test;

class CompileGroupsTest {
    private static final List<Jar> JARS =
            List.of(jar("g:lib:1"), jar("g:lib:2"), jar("g:other:1"), jar("g:lib:2:tests"));

    private static Jar jar(String coordinates) {
        return new Jar(coordinates, Integer.toHexString(coordinates.hashCode()));
    }

    private static Module module(String root, int release, List<Integer> jars, List<String> sees, boolean complete) {
        String in = root.isEmpty() ? "" : root + "/";
        return new Module(
                root,
                "g:" + root,
                release,
                release,
                jars,
                jars,
                sees,
                sees,
                List.of(),
                List.of(),
                List.of(in + "src/main/java"),
                List.of(in + "src/test/java"),
                complete);
    }

    private static List<CompileGroups.Group> groups(List<Module> modules, String... paths) {
        return CompileGroups.of(new CompileContext(25, JARS, List.of(), List.of(""), modules), List.of(paths))
                .groups();
    }

    @Test
    void modulesThatAgreeAreOneGroup() {
        List<CompileGroups.Group> groups = groups(
                List.of(
                        module("a", 17, List.of(0), List.of(), true),
                        module("b", 17, List.of(0, 2), List.of("a"), true)),
                "a/src/main/java/p/A.java",
                "a/src/test/java/p/ATest.java",
                "b/src/main/java/p/B.java");
        assertThat(groups).hasSize(1);
        assertThat(groups.getFirst().jars()).containsExactly(0, 2);
        assertThat(groups.getFirst().own()).hasSize(3);
        assertThat(groups.getFirst().visible()).isEmpty();
        assertThat(groups.getFirst().release()).isEqualTo(17);
    }

    @Test
    void aLibraryInTwoVersionsPartsThoseWhoHaveThem() {
        List<CompileGroups.Group> groups = groups(
                List.of(
                        module("a", 17, List.of(0), List.of(), true),
                        module("b", 17, List.of(1), List.of("a"), true),
                        module("c", 17, List.of(2, 3), List.of(), true)),
                "a/src/main/java/p/A.java",
                "b/src/main/java/p/B.java",
                "c/src/main/java/p/C.java");
        assertThat(groups).extracting(CompileGroups.Group::jars).containsExactly(List.of(0, 2, 3), List.of(1));
        assertThat(groups.getLast().visible()).containsExactly("a/src/main/java/p/A.java");
        assertThat(groups.getFirst().visible()).isEmpty();
    }

    @Test
    void aTypeOfTwoModulesPartsThemAndEachSeesItsOwn() {
        List<CompileGroups.Group> groups = groups(
                List.of(
                        module("a", 17, List.of(), List.of(), true),
                        module("b", 17, List.of(), List.of(), true),
                        module("c", 17, List.of(), List.of("b"), true)),
                "a/src/main/java/p/A.java",
                "b/src/main/java/p/A.java",
                "b/src/main/java/p/B.java",
                "c/src/main/java/p/C.java");
        assertThat(groups).hasSize(2);
        assertThat(groups.getFirst().own()).containsExactly("a/src/main/java/p/A.java", "c/src/main/java/p/C.java");
        assertThat(groups.getFirst().visible()).containsExactly("b/src/main/java/p/B.java");
        assertThat(groups.getLast().visible()).isEmpty();
    }

    @Test
    void languageLevelsAreKeptApart() {
        List<CompileGroups.Group> groups = groups(
                List.of(
                        module("old", 8, List.of(), List.of(), true),
                        module("new", 21, List.of(), List.of("old"), true)),
                "old/src/main/java/p/A.java",
                "new/src/main/java/p/B.java");
        assertThat(groups).extracting(CompileGroups.Group::release).containsExactly(21, 8);
        assertThat(groups.getFirst().visible()).containsExactly("old/src/main/java/p/A.java");
    }

    @Test
    void aModuleThatIsNotUnderstoodSeesEverythingItDoesNotDeclareItself() {
        List<CompileGroups.Group> groups = groups(
                List.of(module("a", 17, List.of(), List.of(), true), module("b", 17, List.of(), List.of(), false)),
                "a/src/main/java/p/A.java",
                "a/src/main/java/p/B.java",
                "b/src/main/java/p/B.java");
        assertThat(groups.getLast().visible()).containsExactly("a/src/main/java/p/A.java");
    }

    @Test
    void filesOutsideOfAllModulesSeeAllOfThem() {
        List<CompileGroups.Group> groups =
                groups(List.of(module("a", 17, List.of(0), List.of(), true)), "a/src/main/java/p/A.java", "x/Y.java");
        assertThat(groups).extracting(CompileGroups.Group::release).containsExactly(17, 25);
        assertThat(groups.getLast().jars()).containsExactly(0, 1, 2, 3);
        assertThat(groups.getLast().visible()).containsExactly("a/src/main/java/p/A.java");
    }

    @Test
    void withoutModulesAllIsOneGroup() {
        List<CompileGroups.Group> groups = groups(List.of(), "A.java", "b/A.java");
        assertThat(groups).hasSize(1);
        assertThat(groups.getFirst().own()).containsExactly("A.java", "b/A.java");
        assertThat(groups.getFirst().jars()).containsExactly(0, 1, 2, 3);
    }
}
