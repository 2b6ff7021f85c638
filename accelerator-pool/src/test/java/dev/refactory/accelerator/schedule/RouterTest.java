package dev.refactory.accelerator.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.refactory.accelerator.api.ServiceTier;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RouterTest {
    private static final Call CALL = new Call(0, 0, 1000, 10);

    private record Group(int calls, long pendingTokens, int tokens, int outside) implements GroupView {
        @Override
        public Kept kept(Call call) {
            return new Kept(tokens, outside);
        }
    }

    private static int route(Router router, Group... groups) {
        return router.route(CALL, List.of(groups));
    }

    @Test
    void theFewestCallsOrTokens() {
        Group few = new Group(1, 900, 0, 0);
        Group light = new Group(2, 100, 0, 0);
        assertThat(route(Router.leastCalls(), light, few)).isEqualTo(1);
        assertThat(route(Router.leastTokens(), few, light)).isEqualTo(1);
    }

    @Test
    void ofEqualOnesTheOneWithFewerCallsThenTheFirst() {
        Group busy = new Group(2, 100, 0, 0);
        Group calm = new Group(1, 100, 0, 0);
        assertThat(route(Router.leastTokens(), busy, calm)).isEqualTo(1);
        assertThat(route(Router.leastTokens(), calm, busy)).isZero();
        assertThat(route(Router.leastTokens(), calm, calm)).isZero();
    }

    @Test
    void whereMostIsKeptHoweverMuchWaitsThere() {
        assertThat(route(Router.longestPrefix(), new Group(0, 0, 100, 0), new Group(99, 99_999, 101, 0)))
                .isEqualTo(1);
    }

    private record Timed(int calls, long pendingTokens, double slowness) implements GroupView {
        @Override
        public Kept kept(Call call) {
            return Kept.NOTHING;
        }
    }

    @Test
    void aSlowGroupGetsLessToDoAndAVerySlowOneIsOnlyAskedNowAndThen() {
        Router router = Router.firstTokenAndQuarantine(0);
        List<Timed> slower = List.of(new Timed(1, 1000, 2.5), new Timed(3, 3000, 1));
        assertThat(router.route(CALL, slower)).as("5,000 against 4,000").isEqualTo(1);
        assertThat(Router.firstToken(0).route(CALL, slower)).isZero();
        List<Timed> ill = List.of(new Timed(0, 0, 3.5), new Timed(9, 90_000, 1));
        List<Integer> asked =
                IntStream.range(0, 1100).mapToObj(i -> router.route(CALL, ill)).toList();
        assertThat(asked).filteredOn(group -> group == 0).hasSize(2);
        List<Timed> busy = List.of(new Timed(1, 100, 3.5), new Timed(9, 90_000, 1));
        assertThat(IntStream.range(0, 1100).map(i -> router.route(CALL, busy)))
                .as("it is seen already whether it has become well")
                .containsOnly(1);
        assertThat(router.route(CALL, List.of(new Timed(5, 500, 9), new Timed(2, 200, 9))))
                .as("nobody else is there")
                .isEqualTo(1);
    }

    /// Of old news, and what it remembers of what it did itself.
    @Test
    void aRouterThatIsToldNowAndThen() {
        Group heavy = new Group(1, 500, 0, 0);
        Group light = new Group(1, 100, 0, 0);
        Router told = Router.told(Router.leastTokens(), 50, false);
        assertThat(told.route(at(10), List.of(heavy, light))).isEqualTo(1);
        assertThat(told.route(at(59), List.of(light, heavy)))
                .as("it was told at 10")
                .isEqualTo(1);
        assertThat(told.route(at(60), List.of(light, heavy))).isZero();
        assertThat(told.route(at(61), List.of(heavy))).as("one has gone").isZero();
        Router counting = Router.told(Router.leastTokens(), 50, true);
        assertThat(counting.route(at(10), List.of(heavy, light))).isEqualTo(1);
        assertThat(counting.route(at(11), List.of(heavy, light))).isZero();
        assertThat(counting.route(at(12), List.of(heavy, light)))
                .as("1,100 and 1,500 tokens")
                .isEqualTo(1);
        assertThat(counting.name()).isEqualTo("fewest tokens, told every 0 ms, counting what it sends");
    }

    private static Call at(long picos) {
        return new Call(0, picos, 1000, 10);
    }

    /// What waits, and what of the call is not kept, and what it takes to bring back what is kept outside.
    @Test
    void whereTheFirstTokenComesFirst() {
        Router router = Router.firstToken(0.5);
        assertThat(route(router, new Group(0, 0, 0, 0), new Group(0, 500, 600, 0)))
                .as("1000 and 900 tokens")
                .isEqualTo(1);
        assertThat(route(router, new Group(0, 0, 0, 0), new Group(0, 700, 600, 0)))
                .as("1000 and 1100 tokens")
                .isZero();
        assertThat(route(router, new Group(0, 0, 300, 0), new Group(0, 0, 600, 600)))
                .as("700 and 400 with 600 at half the price")
                .isZero();
        assertThat(route(router, new Group(0, 0, 300, 0), new Group(0, 0, 600, 500)))
                .as("700 and 400 with 500 at half the price")
                .isEqualTo(1);
    }

    @Test
    void aTenantStaysWhereItIs() {
        Router router = Router.sticky();
        List<Group> groups =
                IntStream.range(0, 4).mapToObj(i -> new Group(i, i, 0, 0)).toList();
        TreeSet<Integer> used = new TreeSet<>();
        for (int tenant = 0; tenant < 50; tenant++) {
            Call one = new Call(1, 0, 10, 1, List.of(), ServiceTier.BULK, "tenant" + tenant);
            Call other = new Call(2, 9, 99, 1, List.of(), ServiceTier.STANDARD, "tenant" + tenant);
            assertThat(router.route(one, groups)).isEqualTo(router.route(other, groups.reversed()));
            used.add(router.route(one, groups));
        }
        assertThat(used).containsExactly(0, 1, 2, 3);
    }

    @Test
    void chanceIsSeededAndReachesAll() {
        List<Group> groups = List.of(new Group(9, 9, 0, 0), new Group(0, 0, 0, 0), new Group(5, 5, 0, 0));
        Router one = Router.random(3);
        Router other = Router.random(3);
        TreeSet<Integer> used = new TreeSet<>();
        for (int i = 0; i < 50; i++) {
            int chosen = one.route(CALL, groups);
            assertThat(other.route(CALL, groups)).isEqualTo(chosen);
            used.add(chosen);
        }
        assertThat(used).containsExactly(0, 1, 2);
    }
}
