package dev.refactory.worker.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.refactory.kit.json.Json;
import dev.refactory.kit.problem.ErrorCode;
import dev.refactory.kit.problem.RefactoryException;
import dev.refactory.worker.house.Requests;
import dev.refactory.worker.house.Samples;
import dev.refactory.worker.request.JobRequest.Step;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JobRequestTest {
    private static Requests oneStep() {
        return Requests.on(Samples.shop()).step("find-usages", "symbol", "com.acme.Shop");
    }

    @Test
    void theStepsAreReadInOrder() {
        JobRequest read = JobRequest.read(
                oneStep().step("rename-type", "type", "A", "newName", "B").json());
        assertThat(read.steps())
                .containsExactly(
                        new Step("find-usages", Map.of("symbol", "com.acme.Shop")),
                        new Step("rename-type", Map.of("newName", "B", "type", "A")));
        assertThat(read.composition()).isTrue();
    }

    @Test
    void whatIsDoneStandsInStepsAndNowhereElse() {
        ObjectNode request = Json.read(oneStep().json(), ObjectNode.class);
        request.set("recipe", request.remove("steps").get(0));
        assertThatExceptionOfType(RefactoryException.class)
                .isThrownBy(() -> JobRequest.read(Json.write(request)))
                .satisfies(refused -> assertThat(refused.code()).isEqualTo(ErrorCode.INVALID_REQUEST))
                .satisfies(refused -> assertThat(refused.subject()).isEqualTo("steps"));
    }

    @Test
    void moreStepsThanArePlannedAtOnceAreRefused() {
        Requests many = oneStep();
        for (int i = 0; i < JobRequest.MAX_STEPS; i++) {
            many.step("find-usages", "symbol", "com.acme.Shop");
        }
        assertThatExceptionOfType(RefactoryException.class)
                .isThrownBy(() -> JobRequest.read(many.json()))
                .satisfies(refused -> assertThat(refused.code()).isEqualTo(ErrorCode.LIMIT_EXCEEDED))
                .withMessageContaining("17 steps");
    }
}
