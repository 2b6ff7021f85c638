package dev.refactory.index.git;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ScratchTest {
    @TempDir
    Path place;

    @Test
    void isOursAloneAndGoneWithEverythingInItWhenClosed() throws IOException {
        Path directory;
        try (Scratch scratch = Scratch.in(place)) {
            directory = scratch.directory();
            Files.createDirectories(directory.resolve("objects/ab"));
            Files.writeString(directory.resolve("objects/ab/cd"), "x");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory)))
                    .isEqualTo("rwx------");
        }
        assertThat(directory).doesNotExist();
    }

    @Test
    void whatAKilledProcessLeftGoesAndWhatIsInUseOrNotOursStays() throws IOException {
        Path left = Scratch.in(place).directory();
        Files.writeString(left.resolve("index"), "x");
        Path used = Scratch.in(place).directory();
        Path foreign = Files.createDirectory(place.resolve("somebody"));
        FileTime now = Files.getLastModifiedTime(used);
        Files.setLastModifiedTime(left, FileTime.from(now.toInstant().minus(Duration.ofMinutes(11))));
        Files.setLastModifiedTime(used, FileTime.from(now.toInstant().minus(Duration.ofMinutes(9))));
        Files.setLastModifiedTime(foreign, FileTime.from(now.toInstant().minus(Duration.ofDays(9))));

        Scratch.sweep(place);

        assertThat(place).isDirectoryNotContaining(left::equals);
        try (var rest = Files.list(place)) {
            assertThat(rest).containsExactlyInAnyOrder(used, foreign);
        }
    }

    @Test
    void thePlaceForTemporaryFilesIsTheLastResort() {
        assertThat(Scratch.places()).isNotEmpty().last().isEqualTo(Path.of(System.getProperty("java.io.tmpdir")));
    }
}
