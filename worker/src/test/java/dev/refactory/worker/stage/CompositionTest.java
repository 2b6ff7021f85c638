package dev.refactory.worker.stage;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.refactory.kit.json.Json;
import dev.refactory.queue.job.Job;
import dev.refactory.queue.job.JobStatus;
import dev.refactory.worker.house.DirectInference;
import dev.refactory.worker.house.Git;
import dev.refactory.worker.house.Requests;
import dev.refactory.worker.house.Samples;
import dev.refactory.worker.house.WorkerHouse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompositionTest {
    private static final Map<String, String> SHOP = Samples.shop();

    @TempDir
    Path data;

    private WorkerHouse house;

    @BeforeEach
    void open() {
        house = new WorkerHouse(data);
    }

    private static JsonNode json(@Nullable String text) {
        return Json.tree(Objects.requireNonNull(text));
    }

    private String patch(Job job) {
        return new String(house.artifact(job, "patch"), StandardCharsets.UTF_8);
    }

    private String mail(Job job) {
        return new String(house.artifact(job, "mail"), StandardCharsets.UTF_8);
    }

    private static Requests renamePriceThenTotal() {
        return Requests.on(SHOP)
                .step("rename-method", "method", "com.acme.Shop#price(int)", "newName", "cost")
                .step("rename-method", "method", "com.acme.Shop#total()", "newName", "sum");
    }

    @Test
    void everyStepIsPlannedOnWhatTheOneBeforeLeaves() {
        Job job = house.run(Requests.on(SHOP)
                .step("rename-method", "method", "com.acme.Shop#price(int)", "newName", "cost")
                .step("rename-method", "method", "com.acme.Shop#cost(int)", "newName", "value")
                .step("rename-method", "method", "com.acme.Shop#total()", "newName", "price"));
        assertThat(job.status())
                .as("%s %s", job.conflicts(), job.errorMessage())
                .isEqualTo(JobStatus.SUCCEEDED);
        assertThat(patch(job))
                .contains("+    public int value(int amount) {", "+        return shop.value(1) + shop.price();")
                .doesNotContain("cost");
        assertThat(mail(job)).contains("Subject: [PATCH 1/3] ", "Subject: [PATCH 2/3] ", "Subject: [PATCH 3/3] ");
        assertThat(json(job.result()).get("series")).hasSize(3);
    }

    @Test
    void thePlanShowsEveryStepAndWhatAQuoteNeeds() {
        Job job = house.run(house.submit(renamePriceThenTotal(), true));
        assertThat(job.status()).isEqualTo(JobStatus.SUCCEEDED);
        JsonNode plan = json(job.plan());
        assertThat(plan.get("recipe").asText()).isEqualTo("composition");
        assertThat(plan.get("steps")).hasSize(2);
        JsonNode second = plan.get("steps").get(1);
        assertThat(second.get("recipe").asText()).isEqualTo("rename-method");
        assertThat(second.at("/parameters/newName").asText()).isEqualTo("sum");
        assertThat(second.get("summary").asText()).contains("com.acme.Shop#total()");
        assertThat(second.get("files_affected").asInt()).isEqualTo(3);
        assertThat(plan.get("files_affected").asInt()).isEqualTo(3);
        assertThat(plan.get("affected_tests").asInt()).isEqualTo(1);
        assertThat(plan.get("tasks").asInt()).isEqualTo(2);
        assertThat(plan.get("commit").asText()).hasSize(40);
        assertThat(Objects.requireNonNull(job.quote()).inputs().complexity()).isEqualByComparingTo("3");
        assertThat(job.result()).as("a dry run publishes nothing").isNull();
    }

    @Test
    void aStepThatCannotBePlannedIsNamed() {
        Job job = house.run(Requests.on(SHOP)
                .step("rename-method", "method", "com.acme.Shop#price(int)", "newName", "cost")
                .step("rename-method", "method", "com.acme.Shop#price(int)", "newName", "value"));
        assertThat(job.status()).isEqualTo(JobStatus.REFUSED);
        JsonNode conflict = json(job.conflicts()).get(0);
        assertThat(conflict.get("kind").asText()).isEqualTo("not-found");
        assertThat(conflict.get("message").asText()).startsWith("Step 2 (rename-method): ");
    }

    private static void assertSucceeded(Job job) {
        assertThat(job.status())
                .as("%s %s", job.conflicts(), job.errorMessage())
                .isEqualTo(JobStatus.SUCCEEDED);
    }

    private static Requests renameEverything() {
        return Requests.on(SHOP)
                .step("rename-type", "type", "com.acme.Shop", "newName", "Store")
                .step("find-usages", "symbol", "com.acme.Store")
                .step("rename-method", "method", "com.acme.Store#price(int)", "newName", "cost")
                .step("rename-type", "type", "com.acme.Store", "newName", "Market");
    }

    @Test
    void aFileRenamedByOneStepIsEditedAndRenamedByTheNext() throws Exception {
        Job job = house.run(renameEverything());
        assertSucceeded(job);
        assertThat(patch(job))
                .contains(
                        "rename from src/main/java/com/acme/Shop.java",
                        "rename to src/main/java/com/acme/Market.java",
                        "+        return new Market().total();")
                .doesNotContain("Store");
        assertThat(json(job.result()).get("files_changed").asInt()).isEqualTo(3);
        assertThat(json(job.result()).get("findings").asInt()).isPositive();
        JsonNode plan = json(job.plan());
        assertThat(plan.get("files_affected").asInt()).isEqualTo(3);
        assertThat(plan.at("/steps/0/file_renames/src~1main~1java~1com~1acme~1Shop.java")
                        .asText())
                .isEqualTo("src/main/java/com/acme/Store.java");
    }

    @Test
    void gitMakesOneCommitOfEachStepAndComesToTheSameTreeAsThePatch() throws Exception {
        Job job = house.run(renameEverything());
        assertSucceeded(job);
        Git git = Git.of(data.resolve("clone"), SHOP);
        git.run(house.artifact(job, "mail"), "am", "-q");
        JsonNode series = json(job.result()).get("series");
        assertThat(git.run("rev-list", "--count", "HEAD"))
                .as("the find step makes no commit")
                .isEqualTo("4");
        for (int i = 0; i < series.size(); i++) {
            String commit = "HEAD~" + (series.size() - 1 - i);
            assertThat(git.run("rev-parse", commit + "^{tree}"))
                    .isEqualTo(series.get(i).get("result_tree").asText());
            assertThat(git.run("log", "-1", "--format=%aI", commit))
                    .as("the date of the commit that is changed, which inline files have from us")
                    .isEqualTo("2000-01-01T00:00:00+00:00");
            assertThat(git.run("log", "-1", "--format=%s", commit))
                    .isEqualTo(series.get(i).get("summary").asText().replaceAll("\\s+", " "));
            git.run("checkout", "-q", commit);
            git.compile();
            git.run("checkout", "-q", "main");
        }
        Git other = Git.of(data.resolve("other"), SHOP);
        other.run(house.artifact(job, "patch"), "apply", "--index");
        assertThat(other.run("write-tree")).isEqualTo(git.run("rev-parse", "HEAD^{tree}"));
        assertThat(series.get(2).get("result_tree").asText())
                .isEqualTo(json(job.result()).get("result_tree").asText());
    }

    @Test
    void anAcceleratorThatAnswersOtherwiseThanForeseenIsNeverPublished() {
        WorkerHouse lied = new WorkerHouse(
                data,
                new DirectInference() {
                    @Override
                    protected byte[] answer(byte[] input) {
                        String said = new String(super.answer(input), StandardCharsets.UTF_8);
                        return said.replace("\"cost\"", "\"cast\"").getBytes(StandardCharsets.UTF_8);
                    }
                },
                TaskSize.LARGEST);
        Job job = lied.run(renamePriceThenTotal());
        assertThat(job.status()).isNotEqualTo(JobStatus.SUCCEEDED);
        assertThat(job.chargedMilliSau()).isZero();
    }

    @Test
    void stepsThatNeedNoChangeMakeNoCommit() {
        Job job = house.run(Requests.on(SHOP)
                .step("rename-method", "method", "com.acme.Shop#price(int)", "newName", "price")
                .step("rename-method", "method", "com.acme.Shop#total()", "newName", "sum"));
        assertSucceeded(job);
        assertThat(mail(job)).contains("Subject: [PATCH] ").doesNotContain("/2]");
        assertThat(json(job.result()).get("series")).hasSize(1);
        assertThat(json(job.result()).at("/series/0/step").asInt()).isEqualTo(2);
    }

    @Test
    void stepsThatUndoEachOtherLeaveAnEmptyPatchAndASeries() {
        Job job = house.run(Requests.on(SHOP)
                .step("rename-method", "method", "com.acme.Shop#price(int)", "newName", "cost")
                .step("rename-method", "method", "com.acme.Shop#cost(int)", "newName", "price"));
        assertSucceeded(job);
        assertThat(patch(job)).isEmpty();
        assertThat(json(job.result()).get("files_changed").asInt()).isZero();
        assertThat(mail(job)).contains("[PATCH 1/2]", "[PATCH 2/2]");
    }

    @Test
    void moreStepsThanTheLimitAndNoneAtAllAreRefusedByName() {
        Requests many = Requests.on(SHOP);
        for (int i = 0; i <= 16; i++) {
            many.step("find-usages", "symbol", "com.acme.Shop");
        }
        Job tooMany = house.run(many);
        assertThat(tooMany.status()).isEqualTo(JobStatus.FAILED);
        assertThat(tooMany.errorCode()).isEqualTo("limit_exceeded");
        assertThat(tooMany.errorMessage()).contains("17 steps", "at most 16");
        Job none = house.run(Requests.on(SHOP));
        assertThat(none.errorCode()).isEqualTo("invalid_request");
        Job unknown = house.run(Requests.on(SHOP)
                .step("find-usages", "symbol", "com.acme.Shop")
                .step("renam-method", "method", "x", "newName", "y"));
        assertThat(unknown.errorCode()).isEqualTo("unknown_recipe");
        assertThat(unknown.errorMessage()).contains("rename-method");
        Job level = house.run(
                Requests.on(SHOP).step("find-usages", "symbol", "com.acme.Shop").verify("certainly"));
        assertThat(level.errorCode()).isEqualTo("invalid_request");
        assertThat(level.errorMessage()).contains("parse or compile");
    }

    @Test
    void shortNamesOfAnInstructionAreCompletedOnTheGraphOfTheirStep() {
        Job job = house.run(Requests.on(SHOP)
                .step("rename-type", "type", "Shop", "newName", "Store")
                .step("rename-method", "method", "Store#total", "newName", "sum")
                .instruction("Rename class Shop to Store; rename method Store#total to sum"));
        assertSucceeded(job);
        JsonNode plan = json(job.plan());
        assertThat(plan.get("instruction").asText()).startsWith("Rename class Shop");
        assertThat(plan.at("/steps/0/parameters/type").asText()).isEqualTo("com.acme.Shop");
        assertThat(plan.at("/steps/1/parameters/method").asText()).startsWith("com.acme.Store#total");
    }

    @Test
    void aShortNameThatMeansSeveralThingsIsRefusedWithAllOfThem() {
        Map<String, String> files = Samples.shop();
        files.put("src/main/java/org/other/Shop.java", "package org.other;\n\npublic class Shop {}\n");
        Job job = house.run(Requests.on(files)
                .step("find-usages", "symbol", "com.acme.Shop")
                .step("rename-type", "type", "Shop", "newName", "Store")
                .instruction("Find the usages of com.acme.Shop, then rename class Shop to Store"));
        assertThat(job.status()).isEqualTo(JobStatus.REFUSED);
        JsonNode conflict = json(job.conflicts()).get(0);
        assertThat(conflict.get("kind").asText()).startsWith("ambiguous");
        assertThat(conflict.get("message").asText()).startsWith("Step 2 (rename-type): ");
        assertThat(job.conflicts()).contains("com.acme.Shop", "org.other.Shop");
    }
}
