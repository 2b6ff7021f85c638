package dev.refactory.index.git;

import static org.assertj.core.api.Assertions.assertThat;

import dev.refactory.index.git.PatchWriter.Change;
import dev.refactory.index.git.PatchWriter.Patch;
import dev.refactory.index.git.PatchWriter.Series;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class GitCommandTest {
    private static final byte[] BEFORE = "class A {}\n".getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path temp;

    private TreeState base;
    private Series series;
    private Path roomy;

    @BeforeEach
    void makeAPatch() throws IOException {
        GitFixture origin = GitFixture.init(temp.resolve("origin"));
        origin.file("A.java", new String(BEFORE, StandardCharsets.UTF_8)).commit("one");
        roomy = Files.createDirectory(temp.resolve("roomy"));
        try (Git git = Git.open(origin.directory().toFile());
                ObjectReader reader = git.getRepository().newObjectReader()) {
            ObjectId tree = git.getRepository().resolve("HEAD^{tree}");
            base = TreeState.of(reader, tree, _ -> BEFORE);
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
        Path cramped = Files.createDirectory(temp.resolve("cramped"));
        Path failing = Files.writeString(
                temp.resolve("git"),
                "#!/bin/sh\ncase \"$*\" in *cramped*apply*) exit 128;; esac\nexec git \"$@\"\n",
                StandardCharsets.US_ASCII);
        Files.setPosixFilePermissions(failing, PosixFilePermissions.fromString("rwx------"));
        assertThat(agrees(failing.toString(), cramped)).as("git fails there").isFalse();
        assertThat(agrees(failing.toString(), cramped, roomy)).isTrue();
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
        GitCommand command = new GitCommand(List.of(roomy), "git");
        Thread.currentThread().interrupt();
        assertThat(command.agrees(base, series)).isNotEqualTo(true);
        assertThat(Thread.interrupted()).as("the interrupt is passed on").isTrue();
        assertThat(command.agrees(base, series)).isTrue();
    }

    private @Nullable Boolean agrees(Path... places) {
        return agrees("git", places);
    }

    private @Nullable Boolean agrees(String executable, Path... places) {
        return new GitCommand(List.of(places), executable).agrees(base, series);
    }
}
