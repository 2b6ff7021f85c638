package dev.refactory.accelerator.memory;

import java.util.function.Supplier;

/// Makes the memories of the groups of a pool. Thread-safe.
@FunctionalInterface
public interface Memories {
    /// An empty one, of one more group.
    ContextMemory get();

    /// For the groups of one run: what they share is empty, and theirs alone.
    default Supplier<ContextMemory> ofRun() {
        return this::get;
    }

    /// Groups that keep blocks in one store outside, which is reached over the link of each.
    ///
    /// @param place the room is that of all groups together
    static Memories sharing(long capacity, int blockTokens, OutsideStore.Place place, PrefixMemory.Room room) {
        return new Memories() {
            @Override
            public ContextMemory get() {
                return new PrefixMemory(capacity, blockTokens, place, room);
            }

            @Override
            public Supplier<ContextMemory> ofRun() {
                OutsideStore store = new OutsideStore(place, blockTokens);
                return () -> new PrefixMemory(capacity, blockTokens, store, room);
            }
        };
    }
}
