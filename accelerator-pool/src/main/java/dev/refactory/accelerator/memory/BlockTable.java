package dev.refactory.accelerator.memory;

import java.util.Arrays;

/// Blocks by number in arrays, each in a slot, with a chain through those that may be given up, from the one
/// that was put last longest ago. Not thread-safe.
final class BlockTable {
    static final int NONE = -1;

    private static final int FIRST = 1024;

    /// A chain through slots.
    static final class Chain {
        private int[] before = new int[FIRST];
        private int[] after = new int[FIRST];
        private int first = NONE;
        private int last = NONE;
        private int size;

        int first() {
            return first;
        }

        int size() {
            return size;
        }

        /// Puts a slot that is not in it at its end.
        void add(int slot) {
            before[slot] = last;
            after[slot] = NONE;
            if (last == NONE) {
                first = slot;
            } else {
                after[last] = slot;
            }
            last = slot;
            size++;
        }

        /// Takes a slot out that is in it.
        void remove(int slot) {
            if (before[slot] == NONE) {
                first = after[slot];
            } else {
                after[before[slot]] = after[slot];
            }
            if (after[slot] == NONE) {
                last = before[slot];
            } else {
                before[after[slot]] = before[slot];
            }
            size--;
        }

        void toEnd(int slot) {
            if (slot != last) {
                remove(slot);
                add(slot);
            }
        }

        private void grow(int slots) {
            before = Arrays.copyOf(before, slots);
            after = Arrays.copyOf(after, slots);
        }
    }

    final Chain order = new Chain();
    int[] holders = new int[FIRST];
    /// Where it is in another table, as far as is known.
    int[] elsewhere = new int[FIRST];
    long[] used = new long[FIRST];

    private int[] ids = new int[FIRST];
    /// The slot of the block that last came behind a block in a prompt: mostly the one that is looked for.
    private int[] next = new int[FIRST];
    private boolean[] vacant = new boolean[FIRST];
    private int[] free = new int[FIRST];
    private int freeCount;
    private int slots;
    /// Slots plus one by the hash of the block's number, probed one after the other; 0 where there is none.
    private int[] index = new int[4 * FIRST];

    private int home(int id) {
        int hash = id * 0x9E3779B9;
        return (hash ^ hash >>> 15) & index.length - 1;
    }

    /// The block that is in a slot.
    int id(int slot) {
        return ids[slot];
    }

    /// Whether a slot, or [#NONE], has this block.
    boolean is(int slot, int id) {
        return slot != NONE && ids[slot] == id && !vacant[slot];
    }

    /// The slot of a block, or [#NONE].
    int find(int id) {
        for (int at = home(id); index[at] != 0; at = at + 1 & index.length - 1) {
            if (ids[index[at] - 1] == id) {
                return index[at] - 1;
            }
        }
        return NONE;
    }

    /// The slot of a block, or [#NONE].
    ///
    /// @param before the slot of the block before it in the prompt, or [#NONE]
    int find(int before, int id) {
        if (before == NONE) {
            return find(id);
        }
        int guess = next[before];
        if (is(guess, id)) {
            return guess;
        }
        int slot = find(id);
        if (slot != NONE) {
            next[before] = slot;
        }
        return slot;
    }

    /// The slot of a block, a new one if there is none.
    int put(int id) {
        int found = find(id);
        if (found != NONE) {
            return found;
        }
        int slot = freeCount > 0 ? free[--freeCount] : slots++;
        if (slot == ids.length) {
            grow(2 * slot);
        }
        ids[slot] = id;
        vacant[slot] = false;
        next[slot] = slot;
        holders[slot] = 0;
        elsewhere[slot] = NONE;
        used[slot] = 0;
        enter(slot);
        return slot;
    }

    private void enter(int slot) {
        int at = home(ids[slot]);
        while (index[at] != 0) {
            at = at + 1 & index.length - 1;
        }
        index[at] = slot + 1;
    }

    private void grow(int size) {
        ids = Arrays.copyOf(ids, size);
        next = Arrays.copyOf(next, size);
        vacant = Arrays.copyOf(vacant, size);
        free = Arrays.copyOf(free, size);
        holders = Arrays.copyOf(holders, size);
        elsewhere = Arrays.copyOf(elsewhere, size);
        used = Arrays.copyOf(used, size);
        order.grow(size);
        index = new int[4 * size];
        // Whoever grows it has just taken the last slot: all others are in use, for none is free.
        for (int slot = 0; slot < slots - 1; slot++) {
            enter(slot);
        }
    }

    /// Forgets a block that is not in the chain.
    void remove(int slot) {
        int at = home(ids[slot]);
        while (index[at] != slot + 1) {
            at = at + 1 & index.length - 1;
        }
        vacant[slot] = true;
        free[freeCount++] = slot;
        // Those behind it that were pushed on by it or others move up, so that no search ends too early.
        int hole = at;
        for (int later = at + 1 & index.length - 1; index[later] != 0; later = later + 1 & index.length - 1) {
            int home = home(ids[index[later] - 1]);
            boolean stays = hole <= later ? hole < home && home <= later : hole < home || home <= later;
            if (!stays) {
                index[hole] = index[later];
                hole = later;
            }
        }
        index[hole] = 0;
    }
}
