package dev.refactory.accelerator.schedule;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/// In the order of arrival.
public final class FirstCome implements CallQueue {
    private final Deque<Call> calls = new ArrayDeque<>();

    @Override
    public void add(Call call) {
        calls.addLast(call);
    }

    @Override
    public @Nullable Call peek(long nowPicos) {
        return calls.peekFirst();
    }

    @Override
    public void take(Call call) {
        if (calls.pollFirst() != call) {
            throw new IllegalStateException(call + " is not the next");
        }
    }

    @Override
    public int size() {
        return calls.size();
    }
}
