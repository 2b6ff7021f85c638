package dev.refactory.accelerator.plan;

import dev.refactory.accelerator.api.ServiceTier;
import dev.refactory.accelerator.trace.Session;
import dev.refactory.accelerator.trace.Traces;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Which kinds of jobs come, and how often. Immutable.
///
/// @param name for reports
/// @param assumed whether nobody measured it
/// @param types at least one
public record JobMix(String name, boolean assumed, List<JobType> types) {
    private static final String ASSUMED = "assumed_mix.jsonl";
    /// Of all jobs, as the lines of the file beside it have 70 of 100.
    private static final double AGENT_WEIGHT = 30;
    private static final int AGENT_REPOSITORIES = 100;
    private static final int AGENT_REPOSITORY_TOKENS = 8_192;
    /// What agents call here are queries of a graph, not shells: a quarter of the recorded pauses, assumed.
    private static final int PAUSE_DIVISOR = 4;

    public JobMix {
        types = List.copyOf(types);
        if (types.isEmpty()) {
            throw new IllegalArgumentException("Mix " + name + " has no jobs");
        }
    }

    /// The mix that comes with the product: fixes and migrations of assumed sizes, and the twenty recorded
    /// sessions of [Traces#agentSessions()], each of which works on a repository's context as well. The
    /// shares are assumed too; the README.md beside the file says which.
    public static JobMix usual() {
        List<JobType> types = new ArrayList<>();
        try (InputStream resource = JobMix.class.getResourceAsStream(ASSUMED)) {
            if (resource == null) {
                throw new IllegalStateException("There is no " + ASSUMED);
            }
            types.addAll(JobMixReader.types(
                    ASSUMED, new BufferedReader(new InputStreamReader(resource, StandardCharsets.UTF_8))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<Session> sessions = Traces.agentSessions();
        for (int i = 0; i < sessions.size(); i++) {
            types.add(agent("agent-" + i, AGENT_WEIGHT / sessions.size(), sessions.get(i)));
        }
        return new JobMix("assumed", true, types);
    }

    private static JobType agent(String name, double weight, Session session) {
        List<JobCall> calls = new ArrayList<>();
        for (Session.Turn turn : session.turns()) {
            List<Integer> after = calls.isEmpty() ? List.of() : List.of(calls.size() - 1);
            int most = Math.max(JobMixReader.USUAL_MAX_COMPLETION, turn.completionTokens());
            calls.add(new JobCall(
                    after,
                    turn.gapNanos() / PAUSE_DIVISOR,
                    AGENT_REPOSITORY_TOKENS + turn.promptTokens(),
                    turn.completionTokens(),
                    most,
                    turn.prefixBlocks()));
        }
        return new JobType(name, weight, ServiceTier.INTERACTIVE, AGENT_REPOSITORIES, AGENT_REPOSITORY_TOKENS, calls);
    }

    /// Calls of a job on average.
    public double callsPerJob() {
        double calls = 0;
        for (JobType type : types) {
            calls += type.weight() * type.calls().size();
        }
        return calls / weight();
    }

    /// The sum of all weights.
    double weight() {
        double sum = 0;
        for (JobType type : types) {
            sum += type.weight();
        }
        return sum;
    }
}
