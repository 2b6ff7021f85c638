package dev.refactory.accelerator.plan;

import java.util.List;
import java.util.SplittableRandom;

/// Jobs as they come. Within a half-hour they arrive at random, independent of each other, at the rate its
/// load gives (a Poisson process); kinds and repositories are drawn by their weights. Every half-hour has
/// random numbers of its own, so that its jobs are the same whatever is simulated around it. Immutable.
///
/// @param jobsPerDay on the week's average; more than 0
record Demand(double jobsPerDay, WeekShape shape, JobMix mix, List<JobTemplate> templates) {
    static final long HALF_HOUR_PICOS = 1_800_000_000_000_000L;
    private static final double DAY_SECONDS = 86_400;
    private static final double SECOND_PICOS = 1e12;
    private static final long SEED_STRIDE = 1_000_003;

    static Demand of(double jobsPerDay, WeekShape shape, JobMix mix) {
        return new Demand(
                jobsPerDay,
                shape,
                mix,
                mix.types().stream().map(JobTemplate::new).toList());
    }

    /// Jobs that come in a second of a half-hour.
    double perSecond(int half) {
        return jobsPerDay / DAY_SECONDS * shape.factor(Math.floorMod(half, WeekShape.HALF_HOURS));
    }

    /// The jobs of one half-hour, one after the other. Not thread-safe.
    ///
    /// @param half of the week; numbers outside of it mean the same half-hour of the week before or after
    Arrivals arrivals(int half, long seed) {
        return new Arrivals(half, seed);
    }

    /// How many jobs a half-hour has.
    int count(int half, long seed) {
        Arrivals arrivals = arrivals(half, seed);
        int count = 0;
        while (arrivals.next()) {
            count++;
        }
        return count;
    }

    final class Arrivals {
        private final SplittableRandom times;
        private final SplittableRandom kinds;
        private final double rate;
        private final long end;
        private final double[] cumulative = new double[templates.size()];
        private double within;
        private long picos;
        private int kind;
        private int repository;

        private Arrivals(int half, long seed) {
            int place = Math.floorMod(half, WeekShape.HALF_HOURS);
            SplittableRandom random = new SplittableRandom(seed * SEED_STRIDE + place);
            times = random.split();
            kinds = random.split();
            rate = perSecond(half);
            picos = half * HALF_HOUR_PICOS;
            end = picos + HALF_HOUR_PICOS;
            double sum = 0;
            for (int i = 0; i < cumulative.length; i++) {
                sum += templates.get(i).type.weight();
                cumulative[i] = sum;
            }
        }

        /// Goes on to the next job.
        ///
        /// @return false when there is none in this half-hour
        boolean next() {
            if (rate == 0) {
                return false;
            }
            // Not Math.log, whose last digit may differ between machines.
            within += -StrictMath.log(1 - times.nextDouble()) / rate * SECOND_PICOS;
            if (within >= HALF_HOUR_PICOS) {
                return false;
            }
            picos = end - HALF_HOUR_PICOS + (long) within;
            double drawn = kinds.nextDouble() * cumulative[cumulative.length - 1];
            kind = 0;
            while (drawn >= cumulative[kind] && kind < cumulative.length - 1) {
                kind++;
            }
            int repositories = templates.get(kind).type.repositories();
            repository = repositories == 0 ? -1 : kinds.nextInt(repositories);
            return true;
        }

        /// When the job comes, since the beginning of the week.
        long picos() {
            return picos;
        }

        JobTemplate template() {
            return templates.get(kind);
        }

        /// Number of the repository it works on, from 0; -1 when it works on none.
        int repository() {
            return repository;
        }
    }
}
