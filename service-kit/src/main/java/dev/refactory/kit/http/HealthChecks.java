package dev.refactory.kit.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.refactory.kit.json.Json;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What must work for this process to be of use, by name. Thread-safe.
public final class HealthChecks {
    private static final Logger log = LoggerFactory.getLogger(HealthChecks.class);

    private final Map<String, Check> checks = new ConcurrentSkipListMap<>();

    /// Adds a check, or replaces the one of that name. A check may block, for 2 s at most.
    public void register(String name, Check check) {
        checks.put(name, check);
    }

    /// Runs every check.
    public Report run() {
        Map<String, Health> results = new ConcurrentSkipListMap<>();
        checks.forEach((name, check) -> results.put(name, run(name, check)));
        return new Report(results);
    }

    private static Health run(String name, Check check) {
        try {
            return check.check();
        } catch (Exception e) {
            String why = UrlRedaction.redact(e.getClass().getSimpleName() + ": " + e.getMessage());
            log.warn("health check failed name={} error={}", name, why);
            return Health.down(why);
        }
    }

    /// One question about this process.
    @FunctionalInterface
    public interface Check {
        /// @throws Exception counts as down, with the exception as its detail
        Health check() throws Exception;
    }

    /// @param detail a few words a person can act on
    public record Health(boolean ok, String detail) {
        public static Health up(String detail) {
            return new Health(true, detail);
        }

        public static Health down(String detail) {
            return new Health(false, detail);
        }
    }

    /// @param results by name
    public record Report(Map<String, Health> results) {
        public boolean ok() {
            return results.values().stream().allMatch(Health::ok);
        }

        ObjectNode json() {
            ObjectNode json = Json.object().put("status", ok() ? "ok" : "unavailable");
            ObjectNode each = json.putObject("checks");
            results.forEach((name, health) ->
                    each.putObject(name).put("ok", health.ok()).put("detail", health.detail()));
            return json;
        }
    }
}
