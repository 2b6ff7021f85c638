package dev.refactory.accelerator.pool;

import dev.refactory.accelerator.api.InferenceRequest;
import dev.refactory.accelerator.api.InferenceService.AcceleratorStatus;
import dev.refactory.accelerator.api.Load;
import dev.refactory.accelerator.api.Model;
import dev.refactory.accelerator.schedule.Call;
import dev.refactory.accelerator.schedule.GroupView;
import dev.refactory.accelerator.schedule.Kept;
import dev.refactory.accelerator.sim.Answers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongFunction;

/// A member: one simulated device, the calls that were given to it, and the account of what it did. Guarded by
/// the pool's lock.
final class Member implements GroupView {
    enum State {
        ACTIVE,
        DRAINING,
        FAILED
    }

    /// A call whose last token was computed.
    ///
    /// @param picos when, on the device's clock
    /// @param onDevicePicos for how long it was there
    record Done(Seat seat, long picos, long onDevicePicos) {}

    private final MemberSpec spec;
    private final Device device;
    private final Map<String, Model> models = new TreeMap<>();
    private final Map<Integer, Seat> seats = new TreeMap<>();
    private final CompletableFuture<Void> gone = new CompletableFuture<>();
    private final List<Long> batchesByGroups = new ArrayList<>();
    private List<Seat> admitted = new ArrayList<>();
    private List<Done> done = new ArrayList<>();
    private Runnable cancelTimer = () -> {};
    private long wakesAt = Device.NEVER;
    private State state = State.ACTIVE;
    private long requests;
    private long batches;
    private long batchedCalls;
    private int maxBatch;

    Member(MemberSpec spec, PoolLimits limits, Pace pace, long nowNanos) {
        this.spec = spec;
        this.device = new Device(spec.profile(), limits, pace, nowNanos, new Answers() {
            @Override
            public void admitted(int call, long picos) {
                seat(call).admitted(picos);
                admitted.add(seat(call));
            }

            @Override
            public void first(int call, long picos) {}

            @Override
            public void last(int call, long picos) {
                done.add(new Done(seat(call), picos, seat(call).answered(picos)));
            }
        });
        spec.models().forEach(model -> models.put(model.name(), model));
    }

    private Seat seat(int call) {
        return Objects.requireNonNull(seats.get(call));
    }

    MemberSpec spec() {
        return spec;
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
        return Device.capacity(spec.profile());
    }

    boolean canTake(InferenceRequest request) {
        return state == State.ACTIVE
                && serves(request.model())
                && RequestBook.contextTokens(request) <= contextCapacity();
    }

    Device device() {
        return device;
    }

    @Override
    public int calls() {
        return device.engine().calls();
    }

    @Override
    public long pendingTokens() {
        return device.engine().pendingTokens();
    }

    @Override
    public Kept kept(Call call) {
        return device.engine().kept(call);
    }

    /// Tokens of a call's prompt that it would have to compute.
    long toCompute(InFlight call) {
        Call scheduled = call.scheduled(0, contextCapacity());
        return (long) scheduled.promptTokens() - kept(scheduled).tokens();
    }

    /// Nothing was given to it that it has not answered.
    boolean isEmpty() {
        return seats.isEmpty();
    }

    void take(InFlight call, long nowNanos) {
        Seat seat = new Seat(call, call.scheduled(device.picos(nowNanos), contextCapacity()));
        seats.put(call.sequence(), seat);
        if (!device.engine().arrive(seat.scheduled())) {
            throw new IllegalStateException(seat.scheduled() + " does not fit " + name());
        }
    }

    /// @return whether the call waited here, and now no more
    boolean withdraw(InFlight call) {
        Seat seat = seats.get(call.sequence());
        boolean waited = seat != null && seat.waits() && device.engine().withdraw(seat.scheduled());
        if (waited) {
            seats.remove(call.sequence());
        }
        return waited;
    }

    boolean holds(InFlight call) {
        Seat seat = seats.get(call.sequence());
        return seat != null && seat.call() == call;
    }

    /// What became of a call that is on the device. An answer that does not fit beside its prompt is real all the
    /// same; the simulated device is charged as far as it fits.
    void computed(InFlight call, Outcome outcome) {
        Seat seat = seat(call.sequence());
        seat.computed(outcome);
        device.engine().answer(call.sequence(), seat.charged());
    }

    /// Takes the steps that are due.
    void goOn(long nowNanos, PoolMeters meters) {
        long busy = device.engine().busyPicos();
        device.goOn(nowNanos);
        while (device.isDue(nowNanos)) {
            int before = admitted.size();
            device.engine().next();
            if (admitted.size() > before) {
                countBatch(meters);
            }
        }
        device.rest(nowNanos);
        meters.simulated(name(), device.engine().busyPicos() - busy);
    }

    private void countBatch(PoolMeters meters) {
        List<Seat> together = seats.values().stream().filter(Seat::isOnDevice).toList();
        together.forEach(seat -> seat.inBatchOf(together.size()));
        int groups = (int) together.stream()
                .map(Seat::call)
                .map(call -> List.of(call.request().tenant(), call.request().group()))
                .distinct()
                .count();
        batches++;
        batchedCalls += together.size();
        maxBatch = Math.max(maxBatch, together.size());
        while (batchesByGroups.size() < groups) {
            batchesByGroups.add(0L);
        }
        batchesByGroups.set(groups - 1, batchesByGroups.get(groups - 1) + 1);
        meters.batch(together.size(), groups);
    }

    /// Calls that were taken to the device since this was asked last.
    List<Seat> admitted() {
        List<Seat> since = admitted;
        admitted = new ArrayList<>();
        return since;
    }

    /// Calls that were answered since this was asked last.
    List<Done> done() {
        List<Done> since = done;
        done = new ArrayList<>();
        return since;
    }

    /// The answer was handed out.
    void delivered(InFlight call) {
        seats.remove(call.sequence());
        requests++;
    }

    /// Gives back all calls that are not answered.
    List<InFlight> surrender() {
        List<InFlight> calls = seats.values().stream().map(Seat::call).toList();
        seats.clear();
        cancelTimer.run();
        return calls;
    }

    /// Has itself woken at a time, and no more at the one before.
    ///
    /// @param timer gives the way to take it back
    void wakeAt(long nanos, LongFunction<Runnable> timer) {
        if (nanos != wakesAt) {
            cancelTimer.run();
            wakesAt = nanos;
            cancelTimer = nanos == Device.NEVER ? () -> {} : timer.apply(nanos);
        }
    }

    /// When an answer is handed out at pace `REAL`.
    long handOutNanos(Done done) {
        return device.nanosAt(done.picos()) + spec.profile().pipeline().fixedNanos();
    }

    AcceleratorStatus status() {
        int waiting = (int) seats.values().stream().filter(Seat::waits).count();
        return new AcceleratorStatus(
                name(),
                spec.profile().name(),
                true,
                state.name().toLowerCase(Locale.ROOT),
                List.copyOf(models.keySet()),
                seats.size() - waiting,
                waiting,
                requests,
                batches,
                batches == 0 ? 0 : (double) batchedCalls / batches,
                maxBatch,
                List.copyOf(batchesByGroups),
                device.engine().busyPicos() / 1_000_000_000,
                new Load(
                        contextCapacity(),
                        contextCapacity() - device.engine().freeContext(),
                        device.engine().askedContext(),
                        pendingTokens(),
                        device.engine().waitsFor()));
    }
}
