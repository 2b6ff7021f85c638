package dev.refactory.worker.stage;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.refactory.kit.json.Json;
import dev.refactory.queue.job.Job;
import dev.refactory.queue.job.JobStatus;
import dev.refactory.worker.house.Requests;
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
    private static final Map<String, String> SHOP = Map.of(
            "src/main/java/com/acme/Shop.java",
            """
            package com.acme;

            public class Shop {
                public int price(int amount) {
                    return amount * 2;
                }

                public int total() {
                    return price(3);
                }
            }
            """,
            "src/main/java/com/acme/Buyer.java",
            """
            package com.acme;

            public class Buyer {
                int buy(Shop shop) {
                    return shop.price(1) + shop.total();
                }
            }
            """,
            "src/test/java/com/acme/ShopTest.java",
            """
            package com.acme;

            class ShopTest {
                int check() {
                    return new Shop().total();
                }
            }
            """);

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
}
