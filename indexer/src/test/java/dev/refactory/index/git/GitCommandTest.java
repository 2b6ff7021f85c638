package dev.refactory.index.git;

import static org.assertj.core.api.Assertions.assertThat;

import dev.refactory.index.git.PatchWriter.Change;
import dev.refactory.index.git.PatchWriter.Patch;
import dev.refactory.index.git.PatchWriter.Series;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.lib.ObjectReader;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class GitCommandTest {
    /// The longest path that Linux takes.
    private static final int LONGEST = 4_095;

    @TempDir
    Path temp;

    private Path repository;
    private TreeState base;
    private Series series;
    private Path roomy;

    @BeforeEach
    void makeAPatch() throws IOException {
        GitFixture origin = GitFixture.init(temp.resolve("origin"));
        origin.file("A.java", "class A {}\n").commit("one");
        repository = origin.directory().resolve(".git");
        roomy = Files.createDirectory(temp.resolve("roomy"));
        try (Git git = Git.open(repository.toFile());
                ObjectReader reader = git.getRepository().newObjectReader()) {
            base = TreeState.of(reader, git.getRepository().resolve("HEAD^{tree}"));
            byte[] changed = "class A { int a; }\n".getBytes(StandardCharsets.UTF_8);
            series = PatchSeries.of(base, List.of(new Change(Map.of("A.java", changed), Map.of())));
        }
    }

    @Test
    void aPatchThatComesToItsResultIsAgreedToAndNothingStaysBehind() throws IOException {
        assertThat(agrees(roomy)).isTrue();
        assertThat(roomy).isEmptyDirectory();
    }

    @Test
    void aPlaceWithoutRoomIsNotTakenForDisagreement() throws IOException {
        Path cramped = cramped();
        assertThat(agrees(cramped)).as("git fails there").isFalse();
        assertThat(agrees(cramped, roomy)).isTrue();
        assertThat(cramped).isEmptyDirectory();
    }

    @Test
    void aPlaceThatIsNoneIsPassedOver() throws IOException {
        Path file = Files.createFile(temp.resolve("file"));
        assertThat(agrees(file)).as("nobody was asked").isNull();
        assertThat(agrees(file, roomy)).isTrue();
    }

    @Test
    void disagreementIsHeardInTheLastPlaceToo() throws IOException {
        Patch good = series.whole();
        Patch lying = new Patch(good.diff(), base.treeId().name(), 1, 1, 1);
        series = new Series(lying, List.of(lying));
        assertThat(agrees(roomy, roomy)).isFalse();
    }

    @Test
    void anInterruptedQuestionIsAskedAgainTheNextTime() {
        GitCommand command = new GitCommand(List.of(roomy));
        Thread.currentThread().interrupt();
        assertThat(command.agrees(repository, base, series)).isNotEqualTo(true);
        assertThat(Thread.interrupted()).as("the interrupt is passed on").isTrue();
        assertThat(command.agrees(repository, base, series)).isTrue();
    }

    private @Nullable Boolean agrees(Path... places) {
        return new GitCommand(List.of(places)).agrees(repository, base, series);
    }

    /// An index has room there, an object has not: its path would be too long.
    private Path cramped() throws IOException {
        int scratch = LONGEST - "/objects/ab/tmp_obj_abcdef".length() + 1;
        int place = scratch - "/refactory-git-".length() - 20;
        Path path = temp.resolve("cramped");
        while (path.toString().length() < place) {
            int left = place - path.toString().length() - 1;
            path = path.resolve("d".repeat(Math.max(1, Math.min(200, left == 201 ? 199 : left))));
        }
        return Files.createDirectories(path);
    }
}
