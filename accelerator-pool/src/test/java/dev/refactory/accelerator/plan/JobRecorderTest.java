package dev.refactory.accelerator.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.refactory.accelerator.api.InferenceRequest;
import dev.refactory.accelerator.api.ServiceTier;
import dev.refactory.kit.tenant.TenantId;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobRecorderTest {
    private static final long MILLI = 1_000_000;
    private static final Duration IDLE = Duration.ofSeconds(10);

    @TempDir
    private Path directory;

    private Path file() {
        return directory.resolve("recorded/jobs.jsonl");
    }

    private static InferenceRequest of(String job, int prompt, String... blocks) {
        return new InferenceRequest(
                "secret text",
                TenantId.DEFAULT,
                job,
                "m",
                ServiceTier.BULK,
                "secret".getBytes(),
                prompt,
                List.of(blocks));
    }

    private List<JobType> read() throws IOException {
        try (BufferedReader lines = Files.newBufferedReader(file())) {
            return JobMixReader.types("recorded", lines);
        }
    }

    @Test
    void aJobsCallsAndWhatTheyWaitedForAreReadByThePlanner() throws IOException {
        try (JobRecorder recorder = new JobRecorder(file(), IDLE)) {
            InferenceRequest first = of("job_1", 900, "a", "b");
            InferenceRequest beside = of("job_1", 300);
            InferenceRequest then = of("job_1", 800, "a", "c", "d");
            recorder.asked(first);
            recorder.asked(beside);
            recorder.answered(first, 20, 0, 30 * MILLI);
            recorder.asked(then);
            recorder.answered(then, 0, 42 * MILLI, 80 * MILLI);
            recorder.answered(beside, 7, 5 * MILLI, 90 * MILLI);
            assertThat(file()).doesNotExist();
        }
        assertThat(Files.readString(file())).doesNotContain("secret");
        JobType job = read().getFirst();
        assertThat(job.name()).isEqualTo("job_1");
        assertThat(job.tier()).isEqualTo(ServiceTier.BULK);
        assertThat(job.calls())
                .containsExactly(
                        new JobCall(List.of(), 0, 900, 20, 2000, List.of(0)),
                        new JobCall(List.of(), 0, 300, 7, 2000, List.of()),
                        new JobCall(List.of(0), 12 * MILLI, 800, 1, 2000, List.of(0)));
    }

    @Test
    void aJobIsOverWhenNothingOfItWasInFlightForAWhile() throws IOException {
        try (JobRecorder recorder = new JobRecorder(file(), IDLE)) {
            InferenceRequest over = of("over", 100);
            InferenceRequest waits = of("waits", 100);
            recorder.asked(over);
            recorder.asked(waits);
            recorder.asked(waits);
            recorder.answered(over, 1, 0, MILLI);
            recorder.answered(waits, 1, 0, 2 * MILLI);
            InferenceRequest later = of("later", 100);
            recorder.asked(later);
            recorder.answered(later, 1, 0, IDLE.toNanos() + 5 * MILLI);
            assertThat(read()).extracting(JobType::name).containsExactly("over");
            recorder.dropped(waits, IDLE.toNanos() + 6 * MILLI);
        }
        assertThat(read()).extracting(JobType::name).containsExactly("over", "later", "waits");
    }

    @Test
    void aJobOfManyCallsIsSeveralLines() throws IOException {
        try (JobRecorder recorder = new JobRecorder(file(), IDLE)) {
            InferenceRequest one = of("many", 100);
            for (int i = 0; i < JobRecorder.MAX_CALLS + 3; i++) {
                recorder.asked(one);
                recorder.answered(one, 1, i * MILLI, i * MILLI + 1);
            }
        }
        assertThat(read()).extracting(job -> job.calls().size()).containsExactly(JobRecorder.MAX_CALLS, 3);
    }

    @Test
    void ofVeryManyJobsTheOneThatWasIdleLongestIsWritten() throws IOException {
        try (JobRecorder recorder = new JobRecorder(file(), IDLE)) {
            for (int i = 0; i <= JobRecorder.MAX_JOBS; i++) {
                InferenceRequest one = of("job" + i, 100);
                recorder.asked(one);
                recorder.answered(one, 1, i, i + 1);
                assertThat(Files.exists(file())).isEqualTo(i == JobRecorder.MAX_JOBS);
            }
            assertThat(read()).extracting(JobType::name).containsExactly("job0");
        }
    }

    @Test
    void aFileThatIsFullIsPutBeside() throws IOException {
        Files.createDirectories(file().getParent());
        Files.writeString(file(), " ".repeat((int) JobRecorder.MAX_BYTES));
        InferenceRequest one = of("one", 100);
        try (JobRecorder recorder = new JobRecorder(file(), IDLE)) {
            recorder.asked(one);
            recorder.answered(one, 1, 0, 1);
        }
        assertThat(read()).extracting(JobType::name).containsExactly("one");
        assertThat(directory.resolve("recorded/jobs.jsonl.1")).hasSize(JobRecorder.MAX_BYTES);
    }

    @Test
    void beyondSoManyBlocksCallsShareNothing() throws IOException {
        String[] many = IntStream.range(0, JobRecorder.MAX_BLOCKS)
                .mapToObj(block -> "block" + block)
                .toArray(String[]::new);
        try (JobRecorder recorder = new JobRecorder(file(), IDLE)) {
            for (String[] blocks : new String[][] {many, many, {"other"}, {"other"}}) {
                InferenceRequest one = of("one", 2_000_000, blocks);
                recorder.asked(one);
                recorder.answered(one, 1, 0, 1);
            }
        }
        JsonNode calls = new ObjectMapper().readTree(file().toFile()).get("calls");
        assertThat(calls.findValues("prefix_blocks")).hasSize(1);
    }

    /// What cannot be written disturbs nobody.
    @Test
    void aRecorderThatCannotWriteGivesUp() throws IOException {
        Files.writeString(directory.resolve("recorded"), "a file where a directory should be");
        try (JobRecorder recorder = new JobRecorder(file(), Duration.ZERO)) {
            InferenceRequest one = of("one", 100);
            recorder.asked(one);
            recorder.answered(one, 1, 0, 1);
            recorder.asked(one);
            recorder.answered(one, 1, 2, 3);
        }
        assertThat(file()).doesNotExist();
    }
}
