package dev.refactory.accelerator.sim;

import dev.refactory.accelerator.device.DeviceProfile;

/// A group that answers, but late: from the beginning, every step takes longer than its profile says.
///
/// @param group place in the pool, from 0
/// @param times as long, at least 1
/// @param untilPicos steps that begin then or later take what they should; [#NEVER] for none
public record Slow(int group, int times, long untilPicos) {
    public static final long NEVER = Long.MAX_VALUE;

    public Slow {
        if (group < 0 || times < 1) {
            throw new IllegalArgumentException("group " + group + " that takes " + times + " times as long");
        }
    }

    /// One that does not become well.
    public Slow(int group, int times) {
        this(group, times, NEVER);
    }

    DeviceProfile.Pipeline of(DeviceProfile.Pipeline pipeline) {
        return new DeviceProfile.Pipeline(
                pipeline.tokenNanos() * times,
                pipeline.contextPicos() * times,
                pipeline.depth(),
                pipeline.marginalPermille(),
                pipeline.fixedNanos());
    }
}
