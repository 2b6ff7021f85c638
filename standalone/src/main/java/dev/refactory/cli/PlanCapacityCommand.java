package dev.refactory.cli;

import dev.refactory.accelerator.device.DeviceProfile;
import dev.refactory.accelerator.plan.CapacityPlan;
import dev.refactory.accelerator.plan.CapacityPlanner;
import dev.refactory.accelerator.plan.ChromeTrace;
import dev.refactory.accelerator.plan.JobMix;
import dev.refactory.accelerator.plan.JobMixReader;
import dev.refactory.accelerator.plan.JobSlo;
import dev.refactory.accelerator.plan.PlanRequest;
import dev.refactory.accelerator.plan.WeekShape;
import dev.refactory.kit.json.Json;
import dev.refactory.kit.problem.ErrorCode;
import dev.refactory.kit.problem.RefactoryException;
import dev.refactory.kit.text.Counted;
import dev.refactory.screen.PlanView;
import dev.refactory.screen.Style;
import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "plan-capacity",
        description = "Says how many simulated wafers a stream of jobs needs, and what one group fewer would do."
                + " Nothing is sent anywhere; nothing of it was measured on a wafer.",
        footer = {"", "Mixes and shapes are described in docs/accelerators.md. Equal inputs, equal output."})
final class PlanCapacityCommand implements Callable<Integer> {
    private static final int MAX_THREADS = 64;

    private final Context context;

    @Option(names = "--jobs-per-day", paramLabel = "N", required = true, description = "On the week's average.")
    private long jobsPerDay;

    @Option(
            names = "--slo",
            paramLabel = "pN=TIME",
            description =
                    "From submission to last answer, in every half-hour; p50 to p99.9; default:" + " ${DEFAULT-VALUE}.")
    private String slo = "p99=30s";

    @Option(names = "--mix", paramLabel = "FILE", description = "Kinds of jobs, JSON a line; default: an assumed mix.")
    private @Nullable String mix;

    @Option(
            names = "--shape",
            paramLabel = "FILE",
            description = "336 half-hours of relative load, CSV; default: a week of Azure in 2024.")
    private @Nullable String shape;

    @Option(names = "--full", description = "Checks the answer on whole weeks, which takes long.")
    private boolean full;

    @Option(names = "--seeds", paramLabel = "N", description = "Random weeks; default: ${DEFAULT-VALUE}.")
    private int seeds = 5;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "That simulate; the output is the same; default: one for each processor.")
    private int threads = Math.min(MAX_THREADS, Runtime.getRuntime().availableProcessors());

    @Option(
            names = "--chrome-trace",
            paramLabel = "FILE",
            description = "Writes the busiest half-hour at that size for Perfetto or chrome://tracing.")
    private @Nullable String chromeTrace;

    @Option(names = "--json", description = "Prints JSON on stdout.")
    private boolean json;

    PlanCapacityCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() throws IOException {
        if (threads < 1 || threads > MAX_THREADS) {
            throw invalid("--threads", "Between 1 and " + MAX_THREADS + " threads can simulate, not " + threads + ".");
        }
        PlanRequest request = new PlanRequest(
                jobsPerDay,
                JobSlo.parse(slo),
                mix == null ? JobMix.usual() : read("--mix", mix, JobMixReader::read),
                shape == null ? WeekShape.azureCode() : read("--shape", shape, WeekShape::read),
                seeds,
                full);
        CapacityPlanner planner = new CapacityPlanner(DeviceProfile.SPARK_SIM, threads);
        CapacityPlan plan;
        try {
            plan = planner.plan(request, progress());
        } catch (RefactoryException e) {
            if (!e.subject().equals(CapacityPlanner.SLO)) {
                throw e;
            }
            if (json) {
                context.printJson(Json.object().put("code", e.code().code()).put("detail", e.sentence()));
            }
            context.err().println("Refused: " + Style.safe(e.sentence()));
            return Exit.REFUSED;
        }
        if (json) {
            context.printJson(PlanJson.of(plan));
        } else {
            PlanView.print(
                    plan, context.out(), context.style(), context.surroundings().outColumns());
        }
        if (chromeTrace != null) {
            trace(planner, plan, chromeTrace);
        }
        return Exit.SUCCEEDED;
    }

    private void trace(CapacityPlanner planner, CapacityPlan plan, String name) {
        Path file = context.surroundings().workingDirectory().resolve(name);
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            int late = ChromeTrace.write(planner, plan, out);
            context.err()
                    .println("Wrote " + Style.safe(name) + ": samples of the busiest half-hour, seed 1, simulated; "
                            + Math.min(late, ChromeTrace.MAX_MARKS) + " of " + Counted.of(late, "late job")
                            + " marked.");
        } catch (IOException e) {
            throw new RefactoryException(
                    ErrorCode.INVALID_PARAMETER,
                    "--chrome-trace",
                    "The trace could not be written to " + file + " (" + e.getMessage() + "): name another file.",
                    e);
        }
    }

    private Consumer<String> progress() {
        if (json || !context.surroundings().errIsTerminal()) {
            return said -> {};
        }
        Style style = context.surroundings().errStyle();
        return said -> context.err().println(style.dim(said));
    }

    private interface Reading<T> {
        T of(String name, BufferedReader lines) throws IOException;
    }

    private <T> T read(String option, String name, Reading<T> reading) throws IOException {
        Path file = context.surroundings().workingDirectory().resolve(name);
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            throw invalid(option, "There is no file " + file + " to read.");
        }
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            return reading.of(name, lines);
        } catch (CharacterCodingException e) {
            throw invalid(option, "The file " + name + " is not UTF-8.");
        }
    }

    private static RefactoryException invalid(String option, String sentence) {
        return new RefactoryException(ErrorCode.INVALID_PARAMETER, option, sentence);
    }
}
