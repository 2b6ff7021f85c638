package dev.refactory.accelerator.plan;

import dev.refactory.accelerator.device.DeviceProfile;
import dev.refactory.kit.problem.ErrorCode;
import dev.refactory.kit.problem.RefactoryException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/// Finds the fewest groups of wafers that keep a promise to jobs, by simulation: from what the bounds say
/// upwards until the week's busiest half-hour is served in time, for several seeds; then other half-hours are
/// looked at, or the whole week; and one group fewer is simulated as well, which must break the promise.
///
/// Seeds are simulated in parallel, each alone: equal requests give equal plans, whatever the number of
/// threads. Thread-safe.
public final class CapacityPlanner {
    public static final int MAX_GROUPS = 256;
    /// The subject of what is wrong with a promise.
    public static final String SLO = "slo";

    /// Calls of a half-hour, or of a week, on average: more would take hours.
    public static final long MAX_CALLS = 20_000_000;

    public static final long MAX_CALLS_OF_WEEK = 1_000_000_000;

    /// Twice as long as prompts are kept that nobody uses.
    private static final long WARM_UP_PICOS = 600_000_000_000_000L;

    private static final double HALF_HOUR_SECONDS = 1800;
    private static final double WEEK_DAYS = 7;
    /// Between sizes that are tried on the way up, an eighth.
    private static final int STRIDE = 8;
    /// As many are tried in any case before it is asked whether any number is enough.
    private static final int MANY = 8;
    /// Of the work bound: where the search begins, mostly a little low, which is found out soonest.
    private static final double REACHED = 0.7;

    private final PlanStack stack;
    private final int threads;

    /// @param threads that simulate at the same time, at least 1
    public CapacityPlanner(DeviceProfile profile, int threads) {
        this.stack = new PlanStack(profile, PlanStack.USUAL_OUTSIDE_TOKENS);
        this.threads = threads;
    }

    /// What the jobs at the promise's percentile take on idle devices, in picoseconds: no number of wafers
    /// keeps a shorter promise.
    public long floorPicos(PlanRequest request) {
        return PlanBounds.floor(stack, demand(request), request.slo());
    }

    private static Demand demand(PlanRequest request) {
        return Demand.of(request.jobsPerDay(), request.shape(), request.mix());
    }

    /// @param progress told of every run that is done, by any thread; a sentence without its stop
    /// @throws RefactoryException `invalid_parameter` with the subject [#SLO] when no number of groups keeps the
    ///     promise, and with another when a call fits no device; `limit_exceeded` beyond [#MAX_GROUPS] or
    ///     [#MAX_CALLS]
    /// @throws CancellationException when the thread is interrupted
    public CapacityPlan plan(PlanRequest request, Consumer<String> progress) {
        Demand demand = demand(request);
        check(request, demand);
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            try {
                return new Search(request, demand, pool, progress).plan();
            } finally {
                pool.shutdownNow();
            }
        }
    }

    /// The peak half-hour once more, with somebody looking on.
    ///
    /// @param groups of wafers; @param seed from 1
    JobRun watch(PlanRequest request, int groups, long seed, RunWatch watch) {
        int peak = request.shape().peak();
        return new JobSimulation(stack, groups, demand(request), request.slo(), seed, watch)
                .run(peak, peak, WARM_UP_PICOS, true);
    }

    private void check(PlanRequest request, Demand demand) {
        long room = stack.profile().memory().contextTokens();
        for (JobType type : request.mix().types()) {
            for (JobCall call : type.calls()) {
                long tokens = (long) call.promptTokens() + call.maxCompletionTokens();
                if (tokens > room) {
                    throw invalid(
                            "mix",
                            "A call of job " + type.name() + " may come to " + tokens + " tokens, and a group of "
                                    + stack.profile().name() + " holds " + room + ": make it smaller.");
                }
            }
        }
        long floor = PlanBounds.floor(stack, demand, request.slo());
        if (floor > request.slo().picos()) {
            throw impossible(request.slo(), floor);
        }
        double calls = request.mix().callsPerJob();
        double half = demand.perSecond(request.shape().peak()) * HALF_HOUR_SECONDS * calls;
        double week = request.jobsPerDay() * WEEK_DAYS * calls;
        if (half > MAX_CALLS) {
            throw limit("the peak half-hour", half, MAX_CALLS);
        } else if (request.wholeWeek() && week > MAX_CALLS_OF_WEEK) {
            throw limit("the week", week, MAX_CALLS_OF_WEEK);
        }
    }

    private static RefactoryException impossible(JobSlo slo, long floor) {
        return invalid(
                SLO,
                "No number of wafers keeps " + slo + ": the jobs at " + slo.name() + " of this mix take "
                        + seconds(floor) + " s on idle devices, one call after the other. Promise more than that.");
    }

    private static String seconds(long picos) {
        return BigDecimal.valueOf(picos / 1_000_000_000L, 3).toPlainString();
    }

    private static RefactoryException invalid(String subject, String sentence) {
        return new RefactoryException(ErrorCode.INVALID_PARAMETER, subject, sentence);
    }

    private static RefactoryException limit(String what, double calls, long most) {
        return new RefactoryException(
                ErrorCode.LIMIT_EXCEEDED,
                "jobs-per-day",
                String.format(
                        java.util.Locale.ROOT,
                        "%s has about %,.0f calls, and at most %,d are simulated: plan for fewer jobs, and multiply.",
                        what.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + what.substring(1),
                        calls,
                        most));
    }

    /// One plan in the making.
    private final class Search {
        private final PlanRequest request;
        private final Demand demand;
        private final ExecutorService pool;
        private final Consumer<String> progress;
        private final AtomicLong calls = new AtomicLong();
        private final int peak;
        private final PlanBounds bounds;
        /// Runs of each seed by groups, those that were stopped among them; each list's map is its own thread's.
        private final List<Map<Integer, JobRun>> runs;

        Search(PlanRequest request, Demand demand, ExecutorService pool, Consumer<String> progress) {
            this.request = request;
            this.demand = demand;
            this.pool = pool;
            this.progress = progress;
            this.peak = request.shape().peak();
            this.bounds = PlanBounds.of(stack, demand, request.slo(), demand.perSecond(peak));
            this.runs = IntStream.range(0, request.seeds())
                    .<Map<Integer, JobRun>>mapToObj(seed -> new LinkedHashMap<>())
                    .toList();
        }

        CapacityPlan plan() {
            List<Integer> needed = all(seed -> fewest(seed));
            int least = needed.stream().min(Comparator.naturalOrder()).orElseThrow();
            int most = needed.stream().max(Comparator.naturalOrder()).orElseThrow();
            int groups = most;
            CapacityPlan.Point chosen = point(groups);
            CapacityPlan.Point fewer = null;
            while (!chosen.kept()) {
                fewer = chosen;
                groups = within(groups + 1);
                chosen = point(groups);
            }
            if (fewer == null && groups > 1) {
                fewer = point(groups - 1);
            }
            return new CapacityPlan(
                    stack.profile().name(),
                    stack.profile().memory().wafers(),
                    request,
                    peak,
                    request.shape().factor(peak),
                    demand.perSecond(peak),
                    least,
                    Math.max(most, groups),
                    bounds,
                    bounds.binding(Math.max(1, groups - 1), request.slo()),
                    chosen,
                    fewer,
                    calls.get());
        }

        /// The fewest groups that serve the peak in time with a seed: one fewer does not.
        private int fewest(int seed) {
            int groups = within(Math.max(1, (int) Math.ceil(bounds.groups() / REACHED)));
            if (kept(seed, groups)) {
                while (groups > 1 && kept(seed, groups - 1)) {
                    groups--;
                }
                return groups;
            }
            int low = groups;
            int high = within(low + Math.max(1, low / STRIDE));
            boolean possible = false;
            while (!kept(seed, high)) {
                // When twice as many do not help, it may be that no number does: better known now than after all of
                // them.
                if (!possible && high >= Math.max(MANY, 2 * groups)) {
                    possible = possible(seed);
                }
                low = high;
                high = within(low + Math.max(1, low / STRIDE));
            }
            while (high - low > 1) {
                int middle = (low + high) / 2;
                if (kept(seed, middle)) {
                    high = middle;
                } else {
                    low = middle;
                }
            }
            return high;
        }

        private boolean possible(int seed) {
            JobRun run = peak(seed, MAX_GROUPS);
            if (run.kept()) {
                return true;
            }
            JobRun.HalfHour half = run.halfHours().getFirst();
            throw invalid(
                    SLO,
                    "Not even " + MAX_GROUPS + " groups keep " + request.slo() + ": with seed " + run.seed() + ", "
                            + half.late() + " of " + half.jobs() + " jobs of the busiest half-hour are late,"
                            + " although hardly any call waits. Idle devices take " + seconds(bounds.floorPicos())
                            + " s and a little more; promise more than that.");
        }

        private boolean kept(int seed, int groups) {
            return peak(seed, groups).kept();
        }

        /// The peak, until it is over or the promise is broken.
        private JobRun peak(int seed, int groups) {
            return runs.get(seed).computeIfAbsent(groups, each -> run(seed, each, peak, peak, false));
        }

        private int within(int groups) {
            if (groups > MAX_GROUPS) {
                throw new RefactoryException(
                        ErrorCode.LIMIT_EXCEEDED,
                        "groups",
                        "More than " + MAX_GROUPS + " groups of "
                                + stack.profile().memory().wafers()
                                + " wafers would be needed, and no more are simulated: plan for fewer jobs or a longer"
                                + " promise, and multiply.");
            }
            return groups;
        }

        /// A size as it is reported, everything served to the end.
        private CapacityPlan.Point point(int groups) {
            if (request.wholeWeek()) {
                int last = WeekShape.HALF_HOURS - 1;
                return new CapacityPlan.Point(groups, all(seed -> run(seed, groups, 0, last, false)), List.of());
            }
            List<JobRun> peaks = all(seed -> peak(seed, groups));
            if (!peaks.stream().allMatch(JobRun::kept)) {
                // Enough is known of the others; one says what becomes of everybody.
                int broken = IntStream.range(0, peaks.size())
                        .filter(seed -> !peaks.get(seed).kept())
                        .findFirst()
                        .orElseThrow();
                List<JobRun> whole = new ArrayList<>(peaks);
                whole.set(broken, run(broken, groups, peak, peak, true));
                return new CapacityPlan.Point(groups, whole, List.of());
            }
            List<Integer> others = samples();
            List<Callable<JobRun>> tasks = new ArrayList<>();
            for (int i = 0; i < others.size(); i++) {
                int half = others.get(i);
                int seed = i % request.seeds();
                tasks.add(() -> run(seed, groups, half, half, true));
            }
            return new CapacityPlan.Point(groups, peaks, results(tasks));
        }

        /// The neighbours of the peak, the busiest half-hour apart from these, and a middling one.
        private List<Integer> samples() {
            List<Integer> byLoad = new ArrayList<>(
                    IntStream.range(0, WeekShape.HALF_HOURS).boxed().toList());
            byLoad.sort(Comparator.<Integer>comparingDouble(
                            half -> -request.shape().loads().get(half))
                    .thenComparing(Comparator.naturalOrder()));
            List<Integer> samples = new ArrayList<>(List.of(
                    Math.floorMod(peak - 1, WeekShape.HALF_HOURS), Math.floorMod(peak + 1, WeekShape.HALF_HOURS)));
            byLoad.stream()
                    .filter(half -> half != peak && !samples.contains(half))
                    .findFirst()
                    .ifPresent(samples::add);
            int middling = byLoad.get(WeekShape.HALF_HOURS / 2);
            if (middling != peak && !samples.contains(middling)) {
                samples.add(middling);
            }
            return samples;
        }

        private JobRun run(int seed, int groups, int first, int last, boolean toTheEnd) {
            JobRun run = new JobSimulation(stack, groups, demand, request.slo(), seed + 1L, RunWatch.NOBODY)
                    .run(first, last, WARM_UP_PICOS, toTheEnd);
            calls.addAndGet(run.calls());
            progress.accept(groups + (groups == 1 ? " group" : " groups") + ", "
                    + (first == last ? WeekShape.moment(first) : "the week") + ", seed " + (seed + 1) + ": "
                    + (run.kept() ? "kept" : "broken"));
            return run;
        }

        private <T> List<T> all(java.util.function.IntFunction<T> work) {
            List<Callable<T>> tasks = new ArrayList<>();
            for (int seed = 0; seed < request.seeds(); seed++) {
                int each = seed;
                tasks.add(() -> work.apply(each));
            }
            return results(tasks);
        }

        private <T> List<T> results(List<Callable<T>> tasks) {
            List<T> results = new ArrayList<>();
            try {
                for (Future<T> future : pool.invokeAll(tasks)) {
                    results.add(future.get());
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new CancellationException("The plan was interrupted");
            } catch (ExecutionException e) {
                if (e.getCause() instanceof RuntimeException fault) {
                    throw fault;
                }
                throw new IllegalStateException(e.getCause());
            }
            return results;
        }
    }
}
