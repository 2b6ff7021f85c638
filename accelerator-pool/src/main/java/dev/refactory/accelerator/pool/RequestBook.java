package dev.refactory.accelerator.pool;

import dev.refactory.accelerator.api.InferenceRequest;
import dev.refactory.accelerator.api.ServiceTier;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/// Every request the pool has accepted and not yet answered. Guarded by the pool's lock.
final class RequestBook {
    /// Tokens that a device must have room for beside a prompt, so that something can be answered; what published
    /// serving studies reserve.
    static final int ANSWER_TOKENS_RESERVED = 2048;

    private final Map<InFlight.Key, InFlight> calls = new HashMap<>();
    private final TreeSet<InFlight> waiting = new TreeSet<>(
            Comparator.<InFlight, ServiceTier>comparing(call -> call.request().tier())
                    .thenComparingInt(InFlight::sequence));
    private int sequence;
    private long pendingBytes;

    static long contextTokens(InferenceRequest request) {
        return (long) request.promptTokens() + ANSWER_TOKENS_RESERVED;
    }

    Optional<InFlight> find(InFlight.Key key) {
        return Optional.ofNullable(calls.get(key));
    }

    boolean holds(InFlight call) {
        return calls.get(InFlight.Key.of(call.request())) == call;
    }

    boolean isWaiting(InFlight call) {
        return waiting.contains(call);
    }

    /// The queue is full, or the inputs it keeps alive are.
    boolean full(PoolLimits limits, InferenceRequest next) {
        return waiting.size() >= limits.maxWaiting() || pendingBytes + next.input().length > limits.maxPendingBytes();
    }

    InFlight accept(InferenceRequest request, long now) {
        sequence = calls.isEmpty() ? 0 : Math.incrementExact(sequence);
        InFlight call = new InFlight(request, sequence, now);
        calls.put(InFlight.Key.of(request), call);
        waiting.add(call);
        pendingBytes += request.input().length;
        return call;
    }

    /// From a queue to a device.
    void start(InFlight call, Execution execution) {
        if (!waiting.remove(call)) {
            throw new IllegalStateException("not waiting: " + call.sequence());
        }
        call.start(execution);
    }

    /// Back to its old place among those that wait; may exceed the limit, because accepted work is not dropped.
    void requeue(InFlight call) {
        waiting.add(call);
        call.lost();
    }

    void finish(InFlight call) {
        if (calls.remove(InFlight.Key.of(call.request()), call)) {
            waiting.remove(call);
            pendingBytes -= call.request().input().length;
        }
    }

    List<InFlight> all() {
        return List.copyOf(calls.values());
    }

    /// Those on no device, the better tier first, and in order of arrival.
    List<InFlight> waiting() {
        return List.copyOf(waiting);
    }

    int waitingCount() {
        return waiting.size();
    }
}
