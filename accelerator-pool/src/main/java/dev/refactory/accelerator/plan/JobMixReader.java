package dev.refactory.accelerator.plan;

import com.fasterxml.jackson.databind.JsonNode;
import dev.refactory.accelerator.api.ServiceTier;
import dev.refactory.accelerator.trace.NumberedLines;
import dev.refactory.accelerator.trace.TraceReader;
import dev.refactory.kit.problem.RefactoryException;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Reads kinds of jobs, a JSON object a line, as `docs/accelerators.md` describes them. There is no text of
/// prompts in it. A line that is none is refused with its number, and so is a member nobody knows.
public final class JobMixReader {
    public static final int MAX_JOBS = 10_000;
    /// Calls of a job, counts multiplied out.
    public static final int MAX_CALLS = 10_000;
    /// Prompts of more tokens fit no device we know of.
    public static final int MAX_PROMPT = 1_000_000;

    public static final int MAX_REPOSITORIES = 10_000;
    public static final int MAX_REPOSITORY_TOKENS = 500_000;

    /// What a call may answer at most where its line does not say so.
    static final int USUAL_MAX_COMPLETION = 2000;

    private static final double MAX_WEIGHT = 1e9;
    private static final int MAX_NAME = 64;
    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final Set<String> JOB =
            Set.of("job", "weight", "tier", "repositories", "repository_tokens", "calls");
    private static final Set<String> CALL = Set.of(
            "after",
            "pause_ms",
            "prompt_tokens",
            "completion_tokens",
            "max_completion_tokens",
            "prefix_blocks",
            "shared_tokens",
            "count");

    private final NumberedLines lines;

    private JobMixReader(NumberedLines lines) {
        this.lines = lines;
    }

    /// @param name of the file, for sentences
    /// @throws RefactoryException `invalid_parameter` for a line that is no job, or when there is none
    public static JobMix read(String name, BufferedReader lines) throws IOException {
        return new JobMix(name, false, types(name, lines));
    }

    static List<JobType> types(String name, BufferedReader lines) throws IOException {
        JobMixReader reader = new JobMixReader(new NumberedLines("Mix", name, lines));
        List<JobType> types = new ArrayList<>();
        for (String text = reader.lines.next(); text != null; text = reader.lines.next()) {
            if (types.size() == MAX_JOBS) {
                throw reader.lines.fault("there are more than " + MAX_JOBS + " jobs");
            }
            types.add(reader.job(reader.lines.json(text), types.size()));
        }
        if (types.isEmpty()) {
            throw reader.lines.fault("there is no job in it");
        }
        return types;
    }

    private JobType job(JsonNode node, int place) {
        known(node, JOB);
        JsonNode name = node.path("job");
        if (!name.isMissingNode() && !(name.isTextual() && name.textValue().matches("[\\w.-]{1," + MAX_NAME + "}"))) {
            throw lines.fault("job must be a name of at most " + MAX_NAME + " letters, digits, dots and dashes");
        }
        JsonNode weight = node.path("weight");
        double often = weight.isMissingNode() ? 1 : weight.isNumber() ? weight.doubleValue() : -1;
        if (!(often > 0 && often <= MAX_WEIGHT)) {
            throw lines.fault("weight must be a number above 0 and at most " + (long) MAX_WEIGHT);
        }
        int repositories = number(node, "repositories", 0, 0, MAX_REPOSITORIES);
        int context = number(node, "repository_tokens", 0, 0, MAX_REPOSITORY_TOKENS);
        if ((repositories == 0) != (context == 0)) {
            throw lines.fault("repositories and repository_tokens go together");
        }
        List<JobCall> calls = calls(node.path("calls"), context);
        return new JobType(name.asText("job-" + (place + 1)), often, tier(node), repositories, context, calls);
    }

    private ServiceTier tier(JsonNode node) {
        String word = node.path("tier").asText("standard");
        for (ServiceTier tier : ServiceTier.values()) {
            if (tier.name().toLowerCase(Locale.ROOT).equals(word)) {
                return tier;
            }
        }
        throw lines.fault("tier must be interactive, standard or bulk");
    }

    /// An entry stands for as many calls as it counts; who waits for it waits for all of them.
    private List<JobCall> calls(JsonNode entries, int context) {
        if (!entries.isArray() || entries.isEmpty()) {
            throw lines.fault("calls must be a list of at least one call");
        }
        List<JobCall> calls = new ArrayList<>();
        List<List<Integer>> places = new ArrayList<>();
        for (JsonNode entry : entries) {
            if (!entry.isObject()) {
                throw lines.fault("call " + places.size() + " is no JSON object");
            }
            known(entry, CALL);
            JobCall call = call(entry, places, context);
            int count = number(entry, "count", 1, 1, MAX_CALLS);
            if (calls.size() + count > MAX_CALLS) {
                throw lines.fault("a job has more than " + MAX_CALLS + " calls");
            }
            List<Integer> own = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                own.add(calls.size());
                calls.add(call);
            }
            places.add(own);
        }
        return calls;
    }

    private JobCall call(JsonNode entry, List<List<Integer>> before, int context) {
        List<Integer> after = new ArrayList<>();
        for (JsonNode each : entry.path("after")) {
            if (!each.isInt() || each.intValue() < 0 || each.intValue() >= before.size()) {
                throw lines.fault("after must name calls before it, from 0");
            }
            after.addAll(before.get(each.intValue()));
        }
        int prompt = number(entry, "prompt_tokens", -1, 1, MAX_PROMPT);
        int completion = number(entry, "completion_tokens", -1, 1, MAX_PROMPT);
        int most = number(
                entry, "max_completion_tokens", Math.max(USUAL_MAX_COMPLETION, completion), completion, MAX_PROMPT);
        int pause = number(entry, "pause_ms", 0, 0, (int) TraceReader.MAX_GAP_MILLIS);
        if (prompt <= context) {
            throw lines.fault("prompt_tokens includes repository_tokens, and must be more than " + context);
        }
        return new JobCall(after, pause * NANOS_PER_MILLI, prompt, completion, most, blocks(entry, prompt - context));
    }

    /// Blocks that are given, or those of the tokens that are shared, numbered by their place.
    private List<Integer> blocks(JsonNode entry, int most) {
        List<Integer> blocks = new ArrayList<>();
        for (JsonNode block : entry.path("prefix_blocks")) {
            if (!block.isInt() || block.intValue() < 0) {
                throw lines.fault("prefix_blocks must be whole numbers of at least 0");
            }
            blocks.add(block.intValue());
        }
        int shared = number(entry, "shared_tokens", 0, 0, most);
        if (shared > 0 && !blocks.isEmpty()) {
            throw lines.fault("a call has prefix_blocks or shared_tokens, not both");
        }
        for (int i = 0; i < shared / JobType.BLOCK_TOKENS; i++) {
            blocks.add(i);
        }
        return blocks;
    }

    private void known(JsonNode node, Set<String> names) {
        node.fieldNames().forEachRemaining(name -> {
            if (!names.contains(name)) {
                throw lines.fault("\"" + name + "\" means nothing here; there are "
                        + String.join(", ", names.stream().sorted().toList()));
            }
        });
    }

    private int number(JsonNode node, String name, int usual, int least, int most) {
        if (node.path(name).isMissingNode() && usual >= 0) {
            return usual;
        }
        long value = NumberedLines.whole(node, name);
        if (value < least || value > most) {
            throw lines.fault(name + " must be a whole number from " + least + " to " + most);
        }
        return (int) value;
    }
}
