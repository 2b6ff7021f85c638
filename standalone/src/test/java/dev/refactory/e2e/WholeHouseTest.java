package dev.refactory.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.refactory.kit.json.Json;
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

/// A job walks through the house: everything `./refactory up` starts, used over HTTP.
class WholeHouseTest {
    private static final int USERS = 70;

    @TempDir
    static Path folder;

    private static House house;
    private static FixtureRepository shapes;

    @BeforeAll
    static void start() throws Exception {
        house = House.start(folder.resolve("data"));
        shapes = FixtureRepository.of(folder.resolve("shapes"), FixtureRepository.shapes(USERS));
    }

    @AfterAll
    static void stop() {
        house.close();
    }

    @Test
    void findUsagesAnswersEveryPlaceAndNoPatch() throws Exception {
        JsonNode job =
                house.user().run(shapes.folder(), "find-usages", Map.of("symbol", "com.acme.Square#areaOf(double)"));

        assertThat(job.get("status").asText()).as("%s", job).isEqualTo("succeeded");
        assertThat(job.get("result").get("files_changed").asInt()).isZero();
        assertThat(house.user().patch(job)).isEmpty();
        JsonNode findings = house.user().findings(job).get("data");
        assertThat(findings)
                .anySatisfy(found -> {
                    assertThat(found.get("file").asText()).isEqualTo("src/main/java/com/acme/user/User000.java");
                    assertThat(found.get("line").asInt()).isEqualTo(8);
                    assertThat(found.get("column").asInt()).isEqualTo(72);
                })
                .anySatisfy(found -> assertThat(found.get("file").asText()).endsWith("Square.java"))
                .hasSize(USERS + 1);
    }

    @Test
    void renameMethodGivesAPatchThatGitAppliesAndJavacCompiles() throws Exception {
        JsonNode job = renameArea();

        assertThat(job.get("status").asText()).as("%s", job).isEqualTo("succeeded");
        JsonNode verification = job.get("result").get("verification");
        for (String proof :
                List.of("applies", "reverses", "git_agrees", "parses", "bindings_preserved", "idempotent")) {
            assertThat(verification.get(proof).asBoolean()).as(proof).isTrue();
        }
        assertThat(verification.get("new_compile_errors").asInt()).isZero();
        assertThat(job.get("result").get("files_changed").asInt()).isEqualTo(USERS + 3);

        FixtureRepository copy =
                FixtureRepository.of(Files.createTempDirectory(folder, "copy"), FixtureRepository.shapes(USERS));
        copy.git(house.user().patch(job).getBytes(java.nio.charset.StandardCharsets.UTF_8), "apply", "--index");
        assertThat(copy.git("write-tree").strip())
                .isEqualTo(job.get("result").get("result_tree").asText());
        Javac.compile(copy.folder());
        String square = Files.readString(copy.folder().resolve("src/main/java/com/acme/Square.java"));
        assertThat(square)
                .contains("public double surface(double scale)", "public double area() {", "return surface(1);")
                .contains("{@link Shape#surface(double) the general one}");
    }

    @Test
    void oneJobHasOneBillWithTheInputsOfItsFormula() throws Exception {
        JsonNode job = renameArea();

        JsonNode ledger = house.user()
                .get("/v2/ledger?job_id=" + job.get("job_id").asText())
                .json();
        List<JsonNode> posts = new ArrayList<>();
        ledger.get("data").forEach(line -> {
            if (line.get("kind").asText().equals("post")) {
                posts.add(line);
            }
        });
        assertThat(posts).hasSize(1);
        double thousands = posts.getFirst().get("indexed_lines").asLong() / 1000.0;
        double complexity = posts.getFirst().get("complexity").asDouble();
        long expected = Math.max(5, Math.round(5 * complexity * Math.pow(Math.max(1, thousands / 10), 0.8228)));
        assertThat(job.get("usage").get("sau").asLong()).isEqualTo(expected).isEqualTo(8);
    }

    @Test
    void anUnsafeRenameIsRefusedWithItsReasonAndCostsNothing() throws Exception {
        JsonNode job = house.user()
                .run(
                        shapes.folder(),
                        "rename-method",
                        Map.of("method", "com.acme.Shape#area(double)", "newName", "int"));
        assertThat(job.get("status").asText()).as("%s", job).isEqualTo("refused");
        assertThat(job.get("conflicts").get(0).get("kind").asText()).isEqualTo("invalid-name");
        assertThat(job.get("usage").get("sau").asLong()).isZero();

        JsonNode clash = house.user()
                .run(shapes.folder(), "rename-method", Map.of("method", "com.acme.Square#area()", "newName", "twice"));
        assertThat(clash.get("status").asText()).as("%s", clash).isEqualTo("refused");
        assertThat(clash.get("conflicts")).isNotEmpty().allSatisfy(conflict -> {
            assertThat(conflict.get("file").asText()).endsWith(".java");
            assertThat(conflict.get("line").asInt()).isPositive();
            assertThat(conflict.get("message").asText()).contains("twice");
        });
    }

    /// At the pace of the simulated device requests pile up, as they do on a busy real one.
    @Test
    void batchesHoldRequestsOfSeveralTasksAndJobs() throws Exception {
        try (House paced = House.start(folder.resolve("paced"), "pace", "real", "accelerator.members", "1")) {
            List<String> jobs = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                jobs.add(paced.user()
                        .submit(ApiUser.request(shapes.folder(), "find-usages", Map.of("symbol", "com.acme.Shape"))));
            }
            for (String job : jobs) {
                assertThat(paced.user().await(job).get("status").asText()).isEqualTo("succeeded");
            }
            JsonNode member =
                    paced.user().get("/v2/accelerators").json().get("data").get(0);
            assertThat(member.get("simulated").asBoolean()).isTrue();
            assertThat(member.get("max_batch_size").asInt()).as("%s", member).isGreaterThan(1);
            assertThat(member.get("batches_by_distinct_jobs").size())
                    .as("batches that hold requests of more than one job: %s", member)
                    .isGreaterThan(1);
        }
    }

    @Test
    void kafkaDeliversAndPollingDoesNotDoItsWork() throws Exception {
        renameArea();
        String metrics = house.user().get("/metrics").body();
        double kafka = Metrics.sum(metrics, "refactory_tasks_claimed_total", "source=\"kafka\"");
        double poll = Metrics.sum(metrics, "refactory_tasks_claimed_total", "source=\"poll\"");
        assertThat(kafka).isPositive();
        assertThat(kafka).as("claims: %s by Kafka, %s by polling", kafka, poll).isGreaterThan(poll);
    }

    @Test
    void simulatedTimeIsReportedApartFromMeasuredTime() throws Exception {
        JsonNode job = renameArea();
        assertThat(job.get("usage").has("wall_ms")).isTrue();
        assertThat(job.get("usage").get("simulated_device_ms").asLong()).isPositive();
    }

    @Test
    void aManifestIsARepositoryToo() throws Exception {
        ObjectNode request = ApiUser.request(shapes.folder(), "find-usages", Map.of("symbol", "A#m()"));
        ObjectNode context = request.putObject("repository_context");
        ObjectNode file = context.putArray("files").addObject();
        file.put("path", "A.java");
        file.put("content", "class A { void m() { m(); } }\n");
        JsonNode job = house.user().await(house.user().submit(request));
        assertThat(job.get("status").asText()).as("%s", job).isEqualTo("succeeded");
        assertThat(job.get("result").get("findings").asInt()).isEqualTo(2);
    }

    @Test
    void aRepositoryOfHostileFilesStillAnswersForItsGoodOnes() throws Exception {
        Map<String, byte[]> files = new LinkedHashMap<>(FixtureRepository.shapes(1));
        files.put("src/main/java/com/acme/Broken.java", "package com.acme; class Broken { void m( { } }".getBytes());
        files.put("src/main/java/com/acme/Latin.java", new byte[] {
            '/', '/', ' ', (byte) 0xE9, '\n', 'c', 'l', 'a', 's', 's', ' ', 'L', 'a', 't', 'i', 'n', '{', '}'
        });
        String deep = "class Deep { int x = " + "(".repeat(20_000) + "1" + ")".repeat(20_000) + "; }";
        files.put("src/main/java/Deep.java", deep.getBytes());
        files.put("pom.xml", """
                <project><modelVersion>4.0.0</modelVersion><groupId>g</groupId><artifactId>a</artifactId>
                <version>1</version><dependencies><dependency><groupId>no.such</groupId><artifactId>thing</artifactId>
                <version>9.9.9</version></dependency></dependencies></project>
                """.getBytes());
        FixtureRepository hostile = FixtureRepository.of(folder.resolve("hostile"), files);

        JsonNode job =
                house.user().run(hostile.folder(), "find-usages", Map.of("symbol", "com.acme.Square#areaOf(double)"));

        assertThat(job.get("status").asText()).as("%s", job).isEqualTo("succeeded");
        assertThat(job.get("result").get("findings").asInt()).isEqualTo(2);
        assertThat(job.get("result").get("skipped_files").toString())
                .contains("src/main/java/com/acme/Broken.java", "src/main/java/com/acme/Latin.java");
        assertThat(job.get("result").get("unresolved_dependencies").toString()).contains("no.such:thing");
    }

    @Test
    void whatCannotBeDoneSaysSoByName() throws Exception {
        Path missing = folder.resolve("nowhere");
        ApiUser.Answer nowhere = house.user()
                .post(
                        "/v2/chat/completions/spark",
                        Json.write(ApiUser.request(missing, "find-usages", Map.of("symbol", "A"))));
        assertThat(nowhere.status()).isEqualTo(422);
        assertThat(nowhere.json().get("code").asText()).isEqualTo("repository_not_found");
        assertThat(nowhere.body()).contains("There is no Git repository at " + missing);

        FixtureRepository empty = FixtureRepository.empty(folder.resolve("empty"));
        assertFailed(
                house.user().run(empty.folder(), "find-usages", Map.of("symbol", "A")), "repository_empty", "empty");

        ObjectNode wrongRef = ApiUser.request(shapes.folder(), "find-usages", Map.of("symbol", "com.acme.Shape"));
        ((ObjectNode) wrongRef.get("repository_context")).put("ref", "mian");
        assertFailed(house.user().await(house.user().submit(wrongRef)), "unknown_ref", "mian");

        JsonNode unknown = house.user().run(shapes.folder(), "find-usages", Map.of("symbol", "com.acme.Sqare"));
        assertThat(unknown.get("status").asText()).isEqualTo("refused");
        assertThat(unknown.get("conflicts").get(0).get("kind").asText()).isEqualTo("not-found");
        assertThat(unknown.get("conflicts").get(0).get("message").asText()).contains("com.acme.Square");

        JsonNode ambiguous = house.user()
                .run(shapes.folder(), "rename-method", Map.of("method", "com.acme.Square#area", "newName", "surface"));
        assertThat(ambiguous.get("conflicts").get(0).get("kind").asText()).isEqualTo("ambiguous-symbol");

        ApiUser.Answer recipe = house.user()
                .post(
                        "/v2/chat/completions/spark",
                        Json.write(ApiUser.request(shapes.folder(), "renam-method", Map.of())));
        assertThat(recipe.status()).isEqualTo(422);
        assertThat(recipe.json().get("code").asText()).isEqualTo("unknown_recipe");
        assertThat(recipe.json().get("detail").asText()).contains("rename-method");
    }

    @Test
    void theSameRequestGivesTheSamePatchAfterARestartAndWithAnyNumberOfWorkers() throws Exception {
        Path data = folder.resolve("other-data");
        List<String> patches = new ArrayList<>();
        for (int workers : new int[] {1, 2, 8}) {
            try (House other = House.start(data, "worker.slots", "" + workers)) {
                JsonNode job = other.user()
                        .run(
                                shapes.folder(),
                                "rename-method",
                                Map.of("method", "com.acme.Shape#area(double)", "newName", "surface"));
                assertThat(job.get("status").asText()).as("%s", job).isEqualTo("succeeded");
                patches.add(job.get("result").get("patch_sha256").asText());
                assertThat(other.user().get("/v2/jobs").json().get("data"))
                        .as("jobs survive a restart")
                        .hasSize(patches.size());
            }
        }
        patches.add(renameArea().get("result").get("patch_sha256").asText());
        assertThat(patches).hasSize(4).containsOnly(patches.getFirst());
    }

    private static JsonNode renameArea() throws Exception {
        return house.user()
                .run(
                        shapes.folder(),
                        "rename-method",
                        Map.of("method", "com.acme.Shape#area(double)", "newName", "surface"));
    }

    private static void assertFailed(JsonNode job, String code, String subject) {
        assertThat(job.get("status").asText()).as("%s", job).isEqualTo("failed");
        assertThat(job.get("error").get("code").asText()).isEqualTo(code);
        assertThat(job.get("error").get("message").asText()).contains(subject);
        assertThat(job.get("usage").get("sau").asLong()).isZero();
    }
}
