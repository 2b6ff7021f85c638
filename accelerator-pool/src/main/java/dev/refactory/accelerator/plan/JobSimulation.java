package dev.refactory.accelerator.plan;

import dev.refactory.accelerator.memory.ContextMemory;
import dev.refactory.accelerator.schedule.BatchPolicy;
import dev.refactory.accelerator.schedule.Call;
import dev.refactory.accelerator.schedule.Router;
import dev.refactory.accelerator.sim.Answers;
import dev.refactory.accelerator.sim.GroupEngine;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;

/// Groups of wafers that serve jobs: a call begins when the calls it waits for are answered. Jobs come from
/// some time before the half-hours that count, so that these find queues and kept prompts as they would be,
/// and for the time of the promise after them, so that the last ones have company. Then whatever is left is
/// served to its end, and it is checked that no call and no token was lost or computed twice.
///
/// Equal inputs give equal results on any machine. One run at a time; not thread-safe.
final class JobSimulation {
    private static final int FIRST_LATE = 3;
    private static final long WEEK_PICOS = WeekShape.HALF_HOURS * Demand.HALF_HOUR_PICOS;
    private static final long NEVER = Long.MAX_VALUE;

    private final PlanStack stack;
    private final int groups;
    private final Demand demand;
    private final JobSlo slo;
    private final long seed;
    private final RunWatch watch;

    private final List<BatchPolicy> policies = new ArrayList<>();
    private final List<GroupEngine> engines = new ArrayList<>();
    private final Router router;
    private final Map<Integer, Running> running = new HashMap<>();
    private final PriorityQueue<Coming> coming =
            new PriorityQueue<>(Comparator.comparingLong(Coming::time).thenComparingLong(Coming::order));
    /// Jobs that count and may still be late, in the order of their submission.
    private final Deque<Job> due = new ArrayDeque<>();
    private final List<LateJob> firstLate = new ArrayList<>();

    private List<Window> windows = List.of();
    private long order;
    private long jobs;
    private int nextBlock;
    private int calls;
    private long answered;
    private long promptTokens;
    private long computedTokens;
    private boolean broken;

    /// A call that will be ready.
    private record Coming(long time, long order, Job job, int place) {}

    /// A call at a group.
    private static final class Running {
        final Job job;
        final int place;
        final int group;
        final long arrived;
        boolean begun;

        Running(Job job, int place, int group, long arrived) {
            this.job = job;
            this.place = place;
            this.group = group;
            this.arrived = arrived;
        }
    }

    JobSimulation(PlanStack stack, int groups, Demand demand, JobSlo slo, long seed, RunWatch watch) {
        this.stack = stack;
        this.groups = groups;
        this.demand = demand;
        this.slo = slo;
        this.seed = seed;
        this.watch = watch;
        this.router = stack.router();
        Answers answers = new Answers() {
            @Override
            public void first(int call, long picos) {
                Objects.requireNonNull(running.get(call)).begun = true;
            }

            @Override
            public void last(int call, long picos) {
                answered(Objects.requireNonNull(running.remove(call)), picos);
            }
        };
        for (int i = 0; i < groups; i++) {
            BatchPolicy policy = stack.policy();
            ContextMemory memory = stack.memory();
            policies.add(policy);
            engines.add(new GroupEngine(stack.profile().pipeline(), memory, policy, answers));
        }
    }

    /// Serves the jobs of some half-hours. To be called once.
    ///
    /// @param first half-hour of the week that counts, from 0
    /// @param last one that counts, no earlier
    /// @param warmUpPicos of the time before them in which jobs come too
    /// @param toTheEnd whether to go on when the promise cannot be kept any more
    JobRun run(int first, int last, long warmUpPicos, boolean toTheEnd) {
        windows = new ArrayList<>();
        for (int half = first; half <= last; half++) {
            windows.add(new Window(half, demand.count(half, seed), slo));
        }
        EngineQueue queue = new EngineQueue(engines);
        // A week later, so that no time is below 0.
        Source source = new Source(first, last, warmUpPicos);
        long sample = source.begin;
        while (toTheEnd || !broken) {
            long step = queue.nextEnd();
            long call = coming.isEmpty() ? NEVER : coming.element().time;
            long time = Math.min(step, Math.min(call, source.next));
            if (time == NEVER) {
                break;
            }
            overdue(time);
            for (; sample <= time && watch.samplePicos() != NEVER; sample += watch.samplePicos()) {
                sample(sample);
            }
            if (step == time && step < Math.min(call, source.next)) {
                queue.next();
            } else if (call <= source.next) {
                queue.changed(arrive(coming.remove()));
            } else {
                source.submit();
            }
        }
        boolean stopped = broken && !toTheEnd;
        if (!stopped) {
            check();
        }
        long kept = engines.stream().mapToLong(GroupEngine::keptTokens).sum();
        List<JobRun.HalfHour> halfHours = windows.stream().map(Window::halfHour).toList();
        return new JobRun(groups, seed, halfHours, firstLate, answered, promptTokens, kept, stopped);
    }

    /// Where jobs come from: the half-hours that count, and what is around them.
    private final class Source {
        final long begin;
        private final int first;
        private final int last;
        private final long end;
        private int half;
        private Demand.Arrivals arrivals;
        long next;

        Source(int first, int last, long warmUpPicos) {
            this.first = first + WeekShape.HALF_HOURS;
            this.last = last + WeekShape.HALF_HOURS;
            this.begin = this.first * Demand.HALF_HOUR_PICOS - warmUpPicos;
            this.end = (this.last + 1) * Demand.HALF_HOUR_PICOS + slo.picos();
            half = (int) (begin / Demand.HALF_HOUR_PICOS);
            arrivals = demand.arrivals(half, seed);
            advance();
            while (next < begin) {
                advance();
            }
        }

        private void advance() {
            while (!arrivals.next()) {
                half++;
                if (half * Demand.HALF_HOUR_PICOS >= end) {
                    next = NEVER;
                    return;
                }
                arrivals = demand.arrivals(half, seed);
            }
            next = arrivals.picos() < end ? arrivals.picos() : NEVER;
        }

        void submit() {
            int window = half >= first && half <= last ? half - first : -1;
            JobTemplate template = arrivals.template();
            // Numbers are used again after two billion others, when nobody keeps the first ones any more.
            if (nextBlock > Integer.MAX_VALUE - template.ownBlocks) {
                nextBlock = 0;
            }
            Job job = new Job(jobs++, template, next, window, arrivals.repository(), nextBlock);
            nextBlock += template.ownBlocks;
            watch.submitted(job.number, template, next - WEEK_PICOS);
            if (window >= 0) {
                due.add(job);
            }
            for (int place = 0; place < job.waits.length; place++) {
                if (job.waits[place] == 0) {
                    ready(job, place, next);
                }
            }
            advance();
        }
    }

    private void ready(Job job, int place, long since) {
        long time = since + job.call(place).pauseNanos() * 1000 + stack.fixedPicos();
        coming.add(new Coming(time, order++, job, place));
    }

    /// @return the group it went to
    private int arrive(Coming next) {
        Job job = next.job;
        JobCall shape = job.call(next.place);
        Call call = new Call(
                calls++,
                next.time,
                shape.promptTokens(),
                shape.maxCompletionTokens(),
                job.prefix(next.place),
                job.template.type.tier(),
                job.tenant(),
                String.valueOf(job.number));
        int group = router.route(call, engines);
        running.put(call.id(), new Running(job, next.place, group, next.time));
        if (!engines.get(group).arrive(call, shape.completionTokens())) {
            throw new IllegalStateException(job.template.type.name() + " fits no device of this kind");
        }
        promptTokens += shape.promptTokens();
        computedTokens += shape.promptTokens() + shape.completionTokens() - 1L;
        watch.arrived(job.number, next.place, group, next.time - WEEK_PICOS);
        return group;
    }

    private void answered(Running call, long picos) {
        Job job = call.job;
        answered++;
        watch.answered(job.number, call.place, picos - WEEK_PICOS);
        for (int follower : job.template.followers[call.place]) {
            if (--job.waits[follower] == 0) {
                ready(job, follower, picos);
            }
        }
        if (--job.unanswered == 0 && job.window >= 0) {
            windows.get(job.window).done(picos - job.submitted);
        }
    }

    /// Those whose time is over before `now`, and which are not done.
    private void overdue(long now) {
        while (!due.isEmpty() && due.element().submitted + slo.picos() < now) {
            Job job = due.remove();
            if (job.unanswered > 0) {
                broken |= windows.get(job.window).late();
                if (firstLate.size() < FIRST_LATE || watch.wantsLate()) {
                    LateJob late = late(job);
                    watch.late(late);
                    if (firstLate.size() < FIRST_LATE) {
                        firstLate.add(late);
                    }
                }
            }
        }
    }

    private LateJob late(Job job) {
        long time = job.submitted + slo.picos();
        Running oldest = null;
        for (Running each : running.values()) {
            boolean older = oldest == null
                    || each.arrived < oldest.arrived
                    || each.arrived == oldest.arrived && each.place < oldest.place;
            if (each.job == job && older) {
                oldest = each;
            }
        }
        int waiting = policies.stream().mapToInt(BatchPolicy::waiting).sum();
        int all = engines.stream().mapToInt(GroupEngine::calls).sum();
        return new LateJob(
                job.template.type.name(),
                job.submitted - WEEK_PICOS,
                time - WEEK_PICOS,
                job.waits.length,
                job.waits.length - job.unanswered,
                oldest == null ? -1 : oldest.place,
                oldest == null ? 0 : time - oldest.arrived,
                oldest != null && oldest.begun,
                oldest == null ? -1 : oldest.group,
                waiting,
                all - waiting);
    }

    private void sample(long picos) {
        int[] waiting = new int[groups];
        int[] busy = new int[groups];
        for (int i = 0; i < groups; i++) {
            waiting[i] = policies.get(i).waiting();
            busy[i] = engines.get(i).calls() - waiting[i];
        }
        watch.sampled(picos - WEEK_PICOS, waiting, busy);
    }

    private void check() {
        engines.forEach(GroupEngine::finish);
        long computed = engines.stream().mapToLong(GroupEngine::pipelineTokens).sum();
        long kept = engines.stream().mapToLong(GroupEngine::keptTokens).sum();
        if (computed + kept != computedTokens || answered != calls || !running.isEmpty()) {
            throw new IllegalStateException(computed + " tokens were computed and " + kept + " kept, of "
                    + computedTokens + "; " + answered + " calls were answered, of " + calls);
        }
        windows.forEach(Window::check);
    }
}
