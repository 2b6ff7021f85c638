package dev.refactory.accelerator.memory;

import dev.refactory.accelerator.schedule.Call;
import dev.refactory.accelerator.schedule.Kept;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Keeps the blocks of prompts that were computed: on the wafers as long as nobody needs the room, least
/// recently used given up first, and the end of a prompt before its beginning; and, where there is one, in
/// a store outside, until a time after they were last used. A block is shared by all calls whose prompt
/// begins alike.
///
/// The room of a call is either reserved for the longest answer it may have, or (P2, as vLLM, SOSP'23) taken block by
/// block as the answer grows. Then more calls are on the wafers, and when their answers turn out longer than
/// there is room, streams are set aside.
///
/// What is outside comes back over the wafers' link, one thing after another; copies go out the same way,
/// as soon as a call is answered, so that giving up a block on the wafers costs nothing. What is set aside is copied
/// as far as it is not outside already; its room counts as free when the copying begins.
///
/// Deterministic; not thread-safe.
public final class PrefixMemory implements ContextMemory {
    /// A hundredth is left free on demand, as vLLM does.
    private static final long SPARE = 100;

    private final long capacity;
    private final int blockTokens;
    private final OutsideStore outside;
    private final Room room;

    /// Those on the wafers; in its chain are those nobody holds.
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
    private long askedVersion;
    private Kept answer = Kept.NOTHING;

    /// When calls get the room that their answers will take.
    public enum Room {
        /// As they are admitted, for the longest answer they may have.
        RESERVED,
        /// As their answers grow, for policies that set streams aside when there is no more. What moving them
        /// takes is the store's, which may have no room of its own.
        ON_DEMAND
    }

    /// @param capacity in tokens
    /// @param blockTokens tokens of a block of [Call#prefixBlocks], at least 1
    public PrefixMemory(long capacity, int blockTokens, OutsideStore.Place place) {
        this(capacity, blockTokens, place, Room.RESERVED);
    }

    /// The same, where calls may get their room later.
    public PrefixMemory(long capacity, int blockTokens, OutsideStore.Place place, Room room) {
        this(capacity, blockTokens, new OutsideStore(place, blockTokens), room);
    }

    /// The same beside a store that others may have, too.
    ///
    /// @param outside for blocks of the same size
    public PrefixMemory(long capacity, int blockTokens, OutsideStore outside, Room room) {
        this.capacity = capacity;
        this.blockTokens = blockTokens;
        this.outside = outside;
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
        if (call == asked && now == askedAt && outside.version() == askedVersion) {
            return answer;
        }
        int count = prefix(call, now);
        int away = 0;
        for (int i = 0; i < count; i++) {
            away += found[i] == BlockTable.NONE ? 1 : 0;
        }
        asked = call;
        askedAt = now;
        askedVersion = outside.version();
        answer = count == 0 ? Kept.NOTHING : new Kept(count * blockTokens, away * blockTokens);
        return answer;
    }

    /// Finds the blocks its prompt begins with that are kept somewhere, those that are outside as [BlockTable#NONE].
    ///
    /// @return how many
    private int prefix(Call call, long now) {
        List<Integer> ids = call.prefixBlocks();
        int limit = (int) Math.min(ids.size(), sharable(call) / blockTokens);
        if (found.length < limit) {
            found = new int[2 * limit];
        }
        int slot = BlockTable.NONE;
        int away = BlockTable.NONE;
        for (int i = 0; i < limit; i++) {
            int id = ids.get(i);
            int before = slot;
            // Ends are given up before beginnings: behind one that is not on the wafers none is.
            slot = i == 0 || before != BlockTable.NONE ? blocks.find(before, id) : BlockTable.NONE;
            if (slot == BlockTable.NONE) {
                away = outside(before, away, id, i);
                if (away == BlockTable.NONE || !outside.isKept(away, now)) {
                    return i;
                }
            }
            found[i] = slot;
        }
        return limit;
    }

    /// Where a block is outside.
    ///
    /// @param before the slot of the one before it, if that is on the wafers
    /// @param away where that one is, if it is not
    private int outside(int before, int away, int id, int place) {
        int from = before == BlockTable.NONE ? away : outside.find(blocks.elsewhere[before], blocks.id(before));
        return from == BlockTable.NONE && place > 0 ? outside.find(from, id) : outside.findNext(from, id);
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
            shared[i] = hold(shared[i], call.prefixBlocks().get(i), i == 0, now);
        }
        Holding holding = new Holding(shared, count, tokens - (long) count * blockTokens);
        holdings.put(call.id(), holding);
        ownTokens += holding.own;
        makeRoom();
        return holding;
    }

    private void use(int slot, long now) {
        int away = outside.find(blocks.elsewhere[slot], blocks.id(slot));
        blocks.elsewhere[slot] = away;
        if (away != BlockTable.NONE) {
            outside.use(away, now);
        }
    }

    /// @return when the link has moved so many tokens
    private long move(long tokens, long now) {
        linkFree = Math.max(linkFree, now) + tokens * outside.place().tokenPicos();
        return linkFree;
    }

    private void makeRoom() {
        asked = null;
        while (ownTokens + pinnedTokens + (long) blocks.order.size() * blockTokens > capacity) {
            int oldest = blocks.order.first();
            blocks.order.remove(oldest);
            blocks.remove(oldest);
        }
    }

    @Override
    public void computed(Call call, long now) {
        Holding holding = holding(call);
        int whole = Math.min(call.prefixBlocks().size(), call.promptTokens() / blockTokens);
        int copied = 0;
        for (int i = holding.count; i < whole; i++) {
            int id = call.prefixBlocks().get(i);
            int slot = hold(blocks.find(id), id, i == 0, now);
            holding.shared[i] = slot;
            if (outside.hasRoom() && blocks.elsewhere[slot] == BlockTable.NONE) {
                blocks.elsewhere[slot] = outside.put(id, i == 0, now);
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
        outside.trim();
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
            copied += isOutside(holding.shared[i]) ? blockTokens : 0;
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

    private boolean isOutside(int slot) {
        return outside.find(blocks.elsewhere[slot], blocks.id(slot)) != BlockTable.NONE;
    }

    /// @param slot [BlockTable#NONE] for one that is not on the wafers yet
    /// @return its slot
    private int hold(int slot, int id, boolean begins, long now) {
        int held = slot;
        if (held == BlockTable.NONE) {
            held = blocks.put(id, begins);
        } else if (blocks.holders[held] == 0) {
            blocks.order.remove(held);
        }
        pinnedTokens += blocks.holders[held]++ == 0 ? blockTokens : 0;
        use(held, now);
        return held;
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
                blocks.order.add(slot);
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
