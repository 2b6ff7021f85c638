package dev.refactory.accelerator.schedule;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// In the order of arrival, which is that of their ids.
public final class FirstCome implements CallQueue {
    private final Deque<Call> calls = new ArrayDeque<>();

    @Override
    public void add(Call call) {
        Call last = calls.peekLast();
        if (last == null || last.id() < call.id()) {
            calls.addLast(call);
        } else {
            List<Call> all = new ArrayList<>(calls);
            all.add(call);
            all.sort(Comparator.comparingInt(Call::id));
            calls.clear();
            calls.addAll(all);
        }
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
    public boolean remove(Call call) {
        return calls.remove(call);
    }

    @Override
    public int size() {
        return calls.size();
    }
}
