package dev.refactory.worker.house;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.refactory.kit.json.Json;
import dev.refactory.kit.tenant.TenantId;
import dev.refactory.queue.job.SubmitJob;
import dev.refactory.queue.job.SubmitReply;
import dev.refactory.queue.job.Tier;
import dev.refactory.queue.store.JobStore;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;

/// Canonical requests on inline repositories, as the door writes them.
public final class Requests {
    private final ObjectNode request = Json.object();
    private final ArrayNode steps = request.putArray("steps");

    private Requests(Map<String, String> files) {
        ObjectNode repository = request.putObject("repository");
        repository.put("kind", "manifest");
        ArrayNode list = repository.putArray("files");
        new TreeMap<>(files)
                .forEach((path, text) -> list.addObject()
                        .put("path", path)
                        .put("content_base64", Base64.getEncoder().encodeToString(Compiler.utf8(text))));
        request.put("verify", "compile");
    }

    public static Requests on(Map<String, String> files) {
        return new Requests(files);
    }

    /// @param parameters names and values in turn
    public Requests step(String recipe, String... parameters) {
        ObjectNode step = steps.addObject();
        step.put("name", recipe);
        ObjectNode given = step.putObject("parameters");
        for (int i = 0; i < parameters.length; i += 2) {
            given.put(parameters[i], parameters[i + 1]);
        }
        return this;
    }

    public Requests verify(String level) {
        request.put("verify", level);
        return this;
    }

    public Requests allowUnresolved() {
        request.put("allow_unresolved", true);
        return this;
    }

    public Requests instruction(String words) {
        request.put("instruction", words);
        return this;
    }

    /// @return the job's id
    public String submit(JobStore jobs, TenantId tenant, boolean dryRun) {
        SubmitReply reply = jobs.submit(new SubmitJob(
                tenant,
                "tester",
                null,
                "0".repeat(64),
                json(),
                "inline",
                "recipe",
                Tier.STANDARD,
                null,
                dryRun,
                Duration.ofHours(1)));
        return ((SubmitReply.Accepted) reply).job().jobId();
    }

    public String json() {
        return Json.write(request);
    }
}
