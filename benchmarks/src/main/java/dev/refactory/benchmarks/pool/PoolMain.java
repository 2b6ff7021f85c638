package dev.refactory.benchmarks.pool;

import dev.refactory.benchmarks.Machine;
import dev.refactory.benchmarks.Report;
import dev.refactory.benchmarks.Sample;
import dev.refactory.kit.time.SystemTime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/// Policy after policy on trace after trace: how many calls a second groups of simulated wafers serve as
/// promised. Everything but the speed of the simulator itself is simulated, and comes out equal on every
/// machine.
public final class PoolMain {
    private PoolMain() {}

    /// @param arguments flags of [PoolOptions]; see the README
    public static void main(String[] arguments) {
        PoolOptions options;
        try {
            options = PoolOptions.parse(List.of(arguments));
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(2);
            return;
        }
        Report report = new Report(System.err);
        Machine.describe(report, SystemTime.wallClock());
        report.row("simulated", "groups as spark-sim, " + options.calls() + " calls, " + options.seeds() + " seeds");
        Map<String, Runs> speeds = new LinkedHashMap<>();
        Function<String, Runs> runs = table -> speeds.computeIfAbsent(table, name -> new Runs());
        List<String> tables = new ArrayList<>();
        Consumer<String> out = line -> {
            report.say(line);
            tables.add(line);
        };
        PolicyTable policies = new PolicyTable(options, runs.apply("policies, one group"), out);
        policies.traces();
        out.accept("");
        policies.devices();
        out.accept("");
        new PagesTable(options, runs.apply("room on demand, one group"), out).print();
        out.accept("");
        new RoutingTable(options, runs.apply("routers, eight groups"), out).print();
        out.accept("");
        Map<String, Double> ablation = new AblationTable(options, runs.apply("full stack, eight groups"), out).print();
        out.accept("");
        new SharingTable(out).print();
        out.accept("");
        new JobsTable(options, out).print();
        out.accept("");
        new TroubleTable(options, runs.apply("overload, one group"), out).print();
        out.accept("");
        new FailureTable(options.seeds(), runs.apply("failures, eight groups"), out).print();
        if (options.agents()) {
            out.accept("");
            new SessionTable(out).print();
        }
        if (options.sweep()) {
            out.accept("");
            policies.sweep();
        }
        speeds.forEach((table, each) -> report.row(
                "speed of the simulator, " + table, Sample.number("%,.0f calls a second, one thread", each.speed())));
        report.row("load average after", Machine.load());
        report.row("ended", Machine.now(SystemTime.wallClock()));
        report.print(System.out);
        System.out.println();
        System.out.println("Simulated, not measured; equal on every machine:");
        System.out.println();
        tables.forEach(System.out::println);
        if (options.plot() != null) {
            draw(options, options.plot(), ablation);
        }
    }

    private static void draw(PoolOptions options, Path plot, Map<String, Double> ablation) {
        try {
            Files.writeString(plot, new LoadCurves(options).svg(ablation));
            System.err.println("Written: " + plot);
        } catch (IOException e) {
            System.err.println("Cannot write " + plot + ": " + e.getMessage());
            System.exit(1);
        }
    }
}
