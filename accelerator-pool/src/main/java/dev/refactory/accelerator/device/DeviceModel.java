package dev.refactory.accelerator.device;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/// How long a simulated wafer group would take, in its simplest form: a batch is prefilled request by request,
/// then all its streams decode together, each leaving when its answer is complete. Pure, exact integer
/// arithmetic: the same shapes in the same order give the same nanoseconds on every machine.
///
/// Simulated. The shape follows what is published of wafer-scale serving (layers resident, one token of one
/// stream at a time through a spatial pipeline); what is not published is named in [DeviceProfile]. Left out
/// here: requests joining a running batch, chunked prefill, reuse of prefixes, swapping, speculation, failures
/// of cores.
public final class DeviceModel {
    private static final long PICOS = 1000;

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

    /// The requests of `batch`, run together from an idle device, prefilled in their order.
    public BatchTiming simulate(List<RequestShape> batch) {
        long fixed = profile.pipeline().fixedNanos() * PICOS;
        long[] done = new long[batch.size()];
        long prefilled = 0;
        for (int i = 0; i < done.length; i++) {
            int prompt = batch.get(i).promptTokens();
            prefilled = Math.addExact(prefilled, prefillPicos(prompt));
            // The fill of the pipeline is paid in parallel, the work of its stages is not.
            done[i] = fixed + Math.max(prefilled, cost.step(1, prompt));
        }
        decode(batch, done);
        List<Long> nanos = new ArrayList<>(done.length);
        for (long picos : done) {
            nanos.add(picos / PICOS);
        }
        return new BatchTiming(nanos, nanos.isEmpty() ? 0 : Collections.max(nanos));
    }

    /// Between two streams leaving, the batch is constant and contexts grow by one a step, so any number of
    /// steps has a closed form. Adds to `done`, which holds the time of each first token.
    private void decode(List<RequestShape> batch, long[] done) {
        List<Integer> leaving = new ArrayList<>();
        long contexts = 0;
        for (int i = 0; i < done.length; i++) {
            if (batch.get(i).completionTokens() > 1) {
                leaving.add(i);
                contexts += batch.get(i).promptTokens() + 1L;
            }
        }
        leaving.sort(Comparator.comparingInt(i -> batch.get(i).completionTokens()));
        long now = Arrays.stream(done).max().orElse(0);
        long stepsTaken = 0;
        for (int left = 0; left < leaving.size(); left++) {
            int next = leaving.get(left);
            int streams = leaving.size() - left;
            long steps = batch.get(next).completionTokens() - 1L - stepsTaken;
            now = Math.addExact(now, cost.steps(streams, contexts, steps));
            stepsTaken += steps;
            contexts += streams * steps - (batch.get(next).promptTokens() + 1L + stepsTaken);
            done[next] = now;
        }
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
