package dev.refactory.accelerator.sim;

import dev.refactory.accelerator.api.ServiceTier;
import dev.refactory.accelerator.device.DeviceProfile;
import dev.refactory.accelerator.memory.ContextMemory;
import dev.refactory.accelerator.memory.Memories;
import dev.refactory.accelerator.schedule.BatchPolicy;
import dev.refactory.accelerator.schedule.Call;
import dev.refactory.accelerator.schedule.Router;
import dev.refactory.accelerator.trace.Session;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// Groups of wafers that serve agents: a session begins at random, but each of its calls only when the one
/// before was answered and a tool has run. Every session works on one of some repositories, whose context
/// its prompts begin with, and shares nothing else with others.
///
/// @param sessions recorded ones, served again and again
/// @param count of sessions that are served
/// @param warmUp sessions that come first and are not counted, for nothing is kept for them yet; fewer
///     than `count`
/// @param repositories whose contexts are shared
/// @param repositoryTokens tokens of each of these contexts
/// @param maxCompletionTokens what every call may answer at most, as far as a policy knows
public record SessionSimulation(
        DeviceProfile profile,
        int groups,
        Supplier<? extends BatchPolicy> policy,
        Memories memory,
        Supplier<Router> router,
        List<Session> sessions,
        int count,
        int warmUp,
        int repositories,
        int repositoryTokens,
        int maxCompletionTokens) {
    private static final long PICOS = 1000;
    private static final double SECOND_PICOS = 1e12;
    private static final int SESSION_BLOCKS = 100_000;

    /// What became of it.
    ///
    /// @param firstTokens from each call that counts to its first token, in picoseconds, sorted; what is
    ///     fixed included
    /// @param keptShare of the tokens of prompts that were not computed again
    /// @param setAside how often a stream was, for want of room
    /// @param sessions from each session's first call to its last answer, of those that count, in picoseconds,
    ///     sorted
    public record Run(long[] firstTokens, double keptShare, long[] sessions, long setAside) {
        /// The time that a share of the calls do not exceed, in picoseconds.
        public long firstToken(double share) {
            return percentile(firstTokens, share);
        }

        /// The time that a share of the sessions do not exceed, in picoseconds.
        public long session(double share) {
            return percentile(sessions, share);
        }

        /// In picoseconds.
        public double meanSession() {
            return Arrays.stream(sessions).average().orElseThrow();
        }

        private static long percentile(long[] sorted, double share) {
            return sorted[Math.max(0, (int) Math.ceil(share * sorted.length) - 1)];
        }
    }

    private record Coming(long time, int session, int turn) {}

    /// Equal inputs, equal results, on any machine.
    ///
    /// @param perSecond sessions that begin in a second, at times that do not depend on each other
    public Run run(double perSecond, long seed) {
        return new Course(perSecond, seed).run();
    }

    /// One run.
    private final class Course {
        private final PriorityQueue<Coming> coming =
                new PriorityQueue<>(Comparator.comparingLong(Coming::time).thenComparingInt(Coming::session));
        private final List<Coming> begun = new ArrayList<>();
        private final List<Long> firstTokens = new ArrayList<>();
        private final Router routes = router.get();
        private final List<GroupEngine> engines;
        private long prompts;
        private final List<Long> sessionTimes = new ArrayList<>();
        private final long[] begins = new long[count];

        Course(double perSecond, long seed) {
            Answers answers = new Answers() {
                @Override
                public void first(int call, long picos) {
                    if (begun.get(call).session >= warmUp) {
                        firstTokens.add(picos
                                - begun.get(call).time
                                + profile.pipeline().fixedNanos() * PICOS);
                    }
                }

                @Override
                public void last(int call, long picos) {
                    answered(begun.get(call), picos);
                }
            };
            Supplier<ContextMemory> memories = memory.ofRun();
            engines = Stream.generate(() -> new GroupEngine(profile.pipeline(), memories.get(), policy.get(), answers))
                    .limit(groups)
                    .toList();
            SplittableRandom random = new SplittableRandom(seed);
            double time = 0;
            for (int session = 0; session < count; session++) {
                time += -Math.log(1 - random.nextDouble()) / perSecond * SECOND_PICOS;
                begins[session] = (long) time;
                coming.add(new Coming((long) time, session, 0));
            }
        }

        private Session of(int session) {
            return sessions.get(session % sessions.size());
        }

        private void answered(Coming call, long picos) {
            List<Session.Turn> turns = of(call.session).turns();
            if (call.turn + 1 < turns.size()) {
                long gap = turns.get(call.turn + 1).gapNanos() * PICOS;
                coming.add(new Coming(picos + gap, call.session, call.turn + 1));
            } else if (call.session >= warmUp) {
                sessionTimes.add(picos - begins[call.session]);
            }
        }

        Run run() {
            while (true) {
                GroupEngine first = engines.stream()
                        .min(Comparator.comparingLong(GroupEngine::nextEnd))
                        .orElseThrow();
                long arrival = coming.isEmpty() ? Long.MAX_VALUE : coming.element().time;
                if (first.nextEnd() < arrival) {
                    first.next();
                } else if (!coming.isEmpty()) {
                    arrive(coming.remove());
                } else {
                    break;
                }
            }
            engines.forEach(GroupEngine::finish);
            long kept = engines.stream().mapToLong(GroupEngine::keptTokens).sum();
            long aside = engines.stream().mapToLong(GroupEngine::setAside).sum();
            return new Run(sorted(firstTokens), (double) kept / prompts, sorted(sessionTimes), aside);
        }

        private static long[] sorted(List<Long> times) {
            return times.stream().mapToLong(each -> each).sorted().toArray();
        }

        private void arrive(Coming next) {
            Session.Turn turn = of(next.session).turns().get(next.turn);
            int repository = next.session % repositories;
            int shared = repositoryTokens / Session.BLOCK_TOKENS;
            List<Integer> blocks = new ArrayList<>(shared + turn.prefixBlocks().size());
            for (int i = 0; i < shared; i++) {
                blocks.add(-1 - repository * SESSION_BLOCKS - i);
            }
            turn.prefixBlocks().forEach(block -> blocks.add(next.session * SESSION_BLOCKS + block));
            Call call = new Call(
                    begun.size(),
                    next.time,
                    shared * Session.BLOCK_TOKENS + turn.promptTokens(),
                    Math.max(maxCompletionTokens, turn.completionTokens()),
                    blocks,
                    ServiceTier.INTERACTIVE,
                    "repository-" + repository,
                    "session-" + next.session);
            begun.add(next);
            prompts += call.promptTokens();
            if (!engines.get(routes.route(call, engines)).arrive(call, turn.completionTokens())) {
                throw new IllegalStateException(call.promptTokens() + " tokens fit no device of this kind");
            }
        }
    }

    /// The most sessions a second of which so many calls have their first token in time, by bisection.
    ///
    /// @param share for example 0.99; @param picos for the first token
    /// @param least where the search begins; 0 is returned when not even as many do; @param most where it ends
    public double capacity(double share, long picos, double least, double most, long seed) {
        if (run(least, seed).firstToken(share) > picos) {
            return 0;
        }
        double low = least;
        double high = most;
        for (int i = 0; i < 9; i++) {
            double middle = Math.sqrt(low * high);
            if (run(middle, seed).firstToken(share) <= picos) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
