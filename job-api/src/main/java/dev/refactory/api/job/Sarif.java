package dev.refactory.api.job;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.refactory.kit.http.UrlRedaction;
import dev.refactory.kit.json.Json;
import dev.refactory.queue.job.Job;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/// Findings as SARIF 2.1.0, one run: rules are what the findings name, places are relative to the repository's root.
final class Sarif {
    static final String MEDIA_TYPE = "application/sarif+json";

    private static final String SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json";
    private static final String ROOT = "REPOROOT";
    private static final Set<String> LEVELS = Set.of("none", "note", "warning", "error");

    private Sarif() {}

    /// @param findings the job's artifact: a JSON array
    static byte[] write(Job job, byte[] findings) {
        JsonNode found = Json.tree(new String(findings, StandardCharsets.UTF_8));
        ObjectNode log = Json.object().put("$schema", SCHEMA).put("version", "2.1.0");
        ObjectNode run = log.putArray("runs").addObject();
        ObjectNode driver = run.putObject("tool").putObject("driver").put("name", "Refactory");
        List<String> rules = rules(job, found, driver.putArray("rules"));
        run.put("columnKind", "utf16CodeUnits");
        run.putObject("automationDetails").put("id", job.recipe() + "/" + job.jobId());
        versionControl(job, run);
        ArrayNode results = run.putArray("results");
        for (JsonNode finding : found) {
            String rule = rule(job, finding);
            ObjectNode result = results.addObject().put("ruleId", rule).put("ruleIndex", rules.indexOf(rule));
            String level = finding.path("level").asText("note");
            result.put("level", LEVELS.contains(level) ? level : "note");
            result.putObject("message").put("text", finding.path("message").asText());
            place(finding, result.putArray("locations").addObject());
        }
        return Json.write(log).getBytes(StandardCharsets.UTF_8);
    }

    private static List<String> rules(Job job, JsonNode found, ArrayNode rules) {
        TreeMap<String, ObjectNode> byId = new TreeMap<>();
        for (JsonNode finding : found) {
            byId.computeIfAbsent(rule(job, finding), id -> Json.object().put("id", id));
        }
        byId.values().forEach(rules::add);
        return new ArrayList<>(byId.keySet());
    }

    private static String rule(Job job, JsonNode finding) {
        String rule = finding.path("rule").asText("");
        return rule.isEmpty() ? job.recipe() : rule;
    }

    /// Where the places are to be looked up, as far as it is known.
    private static void versionControl(Job job, ObjectNode run) {
        String commit = job.result() == null
                ? ""
                : Json.tree(job.result()).path("commit").asText("");
        String repository = UrlRedaction.redact(job.repository());
        if (repository.startsWith("https://") || repository.startsWith("http://")) {
            ObjectNode from = run.putArray("versionControlProvenance").addObject();
            from.put("repositoryUri", repository);
            if (!commit.isEmpty()) {
                from.put("revisionId", commit);
            }
            from.putObject("mappedTo").put("uriBaseId", ROOT);
        }
    }

    private static void place(JsonNode finding, ObjectNode location) {
        ObjectNode physical = location.putObject("physicalLocation");
        physical.putObject("artifactLocation")
                .put("uri", uri(finding.path("file").asText()))
                .put("uriBaseId", ROOT);
        int line = finding.path("line").asInt();
        if (line > 0) {
            ObjectNode region = physical.putObject("region").put("startLine", line);
            int column = finding.path("column").asInt();
            int end = finding.path("end_column").asInt();
            if (column > 0) {
                region.put("startColumn", column);
            }
            if (column > 0 && end >= column) {
                region.put("endColumn", end);
            }
            if (finding.hasNonNull("excerpt")) {
                region.putObject("snippet").put("text", finding.path("excerpt").asText());
            }
        }
        String symbol = finding.path("symbol").asText("");
        if (!symbol.isEmpty()) {
            location.putArray("logicalLocations").addObject().put("fullyQualifiedName", symbol);
        }
    }

    /// A path as a relative reference; a colon in the first name would make it a scheme.
    private static String uri(String path) {
        try {
            String raw = new URI(null, null, "/" + path, null).toASCIIString();
            String relative = raw.substring(1);
            return relative.split("/", 2)[0].contains(":") ? "./" + relative : relative;
        } catch (URISyntaxException e) {
            return "";
        }
    }
}
