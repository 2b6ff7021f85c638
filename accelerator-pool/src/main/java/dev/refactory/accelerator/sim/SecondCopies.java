package dev.refactory.accelerator.sim;

import dev.refactory.accelerator.schedule.Call;
import dev.refactory.accelerator.schedule.Hedging;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Calls that a second group is asked for, because the first has owed their first token for long. Whoever
/// begins first answers; of the other copy nothing is computed that was not begun, and what was begun is computed in
/// vain, as between live nodes.
///
/// Groups get on one after the other, so that what they tell has an order only once all of them have come to
/// the same time: then [#settle] decides. Not thread-safe.
final class SecondCopies {
    private static final long NOT_YET = -1;
    /// Who is late is told by the time for each token of the prompt and so many more, which every call takes
    /// besides. By the time alone, long prompts would be asked for twice, and the work of that costs more
    /// promises than it saves (`benchmarks/README.md`).
    private static final int TOKENS_BESIDES = 2_000;

    private final @Nullable Hedging hedging;
    private final Outcomes outcomes;
    private final Map<Integer, Pair> pairs = new LinkedHashMap<>();
    private final Map<Integer, Pair> undecided = new LinkedHashMap<>();
    /// What one group alone has and has not begun to answer.
    private final Map<Integer, Sent> owed = new LinkedHashMap<>();
    private int copied;
    /// Tokens of copies that will be computed, or are kept, besides those of the calls.
    private long tokens;

    /// One copy.
    record Sent(Call call, int length, GroupEngine to) {}

    /// The copies of one call.
    private static final class Pair {
        final Sent[] sent;
        final long[] first = {NOT_YET, NOT_YET};
        final long[] last = {NOT_YET, NOT_YET};
        /// Whether one neither waits nor runs any more without having answered.
        final boolean[] dropped = {false, false};
        int winner = -1;

        Pair(Sent original, Sent copy) {
            this.sent = new Sent[] {original, copy};
        }

        int sideOf(GroupEngine engine) {
            return sent[0].to() == engine ? 0 : 1;
        }
    }

    /// @param hedging null for no second copies at all
    SecondCopies(@Nullable Hedging hedging, Outcomes outcomes) {
        this.hedging = hedging;
        this.outcomes = outcomes;
    }

    /// Calls of which there was a second copy.
    int copied() {
        return copied;
    }

    /// Tokens of them that had to be computed, or were kept, besides those of the calls themselves.
    long tokens() {
        return tokens;
    }

    /// A call was sent to a group, and to no other.
    void sent(Call call, int length, GroupEngine to) {
        if (hedging != null) {
            hedging.sent();
            owed.put(call.id(), new Sent(call, length, to));
        }
    }

    /// A group has computed a first token.
    void first(GroupEngine by, int call, long picos) {
        Pair pair = pairs.get(call);
        if (pair == null) {
            tell(owed.remove(call), call, picos);
        } else {
            pair.first[pair.sideOf(by)] = picos;
        }
    }

    /// A group has computed a last token.
    void last(GroupEngine by, int call, long picos) {
        Pair pair = pairs.get(call);
        if (pair == null || pair.winner == pair.sideOf(by)) {
            outcomes.last(call, picos);
        } else {
            pair.last[pair.sideOf(by)] = picos;
        }
    }

    private void tell(@Nullable Sent sent, int call, long picos) {
        outcomes.first(call, picos);
        if (hedging != null && sent != null) {
            hedging.answered(perToken(outcomes.firstToken(call), sent.call()));
        }
    }

    private static long perToken(long picos, Call call) {
        return picos / (call.promptTokens() + TOKENS_BESIDES);
    }

    /// All groups have come to the same time: who was first is known.
    void settle() {
        undecided.values().removeIf(this::decide);
    }

    private boolean decide(Pair pair) {
        if (pair.first[0] == NOT_YET && pair.first[1] == NOT_YET) {
            return false;
        }
        boolean original = pair.first[0] != NOT_YET && (pair.first[1] == NOT_YET || pair.first[0] <= pair.first[1]);
        pair.winner = original ? 0 : 1;
        int call = pair.sent[0].call().id();
        tell(pair.sent[0], call, pair.first[pair.winner]);
        if (pair.last[pair.winner] != NOT_YET) {
            outcomes.last(call, pair.last[pair.winner]);
        }
        Sent other = pair.sent[1 - pair.winner];
        if (other.to().withdraw(other.call())) {
            pair.dropped[1 - pair.winner] = true;
            tokens -= whole(other);
        }
        return true;
    }

    /// Tokens that one copy takes, all in all.
    private static long whole(Sent sent) {
        return sent.call().promptTokens() + sent.length() - 1L;
    }

    /// The next call that is owed for too long, if a second group may be asked for it.
    @Nullable
    Sent next(long now) {
        if (hedging == null) {
            return null;
        }
        long patience = hedging.patience();
        for (Sent sent : owed.values()) {
            if (perToken(now - sent.call().arrivalPicos(), sent.call()) > patience) {
                return hedging.take() ? sent : null;
            }
        }
        return null;
    }

    /// A second group has got it as well.
    void copied(Sent original, Call copy, GroupEngine to) {
        owed.remove(copy.id());
        Pair pair = new Pair(original, new Sent(copy, original.length(), to));
        pairs.put(copy.id(), pair);
        undecided.put(copy.id(), pair);
        copied++;
        tokens += whole(original);
    }

    /// A group is lost, and all groups have come to the time when that is noticed.
    ///
    /// @return those of its calls that no other group has
    List<GroupEngine.Left> lost(GroupEngine engine, List<GroupEngine.Left> left, long noticed) {
        return left.stream().filter(each -> !elsewhere(engine, each, noticed)).toList();
    }

    private boolean elsewhere(GroupEngine lost, GroupEngine.Left left, long noticed) {
        int call = left.call().id();
        Pair pair = pairs.get(call);
        if (pair == null) {
            return false;
        }
        int side = pair.sideOf(lost);
        int other = 1 - side;
        if (pair.winner == side && pair.dropped[other]) {
            pairs.remove(call);
            return false;
        }
        pair.dropped[side] = true;
        tokens -= whole(pair.sent[side]) - left.computed() - Math.max(0, left.answered() - 1);
        if (pair.winner < 0) {
            undecided.remove(call);
            pairs.remove(call);
            owed.put(call, pair.sent[other]);
        } else if (pair.winner == side) {
            pair.winner = other;
            if (pair.last[other] != NOT_YET) {
                outcomes.last(call, Math.max(noticed, pair.last[other]));
            }
        }
        return true;
    }
}
