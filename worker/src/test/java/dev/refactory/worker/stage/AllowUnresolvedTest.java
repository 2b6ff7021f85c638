package dev.refactory.worker.stage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.refactory.queue.job.Job;
import dev.refactory.queue.job.JobStatus;
import dev.refactory.worker.house.Requests;
import dev.refactory.worker.house.WorkerHouse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A repository of which not everything can be resolved.
class AllowUnresolvedTest {
    private static final String CALLER =
            "package com.acme;\nclass Caller extends Missing {\n    int total() { return price(3); }\n}\n";

    @TempDir
    Path data;

    private static Requests rename() {
        return Requests.on(Map.of(
                        "com/acme/Shop.java",
                        "package com.acme;\npublic class Shop {\n    int price(int n) { return n; }\n}\n",
                        "com/acme/Caller.java",
                        CALLER))
                .step("rename-method", "method", "com.acme.Shop#price(int)", "newName", "cost");
    }

    @Test
    void whatCouldBeMeantIsARefusalThatNamesTheWayOut() {
        Job job = new WorkerHouse(data).run(rename());
        assertThat(job.status()).isEqualTo(JobStatus.REFUSED);
        assertThat(Objects.requireNonNull(job.conflicts()))
                .contains("unresolved")
                .contains("com/acme/Caller.java:3")
                .contains("allow_unresolved");
    }

    @ParameterizedTest
    @ValueSource(strings = {"parse", "compile"})
    void whenItIsAllowedTheRestIsDoneAndThePlaceReported(String level) {
        WorkerHouse house = new WorkerHouse(data);
        Job job = house.run(rename().allowUnresolved().verify(level));
        assertThat(job.status()).as("%s", job.conflicts()).isEqualTo(JobStatus.SUCCEEDED);
        assertThat(new String(house.artifact(job, "patch"), StandardCharsets.UTF_8))
                .contains("int cost(int n)")
                .doesNotContain("Caller");
        assertThat(new String(house.artifact(job, "findings"), StandardCharsets.UTF_8))
                .contains("com/acme/Caller.java")
                .contains("price could not be resolved here and was left as it is");
    }
}
