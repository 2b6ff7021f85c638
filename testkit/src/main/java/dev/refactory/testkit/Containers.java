package dev.refactory.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.opentest4j.TestAbortedException;
import org.testcontainers.DockerClientFactory;

/// Whether this run is against containers (`-Pcontainers`), and which images they are made of.
public final class Containers {
    private static final String WANTED = "refactory.test.containers";
    private static final String NAMES = ".env";

    private Containers() {}

    public static boolean wanted() {
        return Boolean.getBoolean(WANTED);
    }

    /// Aborts the test, and says so on the build's output, when no Docker engine answers.
    static void require() {
        if (!Engine.ANSWERS) {
            throw new TestAbortedException(Engine.SENTENCE);
        }
    }

    /// The image of a name such as `POSTGRES_IMAGE`: from a system property, else the environment,
    /// else the file `.env` in the project's root.
    static String image(String name) {
        String property = System.getProperty(name, System.getenv().getOrDefault(name, ""));
        if (!property.isEmpty()) {
            return property;
        }
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            if (Files.exists(at.resolve("docker-compose.yml"))) {
                return fromFile(at.resolve(NAMES), name);
            }
        }
        throw new IllegalStateException("No docker-compose.yml is above here, so no " + NAMES + " names " + name);
    }

    private static String fromFile(Path file, String name) {
        try {
            return Files.readAllLines(file).stream()
                    .filter(line -> line.startsWith(name + "="))
                    .map(line -> line.substring(name.length() + 1).strip())
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException(file + " does not name " + name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class Engine {
        static final String SENTENCE =
                "CONTAINERS: no Docker engine answers, so nothing of this module ran against containers.";
        static final boolean ANSWERS = answers();

        private static boolean answers() {
            boolean answers = DockerClientFactory.instance().isDockerAvailable();
            if (!answers) {
                System.out.println(SENTENCE);
            }
            return answers;
        }
    }
}
