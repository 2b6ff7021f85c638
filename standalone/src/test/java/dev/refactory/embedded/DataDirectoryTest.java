package dev.refactory.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.refactory.kit.problem.ErrorCode;
import dev.refactory.kit.problem.RefactoryException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {
    @TempDir
    Path temporary;

    @Test
    void aDirectoryOfAnotherVersionIsRefusedWithBothVersionsAndAWayOut() throws Exception {
        Path home = temporary.resolve("data");
        DataDirectory.open(home).close();
        Files.writeString(home.resolve("VERSION"), "7 postgres-99\n");

        assertThatThrownBy(() -> DataDirectory.open(home)).isInstanceOfSatisfying(RefactoryException.class, e -> {
            assertThat(e.code()).isEqualTo(ErrorCode.DATA_DIRECTORY_INCOMPATIBLE);
            assertThat(e.subject()).isEqualTo(home.toString());
            assertThat(e.sentence()).contains("7 postgres-99", DataDirectory.VERSION, "--data-dir");
        });
    }

    @Test
    void aDirectoryWithFilesOfSomebodyElseIsLeftAlone() throws Exception {
        Files.writeString(temporary.resolve("thesis.txt"), "precious");

        assertThatThrownBy(() -> DataDirectory.open(temporary))
                .isInstanceOfSatisfying(
                        RefactoryException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.DATA_DIRECTORY_INCOMPATIBLE));
        assertThat(temporary.resolve("VERSION")).doesNotExist();
    }

    @Test
    void twoCannotShareItAndTheSecondHearsWhoHoldsIt() {
        Path home = temporary.resolve("data");
        try (DataDirectory first = DataDirectory.open(home)) {
            assertThatThrownBy(() -> DataDirectory.open(first.root()))
                    .isInstanceOfSatisfying(RefactoryException.class, e -> {
                        assertThat(e.code()).isEqualTo(ErrorCode.DATA_DIRECTORY_IN_USE);
                        assertThat(e.sentence())
                                .contains("process " + ProcessHandle.current().pid());
                    });
        }
        DataDirectory.open(home).close();
    }

    @Test
    void aPortIsRememberedUntilSomebodyElseHasIt() throws Exception {
        Path home = temporary.resolve("data");
        int first;
        try (DataDirectory directory = DataDirectory.open(home)) {
            first = directory.port("postgres");
            assertThat(directory.port("kafka")).isNotEqualTo(first);
        }
        try (DataDirectory directory = DataDirectory.open(home)) {
            assertThat(directory.port("postgres")).isEqualTo(first);
            try (ServerSocket taken = new ServerSocket(first, 1, InetAddress.ofLiteral("127.0.0.1"))) {
                assertThat(directory.port("postgres")).isNotEqualTo(taken.getLocalPort());
            }
        }
    }

    @Test
    void aSecretIsMadeOnceAndKept() {
        Path home = temporary.resolve("data");
        String secret;
        try (DataDirectory directory = DataDirectory.open(home)) {
            secret = directory.secret("postgres");
            assertThat(secret).matches("[0-9a-f]{64}");
            assertThat(directory.secret("other")).isNotEqualTo(secret);
        }
        try (DataDirectory directory = DataDirectory.open(home)) {
            assertThat(directory.secret("postgres")).isEqualTo(secret);
        }
    }

    @Test
    void anInterruptedFirstStartIsNoObstacle() throws Exception {
        Path home = Files.createDirectory(temporary.resolve("data"));
        Files.writeString(home.resolve("lock"), "4711");

        DataDirectory.open(home).close();

        assertThat(home.resolve("VERSION")).hasContent(DataDirectory.VERSION);
    }

    @Test
    void aFileIsNoDirectory() throws Exception {
        Path file = Files.writeString(temporary.resolve("file"), "");
        assertThatThrownBy(() -> DataDirectory.open(file)).hasMessageContaining("name a directory");
    }
}
