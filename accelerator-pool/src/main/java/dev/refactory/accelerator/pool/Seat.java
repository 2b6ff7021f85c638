package dev.refactory.accelerator.pool;

import dev.refactory.accelerator.schedule.Call;
import org.jspecify.annotations.Nullable;

/// A call on a member, where it waits, or is on the device. Guarded by the pool's lock.
final class Seat {
    private final InFlight call;
    private final Call scheduled;
    private long admittedPicos = -1;
    private boolean answered;
    private int batchSize;
    private @Nullable Outcome outcome;

    Seat(InFlight call, Call scheduled) {
        this.call = call;
        this.scheduled = scheduled;
    }

    InFlight call() {
        return call;
    }

    Call scheduled() {
        return scheduled;
    }

    void admitted(long picos) {
        admittedPicos = picos;
    }

    /// Its last token was computed.
    ///
    /// @return how long it was on the device, in picoseconds
    long answered(long picos) {
        answered = true;
        return picos - admittedPicos;
    }

    boolean isOnDevice() {
        return admittedPicos >= 0 && !answered;
    }

    boolean waits() {
        return admittedPicos < 0;
    }

    /// It is on the device together with so many, itself included.
    void inBatchOf(int size) {
        batchSize = Math.max(batchSize, size);
    }

    /// The most calls it was on the device with at once.
    int batchSize() {
        return batchSize;
    }

    void computed(Outcome result) {
        outcome = result;
    }

    /// Tokens that the device computes for its answer: as many as fit beside the prompt, and one for what fails.
    ///
    /// @throws IllegalStateException when it was not computed yet
    int charged() {
        return Math.clamp(outcome().completionTokens(), 1, scheduled.maxCompletionTokens());
    }

    /// @throws IllegalStateException when it was not computed yet
    Outcome outcome() {
        if (outcome == null) {
            throw new IllegalStateException("not computed: " + call.sequence());
        }
        return outcome;
    }
}
