package dev.refactory.queue.job;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.refactory.kit.json.Json;
import org.jspecify.annotations.Nullable;

/// The result of the first job that succeeded with a result key.
///
/// @param jobId that job
/// @param plan what it published, JSON
/// @param result what it published, a JSON object
public record KeptResult(String jobId, @Nullable String plan, String result) {
    /// The result as another job shows it: it says that it was not worked out again, and by whom it was.
    String served() {
        ObjectNode served = Json.read(result, ObjectNode.class);
        served.put("cached", true);
        served.put("cached_from", jobId);
        return Json.write(served);
    }
}
