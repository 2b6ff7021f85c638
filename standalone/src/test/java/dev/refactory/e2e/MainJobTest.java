package dev.refactory.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.refactory.kit.json.Json;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a developer submits every day: renames in plain words, several in one job, quoted before,
/// answered again for nothing, of repositories on disk and uploaded ones.
class MainJobTest {
    private static final int USERS = 12;
    private static final String TWO_RENAMES =
            "Rename class com.acme.Square to Quadrat, then rename method com.acme.Shape#area(double) to surface.";

    @TempDir
    static Path folder;

    private static House house;
    private static FixtureRepository shapes;

    @BeforeAll
    static void start() throws Exception {
        house = House.start(folder.resolve("data"));
        shapes = FixtureRepository.of(folder.resolve("shapes"), files());
    }

    @AfterAll
    static void stop() {
        house.close();
    }

    private static Map<String, byte[]> files() {
        Map<String, byte[]> files = new LinkedHashMap<>(FixtureRepository.shapes(USERS));
        files.put(
                "src/main/resources/META-INF/services/com.acme.Shape",
                "com.acme.Square # the only one\n".getBytes(StandardCharsets.UTF_8));
        files.put(
                "src/main/java/com/acme/Old.java",
                "package com.acme;\nclass Old {\n    @Deprecated static void go() {}\n}\n".getBytes());
        files.put(
                "src/main/java/com/acme/New.java",
                "package com.acme;\nclass New {\n    void t() { Old.go(); }\n}\n".getBytes());
        return files;
    }

    @Test
    void plainWordsBecomeASeriesOfCommitsEachOfWhichCompiles() throws Exception {
        ObjectNode request = ApiUser.words(shapes.folder(), TWO_RENAMES);
        JsonNode job = house.user().await(house.user().submit(request));

        assertThat(job.path("status").asText()).as("%s", job).isEqualTo("succeeded");
        assertThat(job.path("plan").path("steps")).as("%s", job).hasSize(2);
        assertThat(job.path("plan").path("instruction").asText()).isEqualTo(TWO_RENAMES);

        FixtureRepository copy = FixtureRepository.of(Files.createTempDirectory(folder, "copy"), files());
        List<byte[]> mails = mails(house.user().series(job));
        assertThat(mails).hasSize(2);
        for (byte[] mail : mails) {
            copy.git(mail, "am", "-q");
            Javac.compile(copy.folder());
        }
        assertThat(copy.git("rev-parse", "HEAD^{tree}").strip())
                .isEqualTo(job.path("result").path("result_tree").asText());
        assertThat(Files.readString(copy.folder().resolve("src/main/java/com/acme/Quadrat.java")))
                .contains("class Quadrat implements Shape", "surface(double scale)", "Unlike {@link Shape#surface");
        assertThat(Files.readString(copy.folder().resolve("src/main/resources/META-INF/services/com.acme.Shape")))
                .isEqualTo("com.acme.Quadrat # the only one\n");
    }

    private static List<byte[]> mails(String mbox) {
        List<byte[]> mails = new ArrayList<>();
        for (String mail : mbox.split("(?m)(?=^From [0-9a-f]{40} )")) {
            if (!mail.isBlank()) {
                mails.add(mail.getBytes(StandardCharsets.UTF_8));
            }
        }
        return mails;
    }

    @Test
    void theSameRequestIsAnsweredAgainWithTheSameBytesForNothing() throws Exception {
        String words = "Rename method com.acme.Shape#area(double) to extent";
        JsonNode first = house.user().await(house.user().submit(ApiUser.words(shapes.folder(), words)));
        ObjectNode again = ApiUser.words(shapes.folder(), words);
        again.putObject("metadata").put("team", "another");
        JsonNode second = house.user().await(house.user().submit(again));

        assertThat(first.path("status").asText()).as("%s", first).isEqualTo("succeeded");
        assertThat(first.path("usage").path("sau").asLong()).isPositive();
        assertThat(second.path("status").asText()).as("%s", second).isEqualTo("succeeded");
        assertThat(house.user().patch(second))
                .isEqualTo(house.user().patch(first))
                .isNotEmpty();
        assertThat(second.path("usage").path("sau").asLong()).as("%s", second).isZero();
        assertThat(second.path("result").path("cached_from").asText())
                .isEqualTo(first.path("job_id").asText());
        String ledger = house.user()
                .get("/v2/ledger?job_id=" + second.path("job_id").asText())
                .body();
        assertThat(Json.tree(ledger).path("data")).isEmpty();
    }

    @Test
    void aQuoteNamesTheMostTheJobCanCostAndChangesNothing() throws Exception {
        ObjectNode request =
                ApiUser.request(shapes.folder(), "rename-type", Map.of("type", "com.acme.Square", "newName", "Tile"));
        ApiUser.Answer asked = house.user().post("/v2/quotes", Json.write(request));
        assertThat(asked.status()).as(asked.body()).isEqualTo(202);
        JsonNode quoted = house.user().await(asked.json().path("job_id").asText());
        JsonNode done = house.user().await(house.user().submit(request));

        assertThat(quoted.path("status").asText()).as("%s", quoted).isEqualTo("succeeded");
        assertThat(quoted.path("usage").path("sau").asLong()).isZero();
        assertThat(quoted.path("quote").path("commit").asText()).hasSize(40);
        assertThat(quoted.path("plan").path("files_affected").asInt())
                .isEqualTo(done.path("result").path("files_changed").asInt());
        assertThat(done.path("usage").path("sau").asLong())
                .as("%s", done)
                .isPositive()
                .isLessThanOrEqualTo(quoted.path("quote").path("sau").asLong());

        ((ObjectNode) request.path("options")).put("max_sau", 1);
        JsonNode capped = house.user().await(house.user().submit(request));
        assertThat(capped.path("error").path("code").asText()).as("%s", capped).isEqualTo("budget_exceeded");
        assertThat(capped.path("usage").path("sau").asLong()).isZero();
    }

    @Test
    void whatIsNotCertainIsNotGuessed() throws Exception {
        ApiUser.Answer unclear = house.user()
                .post(
                        "/v2/chat/completions/spark",
                        Json.write(ApiUser.words(shapes.folder(), "Make the squares nicer")));
        assertThat(unclear.status()).isEqualTo(422);
        assertThat(unclear.json().path("code").asText()).isEqualTo("unclear_instruction");
        assertThat(unclear.json().path("detail").asText()).contains("Nearest");

        JsonNode unknown = house.user()
                .await(house.user().submit(ApiUser.words(shapes.folder(), "Rename class com.acme.Sqare to Tile")));
        assertThat(unknown.path("status").asText()).as("%s", unknown).isEqualTo("refused");
        assertThat(unknown.path("conflicts").path(0).path("message").asText()).contains("com.acme.Square");
        assertThat(unknown.path("usage").path("sau").asLong()).isZero();
    }

    @Test
    void deprecatedUsesAreFoundInPlainWords() throws Exception {
        JsonNode job = house.user()
                .await(house.user()
                        .submit(ApiUser.words(shapes.folder(), "Identify all deprecated API usages in the project")));
        assertThat(job.path("status").asText()).as("%s", job).isEqualTo("succeeded");
        JsonNode found = house.user().findings(job).path("data");
        assertThat(found).hasSize(1);
        assertThat(found.path(0).path("file").asText()).isEqualTo("src/main/java/com/acme/New.java");
        assertThat(found.path(0).path("line").asInt()).isEqualTo(3);
    }

    @Test
    void aParsedPatchSaysWhatWasNotProven() throws Exception {
        ObjectNode request = ApiUser.request(
                shapes.folder(), "rename-method", Map.of("method", "com.acme.Shape#area(double)", "newName", "plane"));
        ((ObjectNode) request.path("options")).put("verify", "parse");
        JsonNode job = house.user().await(house.user().submit(request));

        assertThat(job.path("status").asText()).as("%s", job).isEqualTo("succeeded");
        JsonNode proof = job.path("result").path("verification");
        assertThat(proof.path("parses").asBoolean()).isTrue();
        assertThat(proof.path("bindings_preserved").isNull()).as("%s", proof).isTrue();
        assertThat(proof.path("new_compile_errors").isNull()).isTrue();
    }

    @Test
    void anUploadedRepositoryIsRefactoredAndDeletedWithAllThatWasMadeOfIt() throws Exception {
        FixtureRepository mine = FixtureRepository.of(folder.resolve("mine"), files());
        mine.git("bundle", "create", "../mine.bundle", "main");
        ApiUser.Answer uploaded = house.user()
                .postBytes(
                        "/v2/repositories?name=mine",
                        "application/x-git-bundle",
                        Files.readAllBytes(folder.resolve("mine.bundle")));
        assertThat(uploaded.status()).as(uploaded.body()).isEqualTo(201);
        String id = uploaded.json().path("id").asText();

        ObjectNode request =
                ApiUser.request(mine.folder(), "rename-type", Map.of("type", "com.acme.Square", "newName", "Tile"));
        request.putObject("repository_context").put("repository_id", id).put("ref", "main");
        JsonNode job = house.user().await(house.user().submit(request));
        assertThat(job.path("status").asText()).as("%s", job).isEqualTo("succeeded");
        assertThat(house.user().patch(job)).contains("rename to src/main/java/com/acme/Tile.java");
        assertThat(house.user()
                        .get("/v2/repositories/" + id + "/symbols?q=Square")
                        .body())
                .contains("com.acme.Square");

        assertThat(house.user().delete("/v2/repositories/" + id).status()).isBetween(200, 204);
        assertThat(house.user().get("/v2/repositories/" + id).status()).isEqualTo(404);
        assertThat(house.user()
                        .get("/v2/jobs/" + job.path("job_id").asText() + "/patch")
                        .status())
                .isEqualTo(404);
        ApiUser.Answer gone = house.user().post("/v2/chat/completions/spark", Json.write(request));
        assertThat(gone.status()).as(gone.body()).isEqualTo(422);
        assertThat(gone.body()).contains("repository_context.repository_id");
    }
}
