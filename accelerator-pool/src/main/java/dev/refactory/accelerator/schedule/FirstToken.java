package dev.refactory.accelerator.schedule;

import java.util.List;

/// P5: the group that would compute a call's first token first. Groups are not asked what they keep whose queue
/// alone is too long: with many groups that is most of them. Where it goes by their speed (P8), a group that takes
/// longer than it should counts as having so much more to do; one that takes more than three times as long gets
/// nothing but a call now and then, to be seen whether it has become well. Deterministic; not thread-safe.
final class FirstToken implements Router {
    private static final double QUARANTINE = 3;
    private static final double NEVER_BETTER = 1e12;
    /// One call of so many: whoever breaks it breaks few promises.
    private static final int PROBE = 500;

    private final double outsideShare;
    private final boolean bySpeed;
    private int untilProbe = PROBE;

    /// @param outsideShare what bringing back a token takes, in times of computing it
    /// @param bySpeed whether it goes by what the groups' steps took so far
    FirstToken(double outsideShare, boolean bySpeed) {
        this.outsideShare = outsideShare;
        this.bySpeed = bySpeed;
    }

    @Override
    public String name() {
        return bySpeed ? "P5, and quarantine" : "P5";
    }

    @Override
    public int route(Call call, List<? extends GroupView> groups) {
        int probed = bySpeed && --untilProbe <= 0 ? inQuarantine(groups) : -1;
        if (probed >= 0) {
            untilProbe = PROBE;
            return probed;
        }
        int shortest = 0;
        for (int i = 1; i < groups.size(); i++) {
            shortest = cost(groups.get(i), 0) < cost(groups.get(shortest), 0) ? i : shortest;
        }
        int best = shortest;
        double bestCost = cost(call, groups.get(shortest));
        for (int i = 0; i < groups.size(); i++) {
            GroupView group = groups.get(i);
            // Of any prompt a token is computed, so this is the least it can cost.
            if (i == shortest || cost(group, 1) > bestCost) {
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
        return cost(group, call.promptTokens() - kept.tokens() + outsideShare * kept.outside());
    }

    private double cost(GroupView group, double more) {
        double tokens = group.pendingTokens() + more;
        if (!bySpeed) {
            return tokens;
        }
        return group.slowness() > QUARANTINE ? NEVER_BETTER + tokens : tokens * group.slowness();
    }

    /// One that has nothing to do, or -1.
    private static int inQuarantine(List<? extends GroupView> groups) {
        for (int i = 0; i < groups.size(); i++) {
            if (groups.get(i).slowness() > QUARANTINE && groups.get(i).calls() == 0) {
                return i;
            }
        }
        return -1;
    }
}
