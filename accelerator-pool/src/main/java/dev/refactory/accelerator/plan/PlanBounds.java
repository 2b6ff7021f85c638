package dev.refactory.accelerator.plan;

import dev.refactory.accelerator.device.StepCost;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Groups that a rate of jobs needs at least, whatever waits for whom, when all that could be kept of
/// prompts is kept; and what a job takes at least. A half-hour's jobs are spread over it and the time that is
/// promised to the last of them. Simulated, from the device's parameters alone.
///
/// @param work groups whose full pipelines have time for the tokens of prompts that nothing has brought, and
///     of answers ([StepCost#work])
/// @param memory groups with room for the contexts of the calls under way (Little's law): what they reserve,
///     what calls share counted once, for as long as they run on an idle device
/// @param link groups over whose links what is kept outside of the wafers gets there once
/// @param floorPicos what the jobs at the promise's percentile take on idle devices: the longest way through
///     their calls
public record PlanBounds(double work, double memory, double link, long floorPicos) {
    private static final double SECOND_PICOS = 1e12;

    /// @param jobsPerSecond that come in a half-hour
    static PlanBounds of(PlanStack stack, Demand demand, JobSlo slo, double jobsPerSecond) {
        StepCost cost = stack.cost();
        double weight = demand.mix().weight();
        // What comes in a half-hour has until the promise's time after it.
        double spread = (double) Demand.HALF_HOUR_PICOS / (Demand.HALF_HOUR_PICOS + slo.picos());
        double rate = spread * jobsPerSecond / SECOND_PICOS;
        double work = 0;
        double moved = 0;
        double held = 0;
        for (JobTemplate template : demand.templates()) {
            double share = template.type.weight() / weight;
            for (int i = 0; i < template.waits.length; i++) {
                JobCall call = template.type.calls().get(i);
                long fresh = template.freshTokens[i];
                long more = call.completionTokens() - 1L;
                work += share
                        * (cost.work(fresh, StepCost.promptContexts(call.promptTokens() - fresh, fresh))
                                + cost.work(more, StepCost.promptContexts(call.promptTokens() + 1L, more)));
            }
            held += share * held(template, cost);
            moved += share
                    * template.ownBlocks
                    * PlanStack.BLOCK_TOKENS
                    * stack.outside().tokenPicos();
        }
        double room = stack.profile().memory().contextTokens();
        double pinned = pinned(demand, cost, rate / weight);
        return new PlanBounds(rate * work, (rate * held + pinned) / room, rate * moved, floor(stack, demand, slo));
    }

    /// Tokens a job holds, times picoseconds, the repository's apart. Calls one after another hold their whole
    /// prompts; of those beside them only what nothing else has brought is certain.
    private static double held(JobTemplate template, StepCost cost) {
        boolean[] chain = template.longest(cost, 0).on();
        int repository = template.repositoryBlocks * PlanStack.BLOCK_TOKENS;
        double held = 0;
        for (int i = 0; i < chain.length; i++) {
            JobCall call = template.type.calls().get(i);
            int prompt = chain[i] ? call.promptTokens() - repository : template.freshTokens[i];
            held += (double) (prompt + call.maxCompletionTokens()) * template.callFloor(i, cost, 0);
        }
        return held;
    }

    /// Tokens of repositories that are held on average, were each on one group only: a context is there as long
    /// as any call is under way that begins with it, and jobs come independently (M/G/infinity). Of kinds of jobs
    /// with other numbers or sizes of repositories, those that hold most: they may be the same ones.
    private static double pinned(Demand demand, StepCost cost, double ratePerWeight) {
        record Repositories(int number, int blocks) {}
        Map<Repositories, Double> underWay = new LinkedHashMap<>();
        for (JobTemplate template : demand.templates()) {
            boolean[] chain = template.longest(cost, 0).on();
            double picos = 0;
            for (int i = 0; i < chain.length; i++) {
                picos += chain[i] ? template.callFloor(i, cost, 0) : 0;
            }
            Repositories key = new Repositories(template.type.repositories(), template.repositoryBlocks);
            underWay.merge(key, ratePerWeight * template.type.weight() * picos, Double::sum);
        }
        double most = 0;
        for (Map.Entry<Repositories, Double> each : underWay.entrySet()) {
            int number = each.getKey().number;
            double present = number == 0 ? 0 : 1 - StrictMath.exp(-each.getValue() / number);
            most = Math.max(most, number * present * each.getKey().blocks * PlanStack.BLOCK_TOKENS);
        }
        return most;
    }

    /// The nearest rank of the kinds' floors by their weights.
    static long floor(PlanStack stack, Demand demand, JobSlo slo) {
        record Floor(long picos, double weight) {}
        List<Floor> floors = new ArrayList<>();
        for (JobTemplate template : demand.templates()) {
            floors.add(
                    new Floor(template.longest(stack.cost(), stack.fixedPicos()).picos(), template.type.weight()));
        }
        floors.sort(Comparator.comparingLong(Floor::picos));
        double rank = demand.mix().weight() * slo.percent().doubleValue() / 100;
        double sum = 0;
        for (Floor each : floors) {
            sum += each.weight;
            if (sum >= rank) {
                return each.picos;
            }
        }
        return floors.getLast().picos;
    }

    /// Groups that no number below can be enough for in the long run, as a fraction.
    public double groups() {
        return Math.max(work, Math.max(memory, link));
    }

    /// What is used most by as many groups: of the pipelines' time, the room, the links and the time a job has.
    ///
    /// @param groups at least 1
    public Binding binding(int groups, JobSlo slo) {
        double latency = (double) floorPicos / slo.picos();
        double most = Math.max(groups() / groups, latency);
        if (latency == most) {
            return Binding.LATENCY;
        } else if (work / groups == most) {
            return Binding.WORK;
        }
        return memory / groups == most ? Binding.MEMORY : Binding.LINK;
    }

    /// What is scarce.
    public enum Binding {
        /// Time of the pipelines.
        WORK,
        /// Room for contexts.
        MEMORY,
        /// The way off the wafers.
        LINK,
        /// The time that a job has.
        LATENCY
    }
}
