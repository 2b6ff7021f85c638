package dev.refactory.accelerator.sim;

import dev.refactory.accelerator.device.DeviceProfile;
import dev.refactory.accelerator.device.StepCost;
import dev.refactory.accelerator.trace.TraceCall;

/// What no policy can exceed on one group that keeps nothing of earlier prompts.
///
/// @param callsPerSecond that its pipeline has time for: a call's tokens take at least their share of a
///     full pipeline
/// @param callsPerSecondOfMemory that its memory has room for: by Little's law, calls a second times what one
///     occupies over time is at most the room, and a call alone on the device occupies the least
public record Bounds(double callsPerSecond, double callsPerSecondOfMemory) {
    public static Bounds of(DeviceProfile profile, Workload workload) {
        StepCost cost = new StepCost(profile.pipeline());
        double work = 0;
        double held = 0;
        for (TraceCall call : workload.calls()) {
            long tokens = (long) call.promptTokens() + call.completionTokens() - 1;
            work += cost.work(tokens, StepCost.promptContexts(0, tokens));
            long decoding = cost.steps(1, call.promptTokens() + 1L, call.completionTokens() - 1L);
            held += (call.promptTokens() + call.completionTokens() / 2.0) * decoding;
        }
        int calls = workload.calls().size();
        return new Bounds(
                calls / (work / 1e12), calls / (held / 1e12) * profile.memory().contextTokens());
    }

    /// The share of calls whose promise would be broken by a device that had nothing else to do, so that no policy
    /// keeps it.
    public static double hopeless(DeviceProfile profile, Workload workload, Slo slo) {
        StepCost cost = new StepCost(profile.pipeline());
        long fixed = profile.pipeline().fixedNanos() * 1000;
        long hopeless = workload.calls().stream()
                .filter(call -> {
                    long first =
                            fixed + cost.step(call.promptTokens(), StepCost.promptContexts(0, call.promptTokens()));
                    long decoding = cost.steps(1, call.promptTokens() + 1L, call.completionTokens() - 1L);
                    return !slo.isKept(first, first + decoding, call.completionTokens());
                })
                .count();
        return (double) hopeless / workload.calls().size();
    }
}
