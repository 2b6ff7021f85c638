package dev.refactory.benchmarks.pool;

import dev.refactory.accelerator.api.ServiceTier;
import dev.refactory.accelerator.device.DeviceProfile;
import dev.refactory.accelerator.device.StepCost;
import dev.refactory.accelerator.schedule.Admission;
import dev.refactory.accelerator.schedule.BatchPolicy;
import dev.refactory.accelerator.schedule.ChunkedPrefill;
import dev.refactory.accelerator.schedule.ContinuousBatching;
import dev.refactory.accelerator.schedule.StaticBatching;
import dev.refactory.accelerator.sim.Mix;
import dev.refactory.accelerator.sim.Simulation;
import dev.refactory.accelerator.sim.Slo;
import dev.refactory.accelerator.sim.Workload;
import dev.refactory.accelerator.trace.Traces;
import dev.refactory.benchmarks.Chart;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;

/// Calls served as promised against calls that come, policy by policy, and what a stack loses without one of its
/// policies, as one drawing.
final class LoadCurves {
    private static final int MOST = 320;
    private static final int STEP = 20;
    private static final Chart.Style P0 = new Chart.Style("zero", "P0, streaming", "#8a3fb0", "#d59bf0");
    private static final Chart.Style P1 = new Chart.Style("one", "P1", "#c2571a", "#ffa066");
    private static final Chart.Style P3 = new Chart.Style("three", "P3", "#2e8540", "#74d488");
    private static final Chart.Style P10 = new Chart.Style("ten", "P3 and P10", "#2f6fde", "#7aa7ff");
    private static final Chart.Style STACK = new Chart.Style("stack", "", "#6b7280", "#9ca3af");

    private final PoolOptions options;
    private final DeviceProfile profile = DeviceProfile.SPARK_SIM;
    private final StepCost cost = new StepCost(profile.pipeline());

    LoadCurves(PoolOptions options) {
        this.options = options;
    }

    /// @param ablation as [AblationTable#print] gives it
    String svg(Map<String, Double> ablation) {
        Supplier<BatchPolicy> chunked = () -> new ChunkedPrefill(cost, ChunkedPrefill.Target.DEFAULT);
        Admission early = Admission.withinFirstToken(cost, Slo.A.firstTokenPicos() / 5);
        Chart chart = new Chart();
        chart.lines(
                "Served as promised (chat, promise A, one group), calls/s",
                "calls/s that come",
                "%.0f",
                List.of(
                        line(P0, () -> new StaticBatching(true), Admission.everybody()),
                        line(P1, ContinuousBatching::new, Admission.everybody()),
                        line(P3, chunked, Admission.everybody()),
                        line(P10, chunked, early)));
        List<Chart.Bar> bars = new ArrayList<>();
        ablation.forEach((name, value) -> bars.add(new Chart.Bar(STACK, name, value)));
        chart.bars("Calls/s a group (Mooncake, promise B, eight groups)", bars);
        return chart.svg(List.of(P0, P1, P3, P10), "Simulated; equal on every machine.");
    }

    private Chart.Line line(Chart.Style style, Supplier<BatchPolicy> policy, Admission admission) {
        Workload chat = Workload.of(Traces.AZURE_CONV.read(), options.calls(), 0, 0);
        Simulation group = Simulation.ofOne(profile, policy, chat, PolicyTable.LONGEST_ANSWER);
        Map<Double, Double> points = new TreeMap<>();
        for (int rate = STEP; rate <= MOST; rate += STEP) {
            Mix mix = Mix.of(List.of(new Mix.Source(chat, rate, ServiceTier.STANDARD, "")), PolicyTable.LONGEST_ANSWER);
            Simulation.Run run = group.run(mix, admission, List.of());
            points.put((double) rate, rate * group.attainment(run, Slo.A));
        }
        return new Chart.Line(style, false, points, Set.of());
    }
}
