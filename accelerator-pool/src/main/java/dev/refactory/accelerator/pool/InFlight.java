package dev.refactory.accelerator.pool;

import dev.refactory.accelerator.api.InferenceRequest;
import dev.refactory.accelerator.api.InferenceResponse;
import dev.refactory.accelerator.schedule.Call;
import dev.refactory.kit.problem.RefactoryException;
import dev.refactory.kit.tenant.TenantId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// A request the pool has accepted, and everybody who waits for its answer. Guarded by the pool's lock.
final class InFlight {
    /// Who asked for what: a repeated id is the same work, within one tenant only.
    record Key(TenantId tenant, String requestId) {
        static Key of(InferenceRequest request) {
            return new Key(request.tenant(), request.requestId());
        }
    }

    private final InferenceRequest request;
    private final int sequence;
    private final long arrivedNanos;
    /// A prompt's blocks are a tenant's own: what another has sent shows in nobody's times.
    private final List<Integer> blocks;
    private final List<CompletableFuture<InferenceResponse>> callers = new ArrayList<>();
    private @Nullable Execution execution;
    private int runs;

    /// @param sequence place of arrival; kept when it returns to a queue because its member failed
    InFlight(InferenceRequest request, int sequence, long arrivedNanos) {
        this.request = request;
        this.sequence = sequence;
        this.arrivedNanos = arrivedNanos;
        this.blocks = request.prefixBlocks().stream()
                .map(block -> Objects.hash(request.tenant().value(), block))
                .toList();
    }

    InferenceRequest request() {
        return request;
    }

    int sequence() {
        return sequence;
    }

    long arrivedNanos() {
        return arrivedNanos;
    }

    /// As schedulers see it.
    ///
    /// @param picos when it came to the member, on that one's clock
    /// @param capacity tokens of context that fit on the member
    Call scheduled(long picos, long capacity) {
        int prompt = Math.max(1, request.promptTokens());
        return new Call(
                sequence,
                picos,
                prompt,
                (int) Math.min(Integer.MAX_VALUE, Math.max(1, capacity - prompt)),
                blocks,
                request.tier(),
                request.tenant().value(),
                request.group());
    }

    int runs() {
        return runs;
    }

    void start(Execution next) {
        runs++;
        execution = next;
    }

    /// Its member failed; it waits again.
    void lost() {
        execution = null;
    }

    /// Empty while it waits.
    Optional<Execution> execution() {
        return Optional.ofNullable(execution);
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

    /// Why a request of the same id cannot share its answer, if so.
    Optional<RefactoryException> conflict(InferenceRequest other) {
        return request.model().equals(other.model()) && Arrays.equals(request.input(), other.input())
                ? Optional.empty()
                : Optional.of(Refusals.differentWork(request.requestId()));
    }
}
