package dev.refactory.accelerator.schedule;

import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;

/// Decides which group of wafers serves a call. Deterministic; not thread-safe.
public interface Router {
    /// As in reports.
    String name();

    /// @param groups at least one
    /// @return index into `groups`
    int route(Call call, List<? extends GroupView> groups);

    /// Any of them, whatever they do.
    static Router random(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        return named("random", (call, groups) -> random.nextInt(groups.size()));
    }

    /// The one with the fewest calls.
    static Router leastCalls() {
        return named("fewest calls", (call, groups) -> least(groups, GroupView::calls));
    }

    /// The one with the fewest tokens to compute.
    static Router leastTokens() {
        return named("fewest tokens", (call, groups) -> least(groups, GroupView::pendingTokens));
    }

    /// The one that keeps most of the prompt, whatever else it has to do. All calls that begin alike end
    /// up together.
    static Router longestPrefix() {
        return named(
                "longest prefix",
                (call, groups) -> least(groups, group -> -group.kept(call).tokens()));
    }

    /// Always the same one for a tenant, as load balancers do.
    static Router sticky() {
        return named("sticky", (call, groups) -> Math.floorMod(call.tenant().hashCode(), groups.size()));
    }

    /// P5: the one that would compute the call's first token first, by what it has to compute before and
    /// what of the call itself, which is less where its prompt is kept. What is kept outside costs its way
    /// back.
    ///
    /// @param outsideShare what bringing back a token takes, in times of computing it
    static Router firstToken(double outsideShare) {
        return new FirstToken(outsideShare, false);
    }

    /// The same that goes by how fast groups are, and puts slow ones in quarantine.
    static Router firstTokenAndQuarantine(double outsideShare) {
        return new FirstToken(outsideShare, true);
    }

    /// Another that sees what groups have to do as it was when they last told, all at once.
    ///
    /// @param periodPicos from one time to the next
    /// @param countsOwn whether it adds what it has sent to a group since
    static Router told(Router router, long periodPicos, boolean countsOwn) {
        return new Told(router, periodPicos, countsOwn);
    }

    /// Of equal ones the one with fewer calls, then the first.
    private static int least(List<? extends GroupView> groups, ToDoubleFunction<GroupView> cost) {
        int best = 0;
        double bestCost = cost.applyAsDouble(groups.getFirst());
        for (int i = 1; i < groups.size(); i++) {
            double each = cost.applyAsDouble(groups.get(i));
            boolean fewer = groups.get(i).calls() < groups.get(best).calls();
            if (each < bestCost || (each == bestCost && fewer)) {
                best = i;
                bestCost = each;
            }
        }
        return best;
    }

    /// A decision with a name.
    interface Choice {
        int of(Call call, List<? extends GroupView> groups);
    }

    private static Router named(String name, Choice choice) {
        return new Router() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public int route(Call call, List<? extends GroupView> groups) {
                return choice.of(call, groups);
            }
        };
    }
}
