package dev.refactory.accelerator.sim;

import dev.refactory.accelerator.device.DeviceProfile;

/// A group that answers, but late: every step takes longer than its profile says.
///
/// @param group place in the pool, from 0
/// @param times as long, at least 1
public record Slow(int group, int times) {
    public Slow {
        if (group < 0 || times < 1) {
            throw new IllegalArgumentException("group " + group + " that takes " + times + " times as long");
        }
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
