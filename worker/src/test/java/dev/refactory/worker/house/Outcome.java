package dev.refactory.worker.house;

import static org.assertj.core.api.Assertions.assertThat;

import dev.refactory.kit.tenant.TenantId;
import dev.refactory.queue.job.Job;
import dev.refactory.queue.job.JobStatus;
import dev.refactory.queue.job.TaskOutcome.Artifact;
import dev.refactory.queue.store.JobQueries;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Everything of a job that a user can hold against another run's.
public final class Outcome {
    private Outcome() {}

    /// The patch, the mail and the findings of a job that succeeded, its result (with the patch's SHA-256) and charge.
    public static Map<String, String> of(JobQueries jobs, TenantId tenant, String jobId) {
        Job job = jobs.find(tenant, jobId).orElseThrow();
        assertThat(job.status())
                .as("%s %s", job.conflicts(), job.errorMessage())
                .isEqualTo(JobStatus.SUCCEEDED);
        Map<String, String> bytes = new TreeMap<>();
        for (String name : List.of("patch", "mail", "findings")) {
            byte[] content =
                    jobs.artifact(tenant, jobId, name).map(Artifact::content).orElse(new byte[0]);
            assertThat(content).as(name).isNotEmpty();
            bytes.put(name, new String(content, StandardCharsets.ISO_8859_1));
        }
        bytes.put("result", String.valueOf(job.result()));
        bytes.put("charge", "" + job.chargedMilliSau());
        return bytes;
    }
}
