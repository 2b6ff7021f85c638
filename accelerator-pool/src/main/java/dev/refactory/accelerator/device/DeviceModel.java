package dev.refactory.accelerator.device;

/// What single operations of a simulated wafer group would take. Pure, exact integer arithmetic.
///
/// Simulated. The shape follows what is published of wafer-scale serving (layers resident, one token of one
/// stream at a time through a spatial pipeline); what is not published is named in [DeviceProfile]. What calls
/// do to each other is the simulator's (`sim`). Left out: speculation.
public final class DeviceModel {
    private static final long PICOS = 1000;
    private static final long BOOT_NANOS = 60_000_000_000L;

    private final DeviceProfile profile;
    private final StepCost cost;

    public DeviceModel(DeviceProfile profile) {
        this.profile = profile;
        this.cost = new StepCost(profile.pipeline());
    }

    public DeviceProfile profile() {
        return profile;
    }

    /// One token of one stream with `context` tokens before it.
    public long tokenNanos(long context) {
        return cost.step(1, context) / PICOS;
    }

    /// One step of `streams` decode streams that all have `context` tokens: constant up to the pipeline's
    /// depth, then growing by the marginal cost.
    public long stepNanos(int streams, long context) {
        return cost.step(streams, streams * context) / PICOS;
    }

    /// Work of a prompt nobody has computed before; the same as recomputing a context that was dropped.
    public long prefillNanos(long promptTokens) {
        return prefillPicos(promptTokens) / PICOS;
    }

    /// Moving a context of `tokens` off the wafers or back.
    public long moveNanos(long tokens) {
        return transferNanos(Math.multiplyExact(tokens, profile.memory().kvBytesPerToken()));
    }

    /// Loading the weights.
    public long loadNanos() {
        return transferNanos(profile.memory().weightBytes());
    }

    /// From noticing that a group stopped until it serves again: it is started, assumed to take a minute, and the
    /// weights are loaded.
    public long restartNanos() {
        return BOOT_NANOS + loadNanos();
    }

    private long prefillPicos(long tokens) {
        return cost.work(tokens, StepCost.promptContexts(0, tokens));
    }

    private long transferNanos(long bytes) {
        DeviceProfile.Link link = profile.link();
        long bytesPerSecond =
                profile.memory().wafers() * (link.bytesPerSecondPerWafer() / 1000) * link.efficiencyPermille();
        return StepCost.scale(bytes, 1000, bytesPerSecond / 1_000_000);
    }
}
