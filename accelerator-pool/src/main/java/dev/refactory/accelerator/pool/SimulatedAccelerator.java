package dev.refactory.accelerator.pool;

import dev.refactory.accelerator.api.InferenceService.AcceleratorStatus;
import dev.refactory.accelerator.api.Model;
import dev.refactory.accelerator.device.BatchTiming;
import dev.refactory.accelerator.device.DeviceModel;
import dev.refactory.accelerator.pool.Placement.MemberLoad;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// A member: one simulated device that runs one batch at a time, and the account of what it did. Guarded by the
/// pool's lock.
final class SimulatedAccelerator {
    enum State {
        ACTIVE,
        DRAINING,
        FAILED
    }

    private final MemberSpec spec;
    private final DeviceModel device;
    private final Map<String, Model> models = new TreeMap<>();
    private final List<Long> batchesByGroups = new ArrayList<>();
    private final CompletableFuture<Void> gone = new CompletableFuture<>();
    private State state = State.ACTIVE;
    private @Nullable RunningBatch running;
    private long requests;
    private long batches;
    private int maxBatch;
    private long servedTokens;
    private long simulatedNanos;

    SimulatedAccelerator(MemberSpec spec) {
        this.spec = spec;
        this.device = new DeviceModel(spec.profile());
        spec.models().forEach(model -> models.put(model.name(), model));
    }

    String name() {
        return spec.name();
    }

    State state() {
        return state;
    }

    void enter(State next) {
        state = next;
    }

    /// Completed by the pool when the member has left it.
    CompletableFuture<Void> gone() {
        return gone;
    }

    boolean serves(String model) {
        return models.containsKey(model);
    }

    Model model(String name) {
        Model model = models.get(name);
        if (model == null) {
            throw new IllegalStateException(name() + " does not serve " + name);
        }
        return model;
    }

    long contextCapacity() {
        return spec.profile().memory().contextTokens();
    }

    Optional<RunningBatch> running() {
        return Optional.ofNullable(running);
    }

    boolean isRunning(RunningBatch batch) {
        return running == batch;
    }

    void begin(RunningBatch batch) {
        if (running != null) {
            throw new IllegalStateException(name() + " runs a batch already");
        }
        running = batch;
    }

    void end() {
        running = null;
    }

    BatchTiming timing(RunningBatch batch) {
        return batch.timing(device);
    }

    /// Books a batch that was computed to its end.
    void account(RunningBatch batch, BatchTiming timing) {
        int size = batch.calls().size();
        requests += size;
        batches++;
        maxBatch = Math.max(maxBatch, size);
        servedTokens += batch.contextTokens();
        simulatedNanos += timing.deviceNanos();
        int groups = batch.groups();
        while (batchesByGroups.size() < groups) {
            batchesByGroups.add(0L);
        }
        batchesByGroups.set(groups - 1, batchesByGroups.get(groups - 1) + 1);
    }

    MemberLoad load() {
        return new MemberLoad(
                name(),
                state == State.ACTIVE,
                models.keySet(),
                contextCapacity(),
                spec.profile().pipeline().depth(),
                running == null ? 0 : running.contextTokens(),
                servedTokens);
    }

    /// @param waiting requests in the pool's queue that this member could take
    AcceleratorStatus status(int waiting) {
        return new AcceleratorStatus(
                name(),
                spec.profile().name(),
                true,
                state.name().toLowerCase(Locale.ROOT),
                List.copyOf(models.keySet()),
                running == null ? 0 : running.calls().size(),
                waiting,
                requests,
                batches,
                batches == 0 ? 0 : (double) requests / batches,
                maxBatch,
                List.copyOf(batchesByGroups),
                simulatedNanos / 1_000_000);
    }
}
