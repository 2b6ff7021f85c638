package dev.refactory.accelerator.memory;

import dev.refactory.accelerator.schedule.Call;
import dev.refactory.accelerator.schedule.Kept;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What [PrefixMemory] is, block by block in the collections of the JDK: the oracle of its tests.
public final class PlainPrefixMemory implements ContextMemory {
    /// A hundredth is left free on demand, as vLLM does.
    private static final long SPARE = 100;

    private final long capacity;
    private final int blockTokens;
    private final OutsideStore.Place tier;

    private final Map<Integer, Block> blocks = new HashMap<>();
    /// Those on the wafers that no call holds, least recently used first.
    private final LinkedHashMap<Integer, Block> idle = new LinkedHashMap<>();
    private final LinkedHashMap<Integer, Block> outside = new LinkedHashMap<>();
    private final Map<Integer, Holding> holdings = new HashMap<>();
    /// Contexts of streams that were set aside, in tokens.
    private final Map<Integer, Long> aside = new HashMap<>();
    private final Growth growth;
    private final PrefixMemory.Room room;
    private long pinnedTokens;
    private long ownTokens;
    private long linkFree;

    private static final class Block {
        final int id;
        int holders;
        boolean onWafers;
        boolean inTier;
        long used;

        Block(int id) {
            this.id = id;
        }
    }

    private static final class Holding {
        final List<Block> shared;
        /// Tokens that are no shared blocks, without what was taken on demand since it grows.
        long own;
        /// Of its context, when it begins to grow.
        long context;
        /// When that was, in steps; negative before.
        long since = -1;

        Holding(List<Block> shared, long own) {
            this.shared = shared;
            this.own = own;
        }
    }

    /// As of [PrefixMemory].
    public PlainPrefixMemory(long capacity, int blockTokens, OutsideStore.Place tier, PrefixMemory.Room room) {
        if (blockTokens < 1) {
            throw new IllegalArgumentException("blocks of " + blockTokens + " tokens");
        }
        this.capacity = capacity;
        this.blockTokens = blockTokens;
        this.tier = tier;
        this.room = room;
        this.growth = new Growth(blockTokens);
    }

    @Override
    public boolean fits(Call call) {
        return (room == PrefixMemory.Room.RESERVED ? call.maxContext() : growth.rounded(call.maxContext())) <= capacity;
    }

    @Override
    public boolean hasRoom(Call call) {
        return needed(call) - heldByOthers(call) <= freeForMore();
    }

    @Override
    public long needed(Call call) {
        return room == PrefixMemory.Room.RESERVED ? call.maxContext() : growth.rounded(call.promptTokens() + 1L);
    }

    /// What the streams' next step takes is not free, nor is a share that keeps them from being set aside soon.
    private long freeForMore() {
        if (room == PrefixMemory.Room.RESERVED || holdings.isEmpty()) {
            return free();
        }
        return free() - growth.blocks(1) * blockTokens - capacity / SPARE;
    }

    /// Tokens at the beginning of its prompt that are on the wafers anyway.
    private long heldByOthers(Call call) {
        long shared = 0;
        for (int id : call.prefixBlocks()) {
            Block block = blocks.get(id);
            if (block == null || block.holders == 0) {
                break;
            }
            shared += blockTokens;
        }
        return Math.min(shared, sharable(call));
    }

    /// Whole blocks of its prompt; its last token is computed anew in any case, for the first of the answer.
    private long sharable(Call call) {
        return (call.promptTokens() - 1L) / blockTokens * blockTokens;
    }

    @Override
    public Kept kept(Call call, long now) {
        int count = 0;
        int away = 0;
        for (Block block = keptBlock(call, 0, now); block != null; block = keptBlock(call, count, now)) {
            count++;
            away += block.onWafers ? 0 : 1;
        }
        return count == 0 ? Kept.NOTHING : new Kept(count * blockTokens, away * blockTokens);
    }

    /// The blocks its prompt begins with that are kept somewhere.
    private List<Block> prefix(Call call, long now) {
        List<Block> prefix = new ArrayList<>();
        for (Block block = keptBlock(call, 0, now); block != null; block = keptBlock(call, prefix.size(), now)) {
            prefix.add(block);
        }
        return prefix;
    }

    /// A block of its prompt that need not be computed; null when it must.
    ///
    /// @param index from 0
    private @Nullable Block keptBlock(Call call, int index, long now) {
        boolean whole = index < call.prefixBlocks().size() && index < (call.promptTokens() - 1) / blockTokens;
        Block block = whole ? blocks.get(call.prefixBlocks().get(index)) : null;
        return block != null && (block.onWafers || now - block.used <= tier.ttlPicos()) ? block : null;
    }

    @Override
    public Held admit(Call call, long now) {
        if (!hasRoom(call) || holdings.containsKey(call.id())) {
            throw new IllegalStateException(
                    call + " is admitted to " + (capacity - ownTokens - pinnedTokens) + " tokens of room");
        }
        Kept kept = kept(call, now);
        hold(call, needed(call), now);
        return new Held(kept, kept.outside() == 0 ? now : move(kept.outside(), now));
    }

    private void hold(Call call, long tokens, long now) {
        List<Block> shared = prefix(call, now);
        shared.forEach(block -> hold(block, now));
        Holding holding = new Holding(shared, tokens - (long) shared.size() * blockTokens);
        holdings.put(call.id(), holding);
        ownTokens += holding.own;
        makeRoom();
    }

    private void use(Block block, long now) {
        block.used = now;
        if (block.inTier) {
            outside.remove(block.id);
            outside.put(block.id, block);
        }
    }

    /// @return when the link has moved so many tokens
    private long move(long tokens, long now) {
        linkFree = Math.max(linkFree, now) + tokens * tier.tokenPicos();
        return linkFree;
    }

    private void makeRoom() {
        while (ownTokens + pinnedTokens + (long) idle.size() * blockTokens > capacity) {
            Block oldest = idle.pollFirstEntry().getValue();
            oldest.onWafers = false;
            forget(oldest);
        }
    }

    private void forget(Block block) {
        if (!block.onWafers && !block.inTier) {
            blocks.remove(block.id);
        }
    }

    @Override
    public void computed(Call call, long now) {
        Holding holding = holding(call);
        int whole = Math.min(call.prefixBlocks().size(), call.promptTokens() / blockTokens);
        int copied = 0;
        for (int i = holding.shared.size(); i < whole; i++) {
            Block block = blocks.computeIfAbsent(call.prefixBlocks().get(i), Block::new);
            hold(block, now);
            holding.shared.add(block);
            holding.own -= blockTokens;
            ownTokens -= blockTokens;
            if (tier.tokens() > 0 && !block.inTier) {
                block.inTier = true;
                outside.put(block.id, block);
                copied++;
            }
        }
        // Beginnings are the last to go.
        holding.shared.reversed().forEach(block -> use(block, now));
        makeRoom();
        if (copied > 0) {
            move((long) copied * blockTokens, now);
        }
        holding.context = call.promptTokens() + 1L;
        grows(holding);
        while ((long) outside.size() * blockTokens > tier.tokens()) {
            Block oldest = outside.pollFirstEntry().getValue();
            oldest.inTier = false;
            forget(oldest);
        }
    }

    private Holding holding(Call call) {
        Holding holding = holdings.get(call.id());
        if (holding == null) {
            throw new IllegalStateException(call + " is not held");
        }
        return holding;
    }

    private void hold(Block block, long now) {
        if (block.holders++ == 0) {
            pinnedTokens += blockTokens;
            idle.remove(block.id);
        }
        block.onWafers = true;
        use(block, now);
    }

    private void grows(Holding holding) {
        if (room == PrefixMemory.Room.ON_DEMAND) {
            holding.since = growth.steps();
            growth.count(holding.context, 1);
        }
    }

    private long grown(Holding holding) {
        return holding.context + growth.steps() - holding.since;
    }

    @Override
    public long roomForSteps() {
        return growth.stepsWithin(free() / blockTokens);
    }

    @Override
    public void grew(long steps) {
        if (steps > roomForSteps()) {
            throw new IllegalStateException(steps + " steps, and room for " + roomForSteps());
        }
        ownTokens += growth.blocks(steps) * blockTokens;
        growth.took(steps);
        makeRoom();
    }

    @Override
    public boolean canSetAside() {
        return room == PrefixMemory.Room.ON_DEMAND;
    }

    @Override
    public void setAside(Call call, long now) {
        Holding holding = holding(call);
        if (holding.since < 0) {
            throw new IllegalStateException(call + " is no stream");
        }
        long tokens = grown(holding);
        long copied = holding.shared.stream().filter(block -> block.inTier).count() * blockTokens;
        release(call, now);
        aside.put(call.id(), tokens);
        move(tokens - copied, now);
    }

    private long aside(Call call) {
        Long tokens = aside.get(call.id());
        if (tokens == null) {
            throw new IllegalStateException(call + " was not set aside");
        }
        return tokens;
    }

    @Override
    public boolean hasRoomAgain(Call call) {
        return growth.rounded(aside(call) + 1) - heldByOthers(call) <= freeForMore();
    }

    @Override
    public long bringBack(Call call, long now) {
        long tokens = aside(call);
        if (!hasRoomAgain(call)) {
            throw new IllegalStateException(call + " is brought back to " + free() + " tokens of room");
        }
        Kept kept = kept(call, now);
        aside.remove(call.id());
        hold(call, growth.rounded(tokens), now);
        holding(call).context = tokens;
        return move(tokens - (kept.tokens() - kept.outside()), now);
    }

    @Override
    public void resumed(Call call) {
        grows(holding(call));
    }

    @Override
    public void release(Call call, long now) {
        Holding holding = holding(call);
        holdings.remove(call.id());
        if (holding.since >= 0) {
            growth.count(grown(holding), -1);
            ownTokens -= growth.rounded(grown(holding)) - growth.rounded(holding.context);
        }
        ownTokens -= holding.own;
        // From the end, so that beginnings are the last to go.
        for (Block block : holding.shared.reversed()) {
            use(block, now);
            if (--block.holders == 0) {
                pinnedTokens -= blockTokens;
                idle.put(block.id, block);
            }
        }
        makeRoom();
    }

    @Override
    public long free() {
        return capacity - ownTokens - pinnedTokens;
    }

    @Override
    public int held() {
        return holdings.size() + aside.size();
    }
}
