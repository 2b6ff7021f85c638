package dev.refactory.accelerator.pool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.refactory.accelerator.api.ServiceTier;
import dev.refactory.accelerator.pool.BatchFormer.Batch;
import dev.refactory.accelerator.pool.BatchFormer.Room;
import dev.refactory.kit.tenant.TenantId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BatchFormerTest {
    private static final Duration AGEING = Duration.ofNanos(1000);

    /// A request is written `tier tenant/group tokens arrived`, tiers by their first letter; its number is its
    /// place.
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        # what waits                                            | places | tokens | now  | batch
        S a/x 1 0                                               | 4      | 100    | 0    | 0
        B a/x 1 0, S a/x 1 0, I a/x 1 0                         | 4      | 100    | 0    | 2 1 0
        B a/x 1 0, S a/x 1 0, I a/x 1 0                         | 1      | 100    | 0    | 2
        S a/x 1 0, S a/x 1 0, S a/x 1 0, S b/y 1 0              | 3      | 100    | 0    | 0 3 1
        S a/x 1 0, S a/x 1 0, S a/y 1 0, S b/z 1 0              | 4      | 100    | 0    | 0 3 2 1
        S a/x 60 0, S a/y 60 0, S a/z 40 0                      | 4      | 100    | 0    | 0 2
        S a/x 60 0, S a/x 60 0, S a/x 1 0, S a/y 1 0            | 4      | 100    | 0    | 0 3
        S a/x 101 0, S a/y 1 0                                  | 4      | 100    | 0    | 1
        B a/x 1 0, B a/x 1 0, I a/y 1 900, I a/y 1 900          | 3      | 100    | 999  | 2 3 0
        B a/x 1 0, B a/x 1 0, I a/y 1 900, I a/y 1 900          | 3      | 100    | 1000 | 0 2 3
        """)
    void formsTheBatch(String waiting, int places, long tokens, long now, String expected) {
        Batch batch = BatchFormer.form(read(waiting), new Room(places, tokens), new Turns(), AGEING, now)
                .orElseThrow();

        assertThat(batch.requests().stream().map(r -> String.valueOf(r.sequence())))
                .containsExactly(expected.split(" "));
    }

    @Test
    void nothingThatFitsIsNoBatch() {
        assertThat(BatchFormer.form(read("S a/x 101 0"), new Room(4, 100), new Turns(), AGEING, 0))
                .isEmpty();
    }

    @Test
    void whoWasServedLastIsServedLater() {
        Turns turns = new Turns();
        List<WaitingRequest> waiting = read("S a/x 1 0, S a/x 1 0, S b/y 1 0, S b/z 1 0");
        List<Long> order = new ArrayList<>();
        while (!waiting.isEmpty()) {
            WaitingRequest next = BatchFormer.form(waiting, new Room(1, 100), turns, AGEING, 0)
                    .orElseThrow()
                    .first();
            order.add(next.sequence());
            turns.serve(next);
            waiting = waiting.stream().filter(r -> !r.equals(next)).toList();
        }

        assertThat(order).containsExactly(0L, 2L, 1L, 3L);
    }

    @Test
    void whoHasNothingWaitingIsForgotten() {
        Turns turns = new Turns();
        List<WaitingRequest> requests = read("S a/x 1 0, S b/y 1 0");
        requests.forEach(turns::serve);

        turns.keepOnly(requests.subList(0, 1));

        assertThat(turns.lastOf(new TenantId("a"))).isEqualTo(1);
        assertThat(turns.lastOf(new TenantId("b"))).isZero();
        assertThat(turns.lastOf(Turns.Group.of(requests.get(1)))).isZero();
    }

    @Test
    void aFloodOfOneTenantDelaysAnotherByOneTurn() {
        List<WaitingRequest> waiting = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            waiting.add(request(i, ServiceTier.STANDARD, "flood", "g" + i % 50, 1, 0));
        }
        waiting.add(request(1000, ServiceTier.STANDARD, "victim", "v", 1, 0));

        Batch batch = BatchFormer.form(waiting, new Room(2, 10_000), new Turns(), AGEING, 0)
                .orElseThrow();

        assertThat(batch.requests()).extracting(WaitingRequest::sequence).containsExactly(0L, 1000L);
    }

    @Test
    void bulkWorkIsNotStarvedByAnEndlessStreamOfInteractiveWork() {
        List<WaitingRequest> waiting = new ArrayList<>(read("B a/x 90 0"));
        Turns turns = new Turns();
        long sequence = 1;
        int batches = 0;
        while (waiting.stream().anyMatch(r -> r.tier() == ServiceTier.BULK)) {
            assertThat(batches++).as("batches").isLessThan(12);
            long now = batches * 100L;
            for (int i = 0; i < 8; i++) {
                waiting.add(request(sequence++, ServiceTier.INTERACTIVE, "b", "y", 10, now));
            }
            Batch batch = BatchFormer.form(waiting, new Room(4, 100), turns, AGEING, now)
                    .orElseThrow();
            batch.requests().forEach(turns::serve);
            waiting.removeAll(batch.requests());
        }
        assertThat(batches).isEqualTo(10);
    }

    @Test
    void everyBatchKeepsTheRules() {
        for (long seed = 0; seed < 2000; seed++) {
            Random random = new Random(seed);
            List<WaitingRequest> waiting = randomWaiting(random);
            Room room = new Room(random.nextInt(1, 12), random.nextInt(50, 400));
            long now = random.nextInt(2000);
            List<WaitingRequest> batch = BatchFormer.form(waiting, room, new Turns(), AGEING, now)
                    .map(Batch::requests)
                    .orElse(List.of());
            String at = "seed " + seed;

            long tokens =
                    batch.stream().mapToLong(WaitingRequest::contextTokens).sum();
            assertThat(batch).as(at).doesNotHaveDuplicates().isSubsetOf(waiting);
            assertThat(batch.size()).as(at).isLessThanOrEqualTo(room.maxRequests());
            assertThat(tokens).as(at).isLessThanOrEqualTo(room.contextTokens());
            checkNothingIdleThatFits(waiting, batch, room, tokens, at);
            checkTiers(waiting, batch, room, now, at);
            List<WaitingRequest> shuffled = new ArrayList<>(waiting);
            Collections.shuffle(shuffled, random);
            assertThat(BatchFormer.form(shuffled, room, new Turns(), AGEING, now)
                            .map(Batch::requests)
                            .orElse(List.of()))
                    .as(at)
                    .isEqualTo(batch);
        }
    }

    /// A place is left empty only when the next of every group that is left does not fit.
    private static void checkNothingIdleThatFits(
            List<WaitingRequest> waiting, List<WaitingRequest> batch, Room room, long tokens, String at) {
        if (batch.size() == room.maxRequests()) {
            return;
        }
        Set<Turns.Group> blocked = new HashSet<>();
        for (ServiceTier tier : ServiceTier.values()) {
            for (WaitingRequest left : waiting) {
                if (left.tier() != tier || batch.contains(left) || blocked.contains(Turns.Group.of(left))) {
                    continue;
                }
                assertThat(tokens + left.contextTokens()).as(at).isGreaterThan(room.contextTokens());
                blocked.add(Turns.Group.of(left));
            }
        }
    }

    /// Where memory is no matter, nobody of a lower tier runs before one of a higher, but for the first, if
    /// overdue.
    private static void checkTiers(
            List<WaitingRequest> waiting, List<WaitingRequest> batch, Room room, long now, String at) {
        long all = waiting.stream().mapToLong(WaitingRequest::contextTokens).sum();
        if (all > room.contextTokens()) {
            return;
        }
        boolean overdueFirst = !batch.isEmpty() && now - batch.getFirst().arrivedNanos() >= AGEING.toNanos();
        List<WaitingRequest> regular = batch.subList(overdueFirst ? 1 : 0, batch.size());
        for (WaitingRequest left : waiting) {
            if (!batch.contains(left)) {
                assertThat(regular).as(at).allMatch(chosen -> chosen.tier().compareTo(left.tier()) <= 0);
            }
        }
    }

    @Test
    void placesAreSharedEvenlyAmongTenantsThatWait() {
        for (long seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            List<WaitingRequest> waiting = new ArrayList<>();
            int tenants = random.nextInt(1, 6);
            IntStream.range(0, 200)
                    .forEach(i -> waiting.add(request(
                            i, ServiceTier.STANDARD, "t" + random.nextInt(tenants), "g" + random.nextInt(3), 1, 0)));
            Batch batch = BatchFormer.form(waiting, new Room(20, 1000), new Turns(), AGEING, 0)
                    .orElseThrow();

            Map<TenantId, Long> share = batch.requests().stream()
                    .collect(Collectors.groupingBy(WaitingRequest::tenant, Collectors.counting()));
            assertThat(Collections.max(share.values()) - Collections.min(share.values()))
                    .as("seed %d", seed)
                    .isLessThanOrEqualTo(1);
        }
    }

    static List<WaitingRequest> read(String waiting) {
        List<WaitingRequest> requests = new ArrayList<>();
        for (String written :
                Arrays.stream(waiting.split(",")).map(String::strip).toList()) {
            String[] parts = written.split("[ /]");
            ServiceTier tier = switch (parts[0]) {
                case "I" -> ServiceTier.INTERACTIVE;
                case "S" -> ServiceTier.STANDARD;
                default -> ServiceTier.BULK;
            };
            requests.add(request(
                    requests.size(), tier, parts[1], parts[2], Long.parseLong(parts[3]), Long.parseLong(parts[4])));
        }
        return requests;
    }

    static WaitingRequest request(
            long sequence, ServiceTier tier, String tenant, String group, long tokens, long arrived) {
        return new WaitingRequest(sequence, new TenantId(tenant), group, "m", tier, tokens, arrived);
    }

    private static List<WaitingRequest> randomWaiting(Random random) {
        List<WaitingRequest> waiting = new ArrayList<>();
        long arrived = 0;
        for (int i = random.nextInt(0, 25); i > 0; i--) {
            arrived += random.nextInt(100);
            waiting.add(request(
                    waiting.size(),
                    ServiceTier.values()[random.nextInt(3)],
                    "t" + random.nextInt(3),
                    "g" + random.nextInt(3),
                    random.nextInt(1, random.nextInt(2, 120)),
                    arrived));
        }
        return waiting;
    }
}
