package dev.refactory.accelerator.trace;

import java.util.List;

/// Recorded inference requests in the order of their arrival.
///
/// @param name for reports
/// @param blockTokens tokens of a block of `prefixBlocks`; 0 when there are none
/// @param calls at least one, by arrival
public record Trace(String name, int blockTokens, List<TraceCall> calls) {
    public Trace {
        calls = List.copyOf(calls);
        if (calls.isEmpty()) {
            throw new IllegalArgumentException("Trace " + name + " has no calls");
        }
        for (int i = 1; i < calls.size(); i++) {
            if (calls.get(i).arrivalNanos() < calls.get(i - 1).arrivalNanos()) {
                throw new IllegalArgumentException(
                        "Trace " + name + ": call " + i + " arrives before the one before it");
            }
        }
    }
}
