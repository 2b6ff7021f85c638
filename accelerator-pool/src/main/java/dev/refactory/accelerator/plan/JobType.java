package dev.refactory.accelerator.plan;

import dev.refactory.accelerator.api.ServiceTier;
import java.util.List;

/// A kind of job, or a recorded one: calls that wait for each other. Immutable.
///
/// @param name for reports
/// @param weight how often it comes, beside the weights of the others; more than 0
/// @param tier of all its calls
/// @param repositories as many different ones jobs work on, each as often; 0 when its prompts begin with
///     nothing that other jobs share. Numbers mean the same repositories in all types
/// @param repositoryTokens tokens of a repository's context, which all its prompts begin with
/// @param calls at least one, each behind those it waits for
public record JobType(
        String name, double weight, ServiceTier tier, int repositories, int repositoryTokens, List<JobCall> calls) {
    /// Tokens of a block: what vendors say of their prompt caches.
    public static final int BLOCK_TOKENS = 128;

    public JobType {
        calls = List.copyOf(calls);
        if (!(weight > 0) || repositories < 0 || repositoryTokens < 0 || calls.isEmpty()) {
            throw new IllegalArgumentException("job " + name + " of weight " + weight + ", " + repositories
                    + " repositories of " + repositoryTokens + " tokens and " + calls.size() + " calls");
        }
        for (int i = 0; i < calls.size(); i++) {
            JobCall call = calls.get(i);
            int place = i;
            boolean later = call.after().stream().anyMatch(each -> each < 0 || each >= place);
            if (later || (repositories > 0 && call.promptTokens() <= repositoryTokens)) {
                throw new IllegalArgumentException("call " + i + " of job " + name + " waits for a later one,"
                        + " or its prompt is no longer than the repository's context");
            }
        }
    }
}
