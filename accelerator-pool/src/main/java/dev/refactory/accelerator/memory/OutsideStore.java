package dev.refactory.accelerator.memory;

import dev.refactory.accelerator.device.DeviceModel;
import dev.refactory.accelerator.device.DeviceProfile;
import dev.refactory.accelerator.device.StepCost;

/// Blocks beside the wafers: of one group, or of all groups of a pool, as Mooncake's (FAST'25). Then a block that one
/// group computed comes back to any of them, and outlives the group. Least recently used ones are given up
/// first. Deterministic; not thread-safe.
public final class OutsideStore {
    /// How large it is, and how far away.
    ///
    /// @param tokens it has room for; 0 when there is none
    /// @param ttlPicos how long after its last use a block is kept
    /// @param tokenPicos what moving one token takes
    public record Place(long tokens, long ttlPicos, long tokenPicos) {
        public static final Place NONE = new Place(0, 0, 0);

        private static final long MANY = 1_000_000;

        /// Over the link of a device, and kept for five minutes, as vendors say they do.
        public static Place of(DeviceProfile profile, long tokens) {
            long tokenPicos = new DeviceModel(profile).moveNanos(MANY) * 1000 / MANY;
            return new Place(tokens, 300_000_000_000_000L, tokenPicos);
        }

        /// What bringing back a token takes, in times of computing one.
        public double shareOf(StepCost cost) {
            return (double) tokenPicos / cost.work(1, 0);
        }
    }

    private final Place place;
    private final int room;
    private final BlockTable blocks = new BlockTable();
    private long version;

    /// @param place room, time and way; the room is that of all groups together
    /// @param blockTokens tokens of a block, at least 1
    public OutsideStore(Place place, int blockTokens) {
        if (blockTokens < 1) {
            throw new IllegalArgumentException("blocks of " + blockTokens + " tokens");
        }
        this.place = place;
        this.room = (int) Math.min(Integer.MAX_VALUE, place.tokens() / blockTokens);
    }

    Place place() {
        return place;
    }

    /// Another number whenever an answer may be another.
    long version() {
        return version;
    }

    boolean hasRoom() {
        return room > 0;
    }

    /// Where a block is; [BlockTable#NONE] when it is not here.
    ///
    /// @param hint where it was
    int find(int hint, int id) {
        return blocks.is(hint, id) ? hint : room == 0 ? BlockTable.NONE : blocks.find(id);
    }

    /// The same of the block behind another in a prompt.
    ///
    /// @param before where that one is; [BlockTable#NONE] when prompts begin with the block
    int findNext(int before, int id) {
        return room == 0 ? BlockTable.NONE : blocks.find(before, id);
    }

    /// Whether one that is here may still be brought back.
    boolean isKept(int slot, long now) {
        return now - blocks.used[slot] <= place.ttlPicos();
    }

    void use(int slot, long now) {
        version++;
        blocks.used[slot] = now;
        blocks.order.toEnd(slot);
    }

    /// Takes one in that is not here; [#trim] makes the room.
    ///
    /// @param begins whether prompts begin with it
    int put(int id, boolean begins, long now) {
        int slot = blocks.put(id, begins);
        blocks.order.add(slot);
        blocks.used[slot] = now;
        version++;
        return slot;
    }

    /// Gives up as many as there is no room for.
    void trim() {
        while (blocks.order.size() > room) {
            int oldest = blocks.order.first();
            blocks.order.remove(oldest);
            blocks.remove(oldest);
            version++;
        }
    }
}
