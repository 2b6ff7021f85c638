package dev.refactory.accelerator.memory;

import java.util.Arrays;

/// Blocks by number in arrays, each in a slot, with a chain through those that may be given up, from the one
/// that was put last longest ago. Those that prompts begin with are few and have an index of their own, since whoever
/// asks many tables for a prompt finds nothing in most of them. Not thread-safe.
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
    private final Index all = new Index(2 * FIRST);
    private final Index heads = new Index(64);
    private boolean[] head = new boolean[FIRST];

    /// Blocks and their slots by the hash of the block's number, probed one after the other. A cell has the number in
    /// its upper half and the slot plus one in the lower; 0 is an empty one.
    private static final class Index {
        private long[] cells;
        private int used;

        /// @param size a power of two
        Index(int size) {
            cells = new long[size];
        }

        private int home(int id) {
            int hash = id * 0x9E3779B9;
            return (hash ^ hash >>> 15) & cells.length - 1;
        }

        private static int id(long cell) {
            return (int) (cell >> 32);
        }

        int find(int id) {
            for (int at = home(id); cells[at] != 0; at = at + 1 & cells.length - 1) {
                if (id(cells[at]) == id) {
                    return (int) cells[at] - 1;
                }
            }
            return NONE;
        }

        void enter(int id, int slot) {
            if (2 * ++used > cells.length) {
                long[] before = cells;
                cells = new long[2 * before.length];
                for (long each : before) {
                    if (each != 0) {
                        put(each);
                    }
                }
            }
            put((long) id << 32 | slot + 1);
        }

        private void put(long cell) {
            int at = home(id(cell));
            while (cells[at] != 0) {
                at = at + 1 & cells.length - 1;
            }
            cells[at] = cell;
        }

        void remove(int id, int slot) {
            int hole = home(id);
            while ((int) cells[hole] != slot + 1) {
                hole = hole + 1 & cells.length - 1;
            }
            // Those behind it that were pushed on by it or others move up, so that no search ends too early.
            for (int later = hole + 1 & cells.length - 1; cells[later] != 0; later = later + 1 & cells.length - 1) {
                int home = home(id(cells[later]));
                boolean stays = hole <= later ? hole < home && home <= later : hole < home || home <= later;
                if (!stays) {
                    cells[hole] = cells[later];
                    hole = later;
                }
            }
            cells[hole] = 0;
            used--;
        }
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
        return all.find(id);
    }

    /// The slot of a block, or [#NONE].
    ///
    /// @param before the slot of the block before it in the prompt; [#NONE] when prompts begin with it
    int find(int before, int id) {
        if (before == NONE) {
            return heads.find(id);
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

    /// Takes in a block that is not there.
    ///
    /// @param begins whether prompts begin with it
    /// @return its slot
    int put(int id, boolean begins) {
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
        all.enter(id, slot);
        head[slot] = begins;
        if (begins) {
            heads.enter(id, slot);
        }
        return slot;
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
        head = Arrays.copyOf(head, size);
    }

    /// Forgets a block that is not in the chain.
    void remove(int slot) {
        all.remove(ids[slot], slot);
        if (head[slot]) {
            heads.remove(ids[slot], slot);
        }
        vacant[slot] = true;
        free[freeCount++] = slot;
    }
}
