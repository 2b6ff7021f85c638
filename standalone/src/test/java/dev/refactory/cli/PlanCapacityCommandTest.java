package dev.refactory.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.refactory.kit.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlanCapacityCommandTest {
    /// A prompt that takes a group most of a second.
    private static final String READING = """
            {"job":"read","tier":"bulk","calls":[{"prompt_tokens":120000,"completion_tokens":50}]}
            """;

    @TempDir
    Path directory;

    private CommandLineFixture commands;

    @BeforeEach
    void files() throws IOException {
        commands = new CommandLineFixture(directory);
        Files.writeString(directory.resolve("mix.jsonl"), READING);
        Files.writeString(directory.resolve("shape.csv"), "load\n" + "1\n".repeat(335) + "2\n");
    }

    private CommandLineFixture.Ran plan(String... more) {
        String[] words = {"plan-capacity", "--mix", "mix.jsonl", "--shape", "shape.csv", "--seeds", "1"};
        String[] all = java.util.Arrays.copyOf(words, words.length + more.length);
        System.arraycopy(more, 0, all, words.length, more.length);
        return commands.run(all);
    }

    @Test
    void itSaysHowManyWafersAndWhatOneGroupFewerDoes() {
        var ran = plan("--jobs-per-day", "60000", "--slo", "p90=20s");
        assertThat(ran.code()).isEqualTo(Exit.SUCCEEDED);
        assertThat(ran.err()).isEmpty();
        assertThat(ran.out())
                .contains("60,000 jobs a day, p90=20s in every half-hour, on spark-sim groups of 4 wafers")
                .contains("simulated, not measured")
                .contains("needed    8 wafers: 2 groups of 4")
                .contains("bound by  work")
                .contains("$335.68 an hour", "an assumed $41.96 per wafer and hour (SemiAnalysis)", "184 kW at most")
                .containsPattern("2 +8 +kept +1 of 1")
                .containsPattern("1 +4 +broken +0 of 1")
                .contains("The first late jobs with 1 group (seed 1):")
                .containsPattern(
                        "day 7, 23:3\\d:\\d\\d +read +call 1 of 1 \\(0 answered\\), no token yet for 20.0 s on");
        assertThat(plan("--jobs-per-day", "60000", "--slo", "p90=20s", "--threads", "1")
                        .out())
                .as("again, with another number of threads")
                .isEqualTo(ran.out());
    }

    @Test
    void aProgramGetsTheSameAsJson() {
        JsonNode plan = Json.tree(
                plan("--jobs-per-day", "60000", "--slo", "p90=20s", "--json").out());
        assertThat(plan.path("simulated").asBoolean()).isTrue();
        assertThat(plan.path("wafers").asInt()).isEqualTo(8);
        assertThat(plan.path("binding").asText()).isEqualTo("work");
        assertThat(plan.path("one_group_fewer").path("kept").asBoolean(true)).isFalse();
        assertThat(plan.at("/one_group_fewer/runs/0/first_late/0/job").asText()).isEqualTo("read");
        assertThat(plan.at("/chosen/runs/0/half_hours/0/half_hour").asInt()).isEqualTo(335);
    }

    @Test
    void thePeakIsWrittenForAViewerOfTraces() {
        var ran = plan("--jobs-per-day", "1000", "--chrome-trace", "peak.json");
        assertThat(ran.code()).isEqualTo(Exit.SUCCEEDED);
        assertThat(ran.err()).contains("Wrote peak.json", "simulated", "0 of 0 late jobs marked");
        assertThat(directory.resolve("peak.json")).content().contains("\"traceEvents\"");
        assertThat(ran.out()).contains("One group fewer is none.");
        assertThat(plan("--jobs-per-day", "1000", "--chrome-trace", "no/such/place")
                        .code())
                .isEqualTo(Exit.USAGE);
    }

    @Test
    void aPromiseThatNoDeviceKeepsIsRefusedWithTheFloor() {
        var ran = plan("--jobs-per-day", "1000", "--slo", "p99=300ms");
        assertThat(ran.code()).isEqualTo(Exit.REFUSED);
        assertThat(ran.err())
                .contains("Refused: No number of wafers keeps p99=0.3s")
                .contains("0.929 s on idle devices");
        var machine = plan("--jobs-per-day", "1000", "--slo", "p99=300ms", "--json");
        assertThat(Json.tree(machine.out()).path("code").asText()).isEqualTo("invalid_parameter");
    }

    @Test
    void whatIsWrongWithTheWordsIsSaid() throws IOException {
        assertThat(commands.run("plan-capacity").err()).contains("--jobs-per-day");
        assertThat(plan("--jobs-per-day", "0").err()).contains("Between 1 and 100000000 jobs a day");
        assertThat(plan("--jobs-per-day", "9", "--slo", "fast").err()).contains("\"fast\" is no promise");
        assertThat(plan("--jobs-per-day", "9", "--threads", "0").err()).contains("Between 1 and 64 threads");
        assertThat(commands.run("plan-capacity", "--jobs-per-day", "9", "--seeds", "99")
                        .err())
                .contains("Between 1 and 32 seeds");
        assertThat(commands.run("plan-capacity", "--jobs-per-day", "9", "--mix", "gone")
                        .err())
                .contains("There is no file");
        Files.writeString(directory.resolve("mix.jsonl"), READING + "{}\n");
        var ran = plan("--jobs-per-day", "9");
        assertThat(ran.code()).isEqualTo(Exit.USAGE);
        assertThat(ran.err()).contains("Mix mix.jsonl, line 2: calls must be a list");
        Files.writeString(directory.resolve("shape.csv"), "1\n2\n");
        Files.writeString(directory.resolve("mix.jsonl"), READING);
        assertThat(plan("--jobs-per-day", "9").err()).contains("Shape shape.csv, line 3", "here are 2");
    }
}
