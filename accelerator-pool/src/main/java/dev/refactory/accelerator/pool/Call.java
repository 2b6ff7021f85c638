package dev.refactory.accelerator.pool;

import dev.refactory.accelerator.api.InferenceRequest;
import dev.refactory.accelerator.api.InferenceResponse;
import dev.refactory.kit.tenant.TenantId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// A request the pool has accepted, and everybody who waits for its answer. Guarded by the pool's lock.
final class Call {
    /// Who asked for what: a repeated id is the same work, within one tenant only.
    record Key(TenantId tenant, String requestId) {
        static Key of(InferenceRequest request) {
            return new Key(request.tenant(), request.requestId());
        }
    }

    private final InferenceRequest request;
    private final WaitingRequest waiting;
    private final List<CompletableFuture<InferenceResponse>> callers = new ArrayList<>();
    private int runs;

    Call(InferenceRequest request, WaitingRequest waiting) {
        this.request = request;
        this.waiting = waiting;
    }

    InferenceRequest request() {
        return request;
    }

    WaitingRequest waiting() {
        return waiting;
    }

    int runs() {
        return runs;
    }

    void started() {
        runs++;
    }

    void add(CompletableFuture<InferenceResponse> caller) {
        callers.add(caller);
    }

    /// @return whether nobody waits for the answer any more
    boolean remove(CompletableFuture<InferenceResponse> caller) {
        callers.remove(caller);
        return callers.isEmpty();
    }

    boolean abandoned() {
        return callers.isEmpty();
    }

    List<CompletableFuture<InferenceResponse>> callers() {
        return List.copyOf(callers);
    }

    boolean sameWork(InferenceRequest other) {
        return request.model().equals(other.model()) && Arrays.equals(request.input(), other.input());
    }
}
