package dev.refactory.worker.stage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.refactory.queue.job.Job;
import dev.refactory.queue.job.JobStatus;
import dev.refactory.worker.house.Requests;
import dev.refactory.worker.house.WorkerHouse;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecondRunTest {
    @TempDir
    Path data;

    /// What `subList` gives is known to the graph only once the repository calls it.
    @Test
    void aTemplateThatWritesWhatItLooksForIsRefusedWhenOnlyItsResultShowsIt() {
        Job job = new WorkerHouse(data)
                .run(Requests.on(Map.of(
                                "A.java",
                                "import java.util.List;\n"
                                        + "class A { String first(List<String> all) { return all.get(0); } }\n"))
                        .step(
                                "replace-api",
                                "before",
                                "java.util.List#get({0:int})",
                                "after",
                                "{this}.subList({0}, {0} + 1).get(0)"));
        assertThat(job.status()).as("%s", job.errorMessage()).isEqualTo(JobStatus.REFUSED);
        assertThat(job.conflicts()).contains("invalid-template").contains("a second run would change it once more");
    }
}
