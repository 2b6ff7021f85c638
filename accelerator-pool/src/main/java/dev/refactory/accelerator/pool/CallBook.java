package dev.refactory.accelerator.pool;

import dev.refactory.accelerator.api.InferenceRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/// Every request the pool has accepted and not yet answered, and which of them wait. Guarded by the pool's
/// lock.
final class CallBook {
    /// Tokens set aside for an answer whose length nobody knows yet; what published serving studies reserve.
    static final int ANSWER_TOKENS_RESERVED = 2048;

    private final Map<Call.Key, Call> calls = new HashMap<>();
    private final NavigableMap<Long, Call> waiting = new TreeMap<>();
    private long sequence;
    private long pendingBytes;

    static long contextTokens(InferenceRequest request) {
        return (long) request.promptTokens() + ANSWER_TOKENS_RESERVED;
    }

    Optional<Call> find(Call.Key key) {
        return Optional.ofNullable(calls.get(key));
    }

    boolean holds(Call call) {
        return calls.get(Call.Key.of(call.request())) == call;
    }

    boolean isWaiting(Call call) {
        return waiting.get(call.waiting().sequence()) == call;
    }

    /// The queue is full, or the inputs it keeps alive are.
    boolean full(PoolLimits limits, InferenceRequest next) {
        return waiting.size() >= limits.maxWaiting() || pendingBytes + next.input().length > limits.maxPendingBytes();
    }

    Call accept(InferenceRequest request, long now) {
        WaitingRequest place = new WaitingRequest(
                sequence++,
                request.tenant(),
                request.group(),
                request.model(),
                request.tier(),
                contextTokens(request),
                now);
        Call call = new Call(request, place);
        calls.put(Call.Key.of(request), call);
        waiting.put(place.sequence(), call);
        pendingBytes += request.input().length;
        return call;
    }

    /// From the queue to a batch.
    Call start(WaitingRequest place) {
        Call call = waiting.remove(place.sequence());
        if (call == null) {
            throw new IllegalStateException("not waiting: " + place.sequence());
        }
        call.started();
        return call;
    }

    /// Back to its old place; may exceed the queue's limit, because accepted work is not dropped.
    void requeue(Call call) {
        waiting.put(call.waiting().sequence(), call);
    }

    void finish(Call call) {
        if (calls.remove(Call.Key.of(call.request()), call)) {
            waiting.remove(call.waiting().sequence());
            pendingBytes -= call.request().input().length;
        }
    }

    List<Call> all() {
        return List.copyOf(calls.values());
    }

    List<Call> allWaiting() {
        return List.copyOf(waiting.values());
    }

    /// In order of arrival.
    List<WaitingRequest> waiting() {
        return waiting.values().stream().map(Call::waiting).toList();
    }

    int waitingCount() {
        return waiting.size();
    }
}
