package dev.refactory.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.refactory.client.ApiProblem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// The server's sentences for someone who typed a command: its fields as the words they came from,
/// its calls as commands. What it does not know stays as it is.
final class Wording {
    private static final Map<String, String> WORDS = Map.ofEntries(
            Map.entry("repository_context.git_url", "REPO"),
            Map.entry("repository_context.ref", "--ref"),
            Map.entry("repository_context.commit", "--commit"),
            Map.entry("git_url", "REPO"),
            Map.entry("options.verify", "--verify"),
            Map.entry("options.tier", "--tier"),
            Map.entry("options.max_sau", "--max-sau"),
            Map.entry("recipe.name", "RECIPE"),
            Map.entry("submitted_by", "--submitted-by"),
            Map.entry("token", "the token"),
            Map.entry("q", "NAME"));

    /// Query parameters whose option has their name.
    private static final List<String> OPTIONS =
            List.of("limit", "after", "status", "from", "to", "by", "depth", "direction", "ref", "recipe", "username");

    private static final Pattern PARAMETER = Pattern.compile("(?:recipe|recipe\\[[0-9]+])\\.parameters\\.(\\w+)");

    private static final List<Map.Entry<Pattern, String>> CALLS = List.of(
            call("GET /v2/jobs/(job_\\w+)\\?wait=\\w+", "`refactory status $1 --wait`"),
            call("GET /v2/jobs/(job_\\w+)(?![\\w/])", "`refactory status $1`"),
            call("GET /v2/repositories/\\w+/symbols\\?q=", "`refactory symbols REPO NAME`"),
            call("GET /v2/(jobs|recipes|repositories|credentials)(?![\\w/?])", "`refactory $1`"),
            call("without dry_run\\b", "without --dry-run"));

    private Wording() {}

    private static Map.Entry<Pattern, String> call(String pattern, String command) {
        return Map.entry(Pattern.compile(pattern), command);
    }

    /// What is wrong, a line each; the first is the sentence.
    static List<String> of(ApiProblem problem) {
        List<String> faults = new ArrayList<>();
        for (JsonNode entry : problem.body().path("errors")) {
            String message = entry.path("message").asText(entry.path("detail").asText());
            String field = entry.path("field").asText(entry.path("pointer").asText());
            if (!message.isEmpty()) {
                faults.add(fault(field, message));
            }
        }
        if (faults.isEmpty()) {
            return List.of(sentence(String.valueOf(problem.getMessage())));
        }
        if (faults.size() > 1) {
            faults.addFirst(faults.size() + " things are at fault.");
        }
        return faults;
    }

    private static String fault(String field, String message) {
        String word = word(field);
        String said = sentence(message);
        // "There is no recipe 'x'" needs no word before it; "Must be a number" does.
        boolean whole =
                said.contains("'" + field + "'") || said.startsWith("There is ") || said.startsWith("No recipe");
        return word.isEmpty() || whole ? said : word + ": " + said;
    }

    /// What was typed for a field of a request.
    static String word(String field) {
        var parameter = PARAMETER.matcher(field);
        if (parameter.matches()) {
            return "-p " + parameter.group(1);
        }
        return OPTIONS.contains(field) ? "--" + field : WORDS.getOrDefault(field, field);
    }

    static String sentence(String said) {
        String sentence = said;
        for (Map.Entry<Pattern, String> call : CALLS) {
            sentence = call.getKey().matcher(sentence).replaceAll(call.getValue());
        }
        return sentence;
    }
}
