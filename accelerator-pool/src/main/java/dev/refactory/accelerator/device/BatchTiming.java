package dev.refactory.accelerator.device;

import java.util.List;

/// When the requests of one batch would be answered. Simulated, never measured.
///
/// @param requestNanos per request, in the batch's order: from the start of the batch to its last token
/// @param deviceNanos from the start of the batch to its last answer
public record BatchTiming(List<Long> requestNanos, long deviceNanos) {
    public BatchTiming {
        requestNanos = List.copyOf(requestNanos);
    }
}
