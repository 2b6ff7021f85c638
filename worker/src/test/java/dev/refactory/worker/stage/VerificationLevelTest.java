package dev.refactory.worker.stage;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.refactory.kit.json.Json;
import dev.refactory.queue.job.Job;
import dev.refactory.queue.job.JobStatus;
import dev.refactory.worker.house.Compiler;
import dev.refactory.worker.house.DirectInference;
import dev.refactory.worker.house.Requests;
import dev.refactory.worker.house.Samples;
import dev.refactory.worker.house.WorkerHouse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerificationLevelTest {
    @TempDir
    Path data;

    private static JsonNode json(@Nullable String text) {
        return Json.tree(java.util.Objects.requireNonNull(text));
    }

    private static Requests rename(Map<String, String> files) {
        return Requests.on(files).step("rename-method", "method", "com.acme.Shop#price(int)", "newName", "cost");
    }

    private static Job succeeded(Job job) {
        assertThat(job.status())
                .as("%s %s", job.conflicts(), job.errorMessage())
                .isEqualTo(JobStatus.SUCCEEDED);
        return job;
    }

    @Test
    void bothLevelsGiveTheSamePatchAndSayOnlyWhatTheyChecked() {
        WorkerHouse house = new WorkerHouse(data);
        Job compiled = succeeded(house.run(rename(Samples.shop())));
        int attributions = Compiler.shared().attributions();
        int parses = Compiler.shared().parses();
        Job parsed = succeeded(house.run(rename(Samples.shop()).verify("parse")));

        assertThat(Compiler.shared().attributions())
                .as("nothing is attributed at parse")
                .isEqualTo(attributions);
        assertThat(Compiler.shared().parses())
                .as("names in the place of names need no parser")
                .isEqualTo(parses);
        assertThat(house.artifact(parsed, "patch")).isEqualTo(house.artifact(compiled, "patch"));
        JsonNode strong = json(compiled.result()).get("verification");
        assertThat(strong.get("level").asText()).isEqualTo("compile");
        assertThat(strong.get("bindings_preserved").asBoolean()).isTrue();
        assertThat(strong.get("new_compile_errors").isInt()).isTrue();
        JsonNode weak = json(parsed.result()).get("verification");
        assertThat(weak.get("level").asText()).isEqualTo("parse");
        assertThat(weak.get("bindings_preserved").isNull()).isTrue();
        assertThat(weak.get("new_compile_errors").isNull()).isTrue();
        for (String checked : new String[] {"applies", "reverses", "git_agrees", "parses", "idempotent"}) {
            assertThat(weak.get(checked).asBoolean()).as(checked).isTrue();
        }
    }

    /// Its constructor is one by its name: whether it still is takes the parser.
    @Test
    void aTypeThatGetsAnotherNameAtParseIsParsed() {
        WorkerHouse house = new WorkerHouse(data);
        int parses = Compiler.shared().parses();
        succeeded(house.run(Requests.on(Samples.shop())
                .step("rename-type", "type", "com.acme.Shop", "newName", "Store")
                .verify("parse")));
        assertThat(Compiler.shared().parses()).isGreaterThan(parses);
    }

    @Test
    void aCompositionAtParseIsPlannedOnWhatThePlansPromise() {
        WorkerHouse house = new WorkerHouse(data);
        Requests steps = Requests.on(Samples.mall(5))
                .step("rename-type", "type", "com.acme.Shop", "newName", "Store")
                .step("rename-method", "method", "com.acme.Store#price(int)", "newName", "cost")
                .step("rename-method", "method", "com.acme.Store#cost(int)", "newName", "value");
        Job compiled = succeeded(house.run(steps));
        int attributions = Compiler.shared().attributions();
        Job parsed = succeeded(house.run(steps.verify("parse")));
        assertThat(Compiler.shared().attributions()).isEqualTo(attributions);
        assertThat(house.artifact(parsed, "mail")).isEqualTo(house.artifact(compiled, "mail"));
    }

    /// The model writes something else than was planned.
    private WorkerHouse writing(String garbage) {
        return new WorkerHouse(
                data,
                new DirectInference() {
                    @Override
                    protected byte[] answer(byte[] input) {
                        String said = new String(super.answer(input), StandardCharsets.UTF_8);
                        return said.replace("\"cost\"", "\"" + garbage + "\"").getBytes(StandardCharsets.UTF_8);
                    }
                },
                TaskSize.LARGEST);
    }

    @Test
    void aFileThatNoLongerParsesIsRefusedAtEitherLevel() {
        for (String level : new String[] {"parse", "compile"}) {
            Job job = writing("co st (").run(rename(Samples.shop()).verify(level));
            assertThat(job.status()).as(level).isEqualTo(JobStatus.REFUSED);
            assertThat(job.conflicts()).contains("does-not-parse");
            assertThat(job.chargedMilliSau()).isZero();
        }
    }

    @Test
    void aNameThatIsNotThePlannedOneIsRefusedAtEitherLevel() {
        for (String level : new String[] {"parse", "compile"}) {
            Job job = writing("total").run(rename(Samples.shop()).verify(level));
            assertThat(job.status()).as(level).isEqualTo(JobStatus.REFUSED);
            assertThat(job.conflicts()).contains("binding-changed");
        }
    }

    @Test
    void filesWithErrorsBeforeStayComparableAndNewErrorsRefuse() {
        Map<String, String> files = Samples.shop();
        files.put("src/main/java/com/acme/Partial.java", """
                package com.acme;

                import org.missing.Gadget;

                class Partial {
                    Gadget gadget;

                    int use(Shop shop) {
                        gadget.turn(shop.price(2));
                        String wrong = 5;
                        return shop.price(4);
                    }
                }
                """);
        WorkerHouse house = new WorkerHouse(data);
        Job job = succeeded(house.run(rename(files)));
        assertThat(json(job.result()).at("/verification/new_compile_errors").asInt())
                .isZero();
        assertThat(new String(house.artifact(job, "patch"), StandardCharsets.UTF_8))
                .contains("+        gadget.turn(shop.cost(2));", "+        return shop.cost(4);");
        Job worse = writing("price2").run(rename(files));
        assertThat(worse.status()).isEqualTo(JobStatus.REFUSED);
    }
}
