package dev.refactory.worker.stage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.refactory.kit.tenant.TenantId;
import dev.refactory.testkit.Seeds;
import dev.refactory.worker.house.Outcome;
import dev.refactory.worker.house.StoredHouse;
import dev.refactory.worker.house.WorkerHouse;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The same request on the same commit is the same bytes with the stores, the task loops and the compiler children of
/// a real house, whatever happens to it on the way.
class StoredDeterminismTest {
    /// Enough files that two children share them.
    private static final int BUYERS = 23;

    @TempDir
    Path data;

    @Test
    void slotsBatchesOrderLostAttemptsAndRestartsChangeNoByte() {
        WorkerHouse memory = new WorkerHouse(data.resolve("undisturbed"));
        Map<String, String> expected = Outcome.of(
                memory.jobs,
                WorkerHouse.TENANT,
                memory.run(DeterminismTest.request(BUYERS)).jobId());
        Map<StoredRun.Event, Integer> events = new EnumMap<>(StoredRun.Event.class);
        try (StoredHouse house = new StoredHouse()) {
            int ran = Seeds.forEach(4, seed -> {
                try (StoredRun run = new StoredRun(house, seed, data.resolve("seed" + seed))) {
                    TenantId tenant = run.tenant();
                    String job = run.finish(DeterminismTest.request(BUYERS));
                    run.events().forEach((event, times) -> events.merge(event, times, Integer::sum));
                    assertThat(Outcome.of(house.jobs, tenant, job)).isEqualTo(expected);
                }
            });
            System.out.println("DETERMINISM with real stores: " + ran + " seeds, " + events);
            if (Long.getLong("seed") == null) {
                assertThat(events).as("in %d runs", ran).containsOnlyKeys(StoredRun.Event.values());
            }
        }
    }
}
