package dev.refactory.accelerator.memory;

import dev.refactory.accelerator.schedule.Call;
import dev.refactory.accelerator.schedule.Kept;
import java.util.HashMap;
import java.util.Map;

/// Reserves for every call the longest context it can come to, and keeps nothing: as P0 and P1 do.
public final class ReservedMemory implements ContextMemory {
    private final long capacity;
    private final Map<Integer, Long> reserved = new HashMap<>();
    private long used;

    /// @param capacity in tokens
    public ReservedMemory(long capacity) {
        this.capacity = capacity;
    }

    @Override
    public boolean fits(Call call) {
        return call.maxContext() <= capacity;
    }

    @Override
    public long needed(Call call) {
        return call.maxContext();
    }

    @Override
    public boolean hasRoom(Call call) {
        return call.maxContext() <= free();
    }

    @Override
    public Held admit(Call call, long now) {
        if (!hasRoom(call) || reserved.putIfAbsent(call.id(), call.maxContext()) != null) {
            throw new IllegalStateException(call + " is admitted to " + free() + " tokens of room");
        }
        used += call.maxContext();
        return new Held(Kept.NOTHING, now);
    }

    @Override
    public void computed(Call call, long now) {
        if (!reserved.containsKey(call.id())) {
            throw new IllegalStateException(call + " is not held");
        }
    }

    @Override
    public void release(Call call, long now) {
        Long context = reserved.remove(call.id());
        if (context == null) {
            throw new IllegalStateException(call + " is not held");
        }
        used -= context;
    }

    @Override
    public Kept kept(Call call, long now) {
        return Kept.NOTHING;
    }

    @Override
    public long free() {
        return capacity - used;
    }

    @Override
    public int held() {
        return reserved.size();
    }
}
