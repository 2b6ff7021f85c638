package dev.refactory.accelerator.api;

/// Why the next request waits.
public enum WaitReason {
    /// For the end of the step that is being taken.
    STEP,
    /// The device stands still: it has come to an answer that its model is still computing.
    ANSWER,
    /// Its context has no room beside those on the device.
    ROOM,
    /// As many requests are on the device as may be at once.
    PLACE
}
