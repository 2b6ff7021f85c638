package dev.refactory.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What docs/operations.md says is to be copied is enough.
class RestoreTest {
    private static final Map<String, String> RENAME =
            Map.of("method", "com.acme.Shape#area(double)", "newName", "surface");

    @TempDir
    Path folder;

    @Test
    void aCopyOfThreeThingsHoldsEverythingThatIsNotWorkedOutAgain() throws Exception {
        FixtureRepository shapes = FixtureRepository.of(folder.resolve("shapes"), FixtureRepository.shapes(5));
        JsonNode job;
        String patch;
        String ledger;
        try (House house = House.start(folder.resolve("data"), "allow-path", folder.toString())) {
            job = house.user().run(shapes.folder(), "rename-method", RENAME);
            patch = house.user().patch(job);
            ledger = house.user().get("/v2/ledger").body();
        }
        for (String each : List.of("VERSION", "secrets", "postgres")) {
            copy(
                    folder.resolve("data").resolve(each),
                    folder.resolve("restored").resolve(each));
        }

        try (House house = House.start(folder.resolve("restored"), "allow-path", folder.toString())) {
            ApiUser user = house.user();
            assertThat(user.await(job.get("job_id").asText())).isEqualTo(job);
            assertThat(user.patch(job)).isEqualTo(patch).contains("surface");
            assertThat(user.get("/v2/ledger").body()).isEqualTo(ledger).contains("post");
            assertThat(user.patch(user.run(shapes.folder(), "rename-method", RENAME)))
                    .isEqualTo(patch);
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path each : all.toList()) {
                Path target = to.resolve(from.relativize(each).toString());
                Files.createDirectories(target.getParent());
                Files.copy(each, target, java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }
}
