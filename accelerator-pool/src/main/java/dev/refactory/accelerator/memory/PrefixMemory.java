package dev.refactory.accelerator.memory;

import dev.refactory.accelerator.device.DeviceModel;
import dev.refactory.accelerator.device.DeviceProfile;
import dev.refactory.accelerator.device.StepCost;
import dev.refactory.accelerator.schedule.Call;
import dev.refactory.accelerator.schedule.Kept;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Keeps the blocks of prompts that were computed: on the wafers as long as nobody needs the room, least
/// recently used given up first, and the end of a prompt before its beginning; and, where there is one, in
/// a tier outside, until a time after they were last used. A block is shared by all calls whose prompt
/// begins alike.
///
/// The room of a call is either reserved for the longest answer it may have, or (P2, as vLLM, SOSP'23) taken block by
/// block as the answer grows. Then more calls are on the wafers, and when their answers turn out longer than
/// there is room, streams are set aside.
///
/// What is outside comes back over the wafers' link, one thing after another; copies go out the same way,
/// as soon as a call is answered, so that giving up a block on the wafers costs nothing. What is set aside is copied
/// as far as the tier has it not; its room counts as free when the copying begins.
///
/// Deterministic; not thread-safe.
public final class PrefixMemory implements ContextMemory {
    /// A hundredth is left free on demand, as vLLM does.
    private static final long SPARE = 100;

    private final long capacity;
    private final int blockTokens;
    private final Tier tier;
    private final Room room;

    private final BlockTable blocks = new BlockTable();
    private final Map<Integer, Holding> holdings = new HashMap<>();
    /// Contexts of streams that were set aside, in tokens.
    private final Map<Integer, Long> aside = new HashMap<>();
    private final Growth growth;
    private int[] found = new int[64];
    private long pinnedTokens;
    private long ownTokens;
    private long linkFree;
    /// The last question of what is kept, and its answer: routers ask, and the group once more.
    private @Nullable Call asked;
    private long askedAt;
    private Kept answer = Kept.NOTHING;

    /// A place for blocks beside the wafers.
    ///
    /// @param tokens it has room for; 0 when there is none
    /// @param ttlPicos how long after its last use a block is kept
    /// @param tokenPicos what moving one token takes
    public record Tier(long tokens, long ttlPicos, long tokenPicos) {
        public static final Tier NONE = new Tier(0, 0, 0);

        private static final long MANY = 1_000_000;

        /// Over the link of a device, and kept for five minutes, as vendors say they do.
        public static Tier of(DeviceProfile profile, long tokens) {
            long tokenPicos = new DeviceModel(profile).moveNanos(MANY) * 1000 / MANY;
            return new Tier(tokens, 300_000_000_000_000L, tokenPicos);
        }

        /// What bringing back a token takes, in times of computing one.
        public double shareOf(StepCost cost) {
            return (double) tokenPicos / cost.work(1, 0);
        }
    }

    /// When calls get the room that their answers will take.
    public enum Room {
        /// As they are admitted, for the longest answer they may have.
        RESERVED,
        /// As their answers grow, for policies that set streams aside when there is no more. What moving them
        /// takes is the tier's, which may have no room of its own.
        ON_DEMAND
    }

    /// @param capacity in tokens
    /// @param blockTokens tokens of a block of [Call#prefixBlocks], at least 1
    public PrefixMemory(long capacity, int blockTokens, Tier tier) {
        this(capacity, blockTokens, tier, Room.RESERVED);
    }

    /// The same, where calls may get their room later.
    public PrefixMemory(long capacity, int blockTokens, Tier tier, Room room) {
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
        return (room == Room.RESERVED ? call.maxContext() : growth.rounded(call.maxContext())) <= capacity;
    }

    @Override
    public boolean hasRoom(Call call) {
        return hasRoom(call, needed(call));
    }

    private boolean hasRoom(Call call, long tokens) {
        long missing = tokens - freeForMore();
        // It may have room without what others share.
        return missing <= 0 || missing <= sharable(call) && missing <= heldByOthers(call, missing);
    }

    @Override
    public long needed(Call call) {
        return room == Room.RESERVED ? call.maxContext() : growth.rounded(call.promptTokens() + 1L);
    }

    /// What the streams' next step takes is not free, nor is a share that keeps them from being set aside soon.
    private long freeForMore() {
        if (room == Room.RESERVED || holdings.isEmpty()) {
            return free();
        }
        return free() - growth.blocks(1) * blockTokens - capacity / SPARE;
    }

    /// Tokens at the beginning of its prompt that are on the wafers anyway, or as many as matter.
    private long heldByOthers(Call call, long enough) {
        long shared = 0;
        int slot = BlockTable.NONE;
        for (int id : call.prefixBlocks()) {
            slot = shared < enough ? blocks.find(slot, id) : BlockTable.NONE;
            if (slot == BlockTable.NONE || blocks.holders[slot] == 0) {
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
        if (call == asked && now == askedAt) {
            return answer;
        }
        int count = prefix(call, now);
        int away = 0;
        for (int i = 0; i < count; i++) {
            away += blocks.onWafers[found[i]] ? 0 : 1;
        }
        asked = call;
        askedAt = now;
        answer = count == 0 ? Kept.NOTHING : new Kept(count * blockTokens, away * blockTokens);
        return answer;
    }

    /// Finds the blocks its prompt begins with that are kept somewhere.
    ///
    /// @return how many
    private int prefix(Call call, long now) {
        List<Integer> ids = call.prefixBlocks();
        int limit = (int) Math.min(ids.size(), sharable(call) / blockTokens);
        if (found.length < limit) {
            found = new int[2 * limit];
        }
        int slot = BlockTable.NONE;
        for (int i = 0; i < limit; i++) {
            slot = blocks.find(slot, ids.get(i));
            if (slot == BlockTable.NONE || !(blocks.onWafers[slot] || now - blocks.used[slot] <= tier.ttlPicos())) {
                return i;
            }
            found[i] = slot;
        }
        return limit;
    }

    @Override
    public Held admit(Call call, long now) {
        if (!hasRoom(call) || holdings.containsKey(call.id())) {
            throw new IllegalStateException(call + " is admitted to " + free() + " tokens of room");
        }
        Kept kept = kept(call, now);
        hold(call, needed(call), now);
        return new Held(kept, kept.outside() == 0 ? now : move(kept.outside(), now));
    }

    private Holding hold(Call call, long tokens, long now) {
        int count = prefix(call, now);
        int[] shared = Arrays.copyOf(found, Math.max(count, call.prefixBlocks().size()));
        for (int i = 0; i < count; i++) {
            hold(shared[i], now);
        }
        Holding holding = new Holding(shared, count, tokens - (long) count * blockTokens);
        holdings.put(call.id(), holding);
        ownTokens += holding.own;
        makeRoom();
        return holding;
    }

    private void use(int slot, long now) {
        blocks.used[slot] = now;
        if (blocks.inTier[slot]) {
            blocks.outside.toEnd(slot);
        }
    }

    /// @return when the link has moved so many tokens
    private long move(long tokens, long now) {
        linkFree = Math.max(linkFree, now) + tokens * tier.tokenPicos();
        return linkFree;
    }

    private void makeRoom() {
        asked = null;
        while (ownTokens + pinnedTokens + (long) blocks.idle.size() * blockTokens > capacity) {
            int oldest = blocks.idle.first();
            blocks.idle.remove(oldest);
            blocks.onWafers[oldest] = false;
            forget(oldest);
        }
    }

    private void forget(int slot) {
        if (!blocks.onWafers[slot] && !blocks.inTier[slot]) {
            blocks.remove(slot);
        }
    }

    @Override
    public void computed(Call call, long now) {
        Holding holding = holding(call);
        int whole = Math.min(call.prefixBlocks().size(), call.promptTokens() / blockTokens);
        int copied = 0;
        for (int i = holding.count; i < whole; i++) {
            int slot = blocks.put(call.prefixBlocks().get(i));
            hold(slot, now);
            holding.shared[i] = slot;
            if (tier.tokens() > 0 && !blocks.inTier[slot]) {
                blocks.inTier[slot] = true;
                blocks.outside.add(slot);
                copied++;
            }
        }
        int added = Math.max(0, whole - holding.count);
        holding.count += added;
        holding.own -= (long) added * blockTokens;
        ownTokens -= (long) added * blockTokens;
        // Beginnings are the last to go.
        for (int i = holding.count - 1; i >= 0; i--) {
            use(holding.shared[i], now);
        }
        makeRoom();
        if (copied > 0) {
            move((long) copied * blockTokens, now);
        }
        holding.context = call.promptTokens() + 1L;
        grows(holding);
        while ((long) blocks.outside.size() * blockTokens > tier.tokens()) {
            int oldest = blocks.outside.first();
            blocks.outside.remove(oldest);
            blocks.inTier[oldest] = false;
            forget(oldest);
        }
    }

    private void grows(Holding holding) {
        if (room == Room.ON_DEMAND) {
            holding.since = growth.steps();
            growth.count(holding.context, 1);
        }
    }

    @Override
    public long roomForSteps() {
        return growth.stepsWithin(free() / blockTokens);
    }

    @Override
    public boolean hasRoomForStep() {
        return growth.blocks(1) <= free() / blockTokens;
    }

    @Override
    public void grew(long steps) {
        if (growth.blocks(steps) > free() / blockTokens) {
            throw new IllegalStateException(steps + " steps, and room for " + roomForSteps());
        }
        ownTokens += growth.blocks(steps) * blockTokens;
        growth.took(steps);
        makeRoom();
    }

    @Override
    public boolean canSetAside() {
        return room == Room.ON_DEMAND;
    }

    @Override
    public void setAside(Call call, long now) {
        Holding holding = holding(call);
        if (holding.since < 0) {
            throw new IllegalStateException(call + " is no stream");
        }
        long tokens = holding.grown(growth.steps());
        long copied = 0;
        for (int i = 0; i < holding.count; i++) {
            copied += blocks.inTier[holding.shared[i]] ? blockTokens : 0;
        }
        release(call, now);
        aside.put(call.id(), tokens);
        move(tokens - copied, now);
    }

    private long aside(Call call) {
        return known(aside.get(call.id()), call, " was not set aside");
    }

    @Override
    public boolean hasRoomAgain(Call call) {
        return hasRoom(call, growth.rounded(aside(call) + 1));
    }

    @Override
    public long bringBack(Call call, long now) {
        long tokens = aside(call);
        if (!hasRoomAgain(call)) {
            throw new IllegalStateException(call + " is brought back to " + free() + " tokens of room");
        }
        Kept kept = kept(call, now);
        aside.remove(call.id());
        hold(call, growth.rounded(tokens), now).context = tokens;
        return move(tokens - (kept.tokens() - kept.outside()), now);
    }

    @Override
    public void resumed(Call call) {
        grows(holding(call));
    }

    private Holding holding(Call call) {
        return known(holdings.get(call.id()), call, " is not held");
    }

    private static <T> T known(@Nullable T found, Call call, String otherwise) {
        if (found == null) {
            throw new IllegalStateException(call + otherwise);
        }
        return found;
    }

    private void hold(int slot, long now) {
        if (blocks.holders[slot]++ == 0) {
            pinnedTokens += blockTokens;
            // Nobody holds it: on the wafers it is idle, elsewhere it is not.
            if (blocks.onWafers[slot]) {
                blocks.idle.remove(slot);
            }
        }
        blocks.onWafers[slot] = true;
        use(slot, now);
    }

    @Override
    public void release(Call call, long now) {
        Holding holding = holding(call);
        holdings.remove(call.id());
        if (holding.since >= 0) {
            growth.count(holding.grown(growth.steps()), -1);
            ownTokens -= growth.rounded(holding.grown(growth.steps())) - growth.rounded(holding.context);
        }
        ownTokens -= holding.own;
        // From the end, so that beginnings are the last to go.
        for (int i = holding.count - 1; i >= 0; i--) {
            int slot = holding.shared[i];
            use(slot, now);
            if (--blocks.holders[slot] == 0) {
                pinnedTokens -= blockTokens;
                blocks.idle.add(slot);
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
