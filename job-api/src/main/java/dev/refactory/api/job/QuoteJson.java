package dev.refactory.api.job;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.refactory.api.catalogue.Limits;
import dev.refactory.kit.json.Json;
import dev.refactory.queue.job.Job;
import dev.refactory.queue.job.Quote;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What a job costs at most, with everything the price was computed from.
final class QuoteJson {
    private QuoteJson() {}

    /// Null before planning has ended.
    static @Nullable ObjectNode of(Job job, @Nullable JsonNode plan) {
        Quote quote = job.quote();
        if (quote == null) {
            return null;
        }
        JsonNode planned = plan == null ? Json.object() : plan;
        ObjectNode json = Json.object();
        json.set("sau", JobJson.sau(quote.milliSau()));
        json.put("rate_card", quote.rateCard());
        json.put("indexed_lines", quote.inputs().indexedLines());
        json.set("complexity", JobJson.number(quote.inputs().complexity()));
        json.set("commit", planned.get("commit"));
        json.set("files_affected", planned.get("files_affected"));
        json.set("tasks", planned.get("tasks"));
        Instant made = job.dryRun() ? job.finishedAt() : null;
        return json.put("quote_expires_at", JobJson.time(made == null ? null : made.plusSeconds(Limits.QUOTE_SECONDS)));
    }
}
