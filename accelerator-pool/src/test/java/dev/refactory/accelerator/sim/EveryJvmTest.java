package dev.refactory.accelerator.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.refactory.accelerator.api.ServiceTier;
import dev.refactory.accelerator.device.DeviceProfile;
import dev.refactory.accelerator.device.StepCost;
import dev.refactory.accelerator.memory.OutsideStore;
import dev.refactory.accelerator.memory.PrefixMemory;
import dev.refactory.accelerator.schedule.Admission;
import dev.refactory.accelerator.schedule.ByTier;
import dev.refactory.accelerator.schedule.FairShares;
import dev.refactory.accelerator.schedule.Router;
import dev.refactory.accelerator.schedule.TieredBatching;
import dev.refactory.accelerator.trace.Traces;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Every time of every call is the same to the picosecond in any Java process: interpreted or compiled, with any
/// collector, hash seed and language.
class EveryJvmTest {
    private static final long SECOND = 1_000_000_000_000L;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-Xint -XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1 -XX:+UseParallelGC -Duser.language=tr -Duser.country=TR",
                "-XX:+UnlockExperimentalVMOptions -XX:hashCode=2 -XX:-UseCompressedOops"
            })
    void equalSeedsHaveEqualRunsInEveryProcess(String flags) throws Exception {
        assertThat(inProcessWith(flags)).isEqualTo(digest());
    }

    private static String inProcessWith(String flags) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(flags.split(" ")));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), EveryJvmTest.class.getName()));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
            return said.strip();
        } finally {
            process.destroyForcibly();
        }
    }

    /// Of such a process.
    public static void main(String[] arguments) throws Exception {
        System.out.println(digest());
    }

    /// Of all times of a run under all policies, in which calls are refused and a group fails.
    private static String digest() throws Exception {
        DeviceProfile profile = DeviceProfile.SPARK_SIM;
        StepCost cost = new StepCost(profile.pipeline());
        OutsideStore.Place outside = OutsideStore.Place.of(profile, 1_000_000);
        Workload workload = Workload.of(Traces.MOONCAKE.read(), 600, Traces.MOONCAKE.clockNanos(), 3);
        Simulation pool = new Simulation(
                profile,
                4,
                () -> new TieredBatching(
                        cost, TieredBatching.Settings.DEFAULT, new ByTier(FairShares::ofTenantsAndJobs, 3600 * SECOND)),
                () -> new PrefixMemory(profile.memory().contextTokens() / 4, 512, outside, PrefixMemory.Room.ON_DEMAND),
                () -> Router.firstToken(outside.shareOf(cost)),
                workload,
                2000);
        Mix mix = Mix.of(
                List.of(
                        new Mix.Source(workload, 60, ServiceTier.INTERACTIVE, "one"),
                        new Mix.Source(workload, 40, ServiceTier.BULK, "another")),
                2000);
        Simulation.Run run = pool.run(
                mix, Admission.withinFirstToken(cost, 2 * SECOND), List.of(new Outage(1, 3 * SECOND, 4 * SECOND)));
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        ByteBuffer times = ByteBuffer.allocate(2 * Long.BYTES);
        for (int call = 0; call < run.outcomes().size(); call++) {
            if (run.outcomes().answered(call)) {
                times.clear()
                        .putLong(run.outcomes().firstToken(call))
                        .putLong(run.outcomes().total(call));
                digest.update(times.flip());
            }
        }
        return run.refused() + " refused, " + run.setAside() + " set aside, " + run.keptTokens() + " kept, "
                + HexFormat.of().formatHex(digest.digest());
    }
}
