package dev.refactory.accelerator.schedule;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Of the owners that wait, the one that was given least so far is next (VTC, OSDI'24). What is given is
/// counted in tokens, of prompts when a call is taken and of answers when it is answered. Who comes back is
/// lifted to the least of those that wait, so that nobody saves up; who was last alone, to what he had then.
///
/// P7b shares among tenants. P7c shares among the jobs of a tenant as well: the job that was given least is next, so
/// that short jobs are not behind long ones (attained service, Autellix, arXiv 2502.13965).
///
/// At most [#MOST_REMEMBERED] owners that have nothing waiting are remembered.
public final class FairShares implements CallQueue {
    static final int MOST_REMEMBERED = 10_000;

    /// A token of an answer takes a stream's step, as a token of a prompt takes a place in one.
    private static final long ANSWER_WEIGHT = 2;

    private final Function<Call, String> ownerOf;
    private final Supplier<? extends CallQueue> within;
    private final Map<String, Owner> owners = new HashMap<>();
    private final TreeSet<Owner> waiting = new TreeSet<>(
            Comparator.<Owner>comparingLong(owner -> owner.given).thenComparingInt(owner -> owner.number));
    /// What the owner had been given that left last, when nobody else waited.
    private long lastGiven;
    private int numbers;
    private int size;

    private static final class Owner {
        final int number;
        final CallQueue calls;
        long given;

        Owner(int number, CallQueue calls) {
            this.number = number;
            this.calls = calls;
        }
    }

    /// @param within decides which of an owner's calls is next
    private FairShares(Function<Call, String> ownerOf, Supplier<? extends CallQueue> within) {
        this.ownerOf = ownerOf;
        this.within = within;
    }

    /// P7b: among tenants; each one's own calls in the order of their arrival.
    public static FairShares ofTenants() {
        return new FairShares(Call::tenant, FirstCome::new);
    }

    /// P7c: among tenants, and among the jobs of each.
    public static FairShares ofTenantsAndJobs() {
        return new FairShares(Call::tenant, FairShares::ofJobs);
    }

    /// P7c alone.
    public static FairShares ofJobs() {
        return new FairShares(Call::job, FirstCome::new);
    }

    @Override
    public void add(Call call) {
        Owner owner = owners.get(ownerOf.apply(call));
        if (owner == null) {
            forgetSome();
            owner = new Owner(numbers++, within.get());
            owners.put(ownerOf.apply(call), owner);
        }
        if (owner.calls.size() == 0) {
            owner.given = Math.max(owner.given, floor());
            waiting.add(owner);
        }
        owner.calls.add(call);
        size++;
    }

    private long floor() {
        return waiting.isEmpty() ? lastGiven : waiting.first().given;
    }

    /// Who was given no more than the floor is lifted to it when he comes back, known or not; when too many are
    /// left, the others are let off too.
    private void forgetSome() {
        if (owners.size() - waiting.size() >= MOST_REMEMBERED) {
            long floor = floor();
            owners.values().removeIf(owner -> owner.calls.size() == 0 && owner.given <= floor);
            if (owners.size() - waiting.size() >= MOST_REMEMBERED / 2) {
                owners.values().removeIf(owner -> owner.calls.size() == 0);
            }
        }
    }

    /// Owners that are remembered.
    int remembered() {
        return owners.size();
    }

    @Override
    public @Nullable Call peek(long nowPicos) {
        return waiting.isEmpty() ? null : waiting.first().calls.peek(nowPicos);
    }

    @Override
    public void take(Call call) {
        Owner owner = owners.get(ownerOf.apply(call));
        if (owner == null || waiting.isEmpty() || waiting.first() != owner) {
            throw new IllegalStateException(call + " is not the next");
        }
        owner.calls.take(call);
        waiting.remove(owner);
        owner.given += call.promptTokens();
        waitOn(owner);
    }

    /// After one of his calls was taken out, and he from those that wait.
    private void waitOn(Owner owner) {
        if (owner.calls.size() > 0) {
            waiting.add(owner);
        } else if (waiting.isEmpty()) {
            lastGiven = owner.given;
        }
        size--;
    }

    @Override
    public boolean remove(Call call) {
        Owner owner = owners.get(ownerOf.apply(call));
        if (owner == null || !owner.calls.remove(call)) {
            return false;
        }
        waiting.remove(owner);
        waitOn(owner);
        return true;
    }

    @Override
    public void left(Call call, int completionTokens) {
        Owner owner = owners.get(ownerOf.apply(call));
        if (owner != null) {
            boolean waits = waiting.remove(owner);
            owner.given += ANSWER_WEIGHT * completionTokens;
            owner.calls.left(call, completionTokens);
            if (waits) {
                waiting.add(owner);
            }
        }
    }

    @Override
    public int size() {
        return size;
    }
}
