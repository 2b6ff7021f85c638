package dev.refactory.screen;

import dev.refactory.accelerator.plan.CapacityPlan;
import dev.refactory.accelerator.plan.JobRun;
import dev.refactory.accelerator.plan.LateJob;
import dev.refactory.accelerator.plan.PlanBounds;
import dev.refactory.accelerator.plan.PlanRequest;
import dev.refactory.accelerator.plan.WeekShape;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/// A plan of wafers for eyes: what is needed, why, and what one group fewer would do.
public final class PlanView {
    private static final double SECOND_PICOS = 1e12;
    private static final long HALF_HOUR_SECONDS = 1800;

    private final CapacityPlan plan;
    private final PrintStream out;
    private final Style style;
    private final int columns;

    private PlanView(CapacityPlan plan, PrintStream out, Style style, int columns) {
        this.plan = plan;
        this.out = out;
        this.style = style;
        this.columns = columns;
    }

    /// @param columns of the screen
    public static void print(CapacityPlan plan, PrintStream out, Style style, int columns) {
        PlanView view = new PlanView(plan, out, style, columns);
        view.header();
        view.answer();
        view.sizes();
        view.samples();
        view.violations();
    }

    private static String number(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }

    private void header() {
        PlanRequest request = plan.request();
        say(number(
                "%,d jobs a day, %s in every half-hour, on %s groups of %d wafers: simulated, not measured.",
                request.jobsPerDay(), request.slo(), plan.device(), plan.wafersPerGroup()));
        say(number(
                "Busiest half-hour: %s, %.1f jobs/s (%.2f times the mean) of %.1f calls each; mix: %s%s; shape: %s.",
                WeekShape.moment(plan.peak()),
                plan.jobsPerSecond(),
                plan.peakFactor(),
                request.mix().callsPerJob(),
                Style.safe(request.mix().name()),
                request.mix().assumed() ? " (nobody measured it)" : "",
                Style.safe(request.shape().name())));
        out.println();
    }

    private void say(String sentence) {
        Words.fold(sentence, columns).forEach(out::println);
    }

    private void answer() {
        PlanBounds bounds = plan.bounds();
        Table table = new Table("", "+");
        table.row(
                "needed",
                number(
                        "%d wafers: %s of %d",
                        plan.wafers(), count(plan.chosen().groups(), "group"), plan.wafersPerGroup()));
        table.row("", interval());
        table.row("bound by", binding());
        table.row(
                "at least",
                number(
                        "%.2f groups for work, %.2f for memory, %.2f for I/O; on idle devices %s is %s",
                        bounds.work(),
                        bounds.memory(),
                        bounds.link(),
                        plan.request().slo().name(),
                        seconds(bounds.floorPicos())));
        table.row(
                "cost",
                number(
                        "$%,.2f an hour, $%.4f a job, at an assumed $%.2f per wafer and hour (SemiAnalysis)",
                        plan.dollarsPerHour(), plan.dollarsPerJob(), CapacityPlan.DOLLARS_PER_WAFER_HOUR));
        table.row("power", number("%,d kW at most, %d a wafer", plan.kilowatts(), CapacityPlan.KILOWATTS_PER_WAFER));
        table.print(out, style, columns);
        out.println();
    }

    private String interval() {
        String seeds = count(plan.request().seeds(), "seed");
        return plan.leastGroups() == plan.mostGroups()
                ? "the same for " + (plan.request().seeds() == 1 ? "the only seed" : "each of " + seeds)
                : number(
                        "%d to %d, of %s",
                        plan.leastGroups() * plan.wafersPerGroup(), plan.mostGroups() * plan.wafersPerGroup(), seeds);
    }

    private String binding() {
        return switch (plan.binding()) {
            case WORK -> "work: the time of the pipelines";
            case MEMORY -> "memory: the room for contexts";
            case LINK -> "I/O: the way off the wafers";
            case LATENCY -> "latency: what a job takes on idle devices";
        };
    }

    private void sizes() {
        String percentile = plan.request().slo().name();
        Table table = new Table(
                "GROUPS>",
                "WAFERS>",
                "PROMISE",
                "SEEDS",
                "LATE>",
                "P50>",
                percentile.toUpperCase(Locale.ROOT) + ", OF THE SEEDS>");
        row(table, plan.chosen());
        if (plan.fewer() != null) {
            row(table, plan.fewer());
        }
        table.print(out, style, columns);
        if (plan.fewer() == null) {
            out.println("One group fewer is none.");
        }
        out.println();
    }

    private void row(Table table, CapacityPlan.Point point) {
        table.row(
                Integer.toString(point.groups()),
                Integer.toString(point.groups() * plan.wafersPerGroup()),
                point.kept() ? style.green("kept") : style.red("broken"),
                number(
                        "%d of %d keep it at the peak",
                        point.seedsKept(), point.runs().size()),
                number("%.2f %%", 100 * late(point)),
                seconds((long) mean(point, JobRun.HalfHour::medianPicos)),
                range(point));
    }

    private static double late(CapacityPlan.Point point) {
        long jobs = worst(point).mapToLong(JobRun.HalfHour::jobs).sum();
        return jobs == 0
                ? 0
                : (double) worst(point).mapToLong(JobRun.HalfHour::late).sum() / jobs;
    }

    private static double mean(CapacityPlan.Point point, ToDoubleFunction<JobRun.HalfHour> of) {
        return worst(point).mapToDouble(of).average().orElse(0);
    }

    /// Of each seed the half-hour with the longest times; runs that were stopped only where there is no other.
    private static Stream<JobRun.HalfHour> worst(CapacityPlan.Point point) {
        List<JobRun> whole = point.runs().stream().filter(run -> !run.broken()).toList();
        return (whole.isEmpty() ? point.runs() : whole).stream().map(JobRun::worst);
    }

    private static String range(CapacityPlan.Point point) {
        List<Long> slow = worst(point).map(JobRun.HalfHour::slowPicos).sorted().toList();
        return seconds(slow.getFirst())
                + (slow.getFirst().equals(slow.getLast()) ? "" : " to " + seconds(slow.getLast()));
    }

    private void samples() {
        plan.chosen().samples().forEach(run -> out.println("Also " + said(run)));
        if (plan.fewer() != null
                && plan.fewer().seedsKept() == plan.fewer().runs().size()) {
            // The busiest half-hour alone would not show why.
            plan.fewer().samples().stream()
                    .filter(run -> !run.kept())
                    .forEach(run ->
                            out.println("Broken with " + count(plan.fewer().groups(), "group") + " " + said(run)));
        }
        if (plan.request().wholeWeek()) {
            out.println("Every half-hour of the week was looked at; the times are of its worst.");
        }
        out.println(number("%,d calls were simulated.", plan.calls()));
    }

    private String said(JobRun run) {
        JobRun.HalfHour half = run.halfHours().getFirst();
        return number(
                "%s (seed %d), %s: %s %s",
                WeekShape.moment(half.half()),
                run.seed(),
                count(half.jobs(), "job"),
                plan.request().slo().name(),
                seconds(half.slowPicos()));
    }

    private void violations() {
        for (CapacityPlan.Point point :
                plan.fewer() == null ? List.of(plan.chosen()) : List.of(plan.chosen(), plan.fewer())) {
            Stream.concat(point.runs().stream(), point.samples().stream())
                    .filter(run -> !run.firstLate().isEmpty())
                    .findFirst()
                    .ifPresentOrElse(
                            run -> violations(point, run),
                            () -> out.println("\nNo job was late with " + count(point.groups(), "group") + "."));
        }
    }

    private void violations(CapacityPlan.Point point, JobRun run) {
        out.println(number("%nThe first late jobs with %s (seed %d):", count(point.groups(), "group"), run.seed()));
        Table table = new Table("TIME IS OVER", "JOB", "WHAT IT WAITS FOR+", "WAITING>", "RUNNING>");
        for (LateJob late : run.firstLate()) {
            table.row(
                    moment(late.latePicos()),
                    Style.safe(late.job()),
                    waitsFor(late),
                    number("%,d", late.waiting()),
                    number("%,d", late.running()));
        }
        table.print(out, style, columns);
    }

    private static String waitsFor(LateJob late) {
        if (late.call() < 0) {
            return number("between two calls, %d of %d answered", late.answered(), late.calls());
        }
        return number(
                "call %d of %d (%d answered), %s for %s on group %d",
                late.call() + 1,
                late.calls(),
                late.answered(),
                late.begun() ? "under way" : "no token yet",
                seconds(late.callPicos()),
                late.group());
    }

    private static String moment(long picos) {
        long seconds = (long) (picos / SECOND_PICOS);
        int half = (int) (seconds / HALF_HOUR_SECONDS);
        long within = seconds % HALF_HOUR_SECONDS;
        String start = WeekShape.moment(half);
        long minutes = Long.parseLong(start.substring(start.length() - 2)) + within / 60;
        return start.substring(0, start.length() - 2) + number("%02d:%02d", minutes, within % 60);
    }

    private static String count(long number, String noun) {
        return number("%,d %s%s", number, noun, number == 1 ? "" : "s");
    }

    private static String seconds(long picos) {
        double seconds = picos / SECOND_PICOS;
        return seconds < 10 ? number("%.2f s", seconds) : number("%,.1f s", seconds);
    }
}
