package dev.refactory.benchmarks.pool;

import static dev.refactory.benchmarks.Sample.number;

import dev.refactory.accelerator.device.DeviceProfile;
import dev.refactory.accelerator.memory.Memories;
import dev.refactory.accelerator.memory.OutsideStore;
import dev.refactory.accelerator.memory.PrefixMemory;
import dev.refactory.accelerator.schedule.ContinuousBatching;
import dev.refactory.accelerator.schedule.Router;
import dev.refactory.accelerator.sim.Simulation;
import dev.refactory.accelerator.sim.Slo;
import dev.refactory.accelerator.sim.Workload;
import dev.refactory.accelerator.trace.Trace;
import dev.refactory.accelerator.trace.TraceCall;
import dev.refactory.accelerator.trace.Traces;
import java.util.List;
import java.util.function.Consumer;

/// Room that is reserved for the longest answer a call may have, against room that is taken as answers grow.
/// What it is worth depends on how much longer answers may be than they are.
final class PagesTable {
    private static final int LONG = 32_000;
    private static final int AT_ONCE = 1_000_000;
    private static final double SECOND_PICOS = 1e12;

    private final PoolOptions options;
    private final Runs runs;
    private final Consumer<String> out;
    private final DeviceProfile profile = DeviceProfile.SPARK_SIM;

    PagesTable(PoolOptions options, Runs runs, Consumer<String> out) {
        this.options = options;
        this.runs = runs;
        this.out = out;
    }

    void print() {
        out.accept("| room | answers may have | Azure chat at A, calls/s, of the seeds | at B"
                + " | Mooncake, prompts of 32,000 and more, all at once: streams, calls/s | set aside |");
        out.accept("|---|---|---|---|---|---|");
        for (PrefixMemory.Room room : PrefixMemory.Room.values()) {
            for (int most : new int[] {2000, 8000, 32_000}) {
                row(room, most);
            }
        }
    }

    private void row(PrefixMemory.Room room, int most) {
        Trace trace = Traces.MOONCAKE.read();
        List<TraceCall> longOnes = trace.calls().stream()
                .filter(call -> call.promptTokens() >= LONG)
                .toList();
        Workload atOnce = Workload.of(new Trace(trace.name(), trace.blockTokens(), longOnes), AT_ONCE, 0, 0);
        Simulation.Run backlog = runs.run(of(room, trace.blockTokens(), atOnce, most), AT_ONCE);
        long answers =
                longOnes.stream().mapToLong(call -> call.completionTokens() - 1).sum();
        double seconds = Simulation.lastAnswer(backlog, backlog.mix()) / SECOND_PICOS;
        out.accept((room == PrefixMemory.Room.RESERVED ? "| reserved | " : "| P2 | ") + number("%,.0f tokens", most)
                + " | " + chats(room, most, Slo.A) + " | " + chats(room, most, Slo.B)
                + number(" | %.2f", (double) answers / backlog.steps())
                + number(", %.2f | ", longOnes.size() / seconds) + backlog.setAside() + " |");
    }

    private String chats(PrefixMemory.Room room, int most, Slo slo) {
        Trace trace = Traces.AZURE_CONV.read();
        return Runs.ofSeeds(options.seeds(), "%.1f", seed -> {
            Workload chat = Workload.of(trace, options.calls(), 0, seed);
            return runs.goodput(of(room, 128, chat, most), slo);
        });
    }

    private Simulation of(PrefixMemory.Room room, int blockTokens, Workload workload, int most) {
        Memories memory = () -> new PrefixMemory(
                profile.memory().contextTokens(), blockTokens, OutsideStore.Place.of(profile, 0), room);
        return new Simulation(profile, 1, ContinuousBatching::new, memory, Router::leastCalls, workload, most);
    }
}
