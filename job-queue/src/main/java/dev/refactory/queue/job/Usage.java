package dev.refactory.queue.job;

/// What work consumed, summed over accepted attempts only.
///
/// @param promptTokens into a model, `o200k_base`
/// @param completionTokens out of a model
/// @param simulatedDeviceMicros simulated accelerator time; never measured time
public record Usage(long promptTokens, long completionTokens, long simulatedDeviceMicros) {
    public static final Usage NONE = new Usage(0, 0, 0);

    public Usage plus(Usage other) {
        return new Usage(
                promptTokens + other.promptTokens,
                completionTokens + other.completionTokens,
                simulatedDeviceMicros + other.simulatedDeviceMicros);
    }
}
