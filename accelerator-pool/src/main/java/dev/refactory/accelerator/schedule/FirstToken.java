package dev.refactory.accelerator.schedule;

import java.util.List;

/// P5: the group that would compute a call's first token first. Groups are not asked what they keep whose queue
/// alone is too long: with many groups that is most of them. Deterministic; not thread-safe.
final class FirstToken implements Router {
    private final double outsideShare;

    /// @param outsideShare what bringing back a token takes, in times of computing it
    FirstToken(double outsideShare) {
        this.outsideShare = outsideShare;
    }

    @Override
    public String name() {
        return "P5";
    }

    @Override
    public int route(Call call, List<? extends GroupView> groups) {
        int shortest = 0;
        for (int i = 1; i < groups.size(); i++) {
            shortest = groups.get(i).pendingTokens() < groups.get(shortest).pendingTokens() ? i : shortest;
        }
        int best = shortest;
        double bestCost = cost(call, groups.get(shortest));
        for (int i = 0; i < groups.size(); i++) {
            GroupView group = groups.get(i);
            // Of any prompt a token is computed, so this is the least it can cost.
            if (i == shortest || group.pendingTokens() + 1 > bestCost) {
                continue;
            }
            double each = cost(call, group);
            if (each < bestCost || (each == bestCost && before(groups, i, best))) {
                best = i;
                bestCost = each;
            }
        }
        return best;
    }

    private static boolean before(List<? extends GroupView> groups, int one, int other) {
        int order = Integer.compare(groups.get(one).calls(), groups.get(other).calls());
        return order == 0 ? one < other : order < 0;
    }

    private double cost(Call call, GroupView group) {
        Kept kept = group.kept(call);
        return group.pendingTokens() + call.promptTokens() - kept.tokens() + outsideShare * kept.outside();
    }
}
