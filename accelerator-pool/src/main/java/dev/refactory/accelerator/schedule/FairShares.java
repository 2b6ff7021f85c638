package dev.refactory.accelerator.schedule;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// P7b: of the tenants that wait, the one that was given least so far is next; each tenant's own calls in
/// the order of their arrival (VTC, OSDI'24). What is given is counted in tokens, of prompts when a call
/// is taken and of answers when it is answered. Who comes back is lifted to the least of those that wait,
/// so that nobody saves up; who was last alone, to what he had then.
public final class FairShares implements CallQueue {
    /// A token of an answer takes a stream's step, as a token of a prompt takes a place in one.
    private static final long ANSWER_WEIGHT = 2;

    private final Map<String, Tenant> tenants = new HashMap<>();
    private final TreeSet<Tenant> waiting = new TreeSet<>(
            Comparator.<Tenant>comparingLong(tenant -> tenant.given).thenComparingInt(tenant -> tenant.number));
    /// What the tenant had been given that left last, when nobody else waited.
    private long lastGiven;
    private int size;

    private static final class Tenant {
        final int number;
        final Deque<Call> calls = new ArrayDeque<>();
        long given;

        Tenant(int number) {
            this.number = number;
        }
    }

    @Override
    public void add(Call call) {
        Tenant tenant = tenants.computeIfAbsent(call.tenant(), name -> new Tenant(tenants.size()));
        if (tenant.calls.isEmpty()) {
            tenant.given = Math.max(tenant.given, waiting.isEmpty() ? lastGiven : waiting.first().given);
            tenant.calls.addLast(call);
            waiting.add(tenant);
        } else {
            tenant.calls.addLast(call);
        }
        size++;
    }

    @Override
    public @Nullable Call peek(long nowPicos) {
        return waiting.isEmpty() ? null : waiting.first().calls.getFirst();
    }

    @Override
    public void take(Call call) {
        Tenant tenant = waiting.pollFirst();
        if (tenant == null || tenant.calls.pollFirst() != call) {
            throw new IllegalStateException(call + " is not the next");
        }
        tenant.given += call.promptTokens();
        if (!tenant.calls.isEmpty()) {
            waiting.add(tenant);
        } else if (waiting.isEmpty()) {
            lastGiven = tenant.given;
        }
        size--;
    }

    @Override
    public void left(Call call, int completionTokens) {
        Tenant tenant = tenants.get(call.tenant());
        if (tenant != null) {
            boolean waits = waiting.remove(tenant);
            tenant.given += ANSWER_WEIGHT * completionTokens;
            if (waits) {
                waiting.add(tenant);
            }
        }
    }

    @Override
    public int size() {
        return size;
    }
}
