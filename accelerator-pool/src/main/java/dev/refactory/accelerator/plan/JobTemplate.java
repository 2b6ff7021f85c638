package dev.refactory.accelerator.plan;

import dev.refactory.accelerator.device.StepCost;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A kind of job as simulations use it: who waits for whom, and its blocks numbered from 0. Immutable.
final class JobTemplate {
    final JobType type;
    /// Places of the calls that wait for a call, by its place; one that waits twice is there twice.
    final int[][] followers;
    /// How many answers each call waits for.
    final int[] waits;
    /// Blocks of [PlanStack#BLOCK_TOKENS] that a repository's context has, which every prompt begins with; the
    /// rest of it is no whole block.
    final int repositoryBlocks;
    /// Blocks of each call behind the repository's, numbered from 0 in the order of their first use.
    final int[][] blocks;
    /// Blocks of one job, the repository's not counted.
    final int ownBlocks;
    /// Tokens of each prompt that the repository's context or an earlier call of the job has not brought.
    final int[] freshTokens;

    JobTemplate(JobType type) {
        this.type = type;
        int calls = type.calls().size();
        followers = new int[calls][];
        waits = new int[calls];
        blocks = new int[calls][];
        freshTokens = new int[calls];
        repositoryBlocks = type.repositories() == 0 ? 0 : type.repositoryTokens() / PlanStack.BLOCK_TOKENS;
        Map<Integer, Integer> numbers = new HashMap<>();
        List<List<Integer>> behind = new ArrayList<>();
        for (int i = 0; i < calls; i++) {
            JobCall call = type.calls().get(i);
            behind.add(new ArrayList<>());
            waits[i] = call.after().size();
            for (int before : call.after()) {
                behind.get(before).add(i);
            }
            List<Integer> own = together(call.prefixBlocks());
            freshTokens[i] = call.promptTokens() - known(call, own, numbers) * PlanStack.BLOCK_TOKENS;
            blocks[i] = own.stream()
                    .mapToInt(block -> numbers.computeIfAbsent(block, each -> numbers.size()))
                    .toArray();
        }
        for (int i = 0; i < calls; i++) {
            followers[i] = behind.get(i).stream().mapToInt(each -> each).toArray();
        }
        ownBlocks = numbers.size();
    }

    /// The last of those that are kept together stands for all: its number is of the tokens up to there.
    private static List<Integer> together(List<Integer> blocks) {
        List<Integer> together = new ArrayList<>();
        for (int i = PlanStack.BLOCKS_TOGETHER - 1; i < blocks.size(); i += PlanStack.BLOCKS_TOGETHER) {
            together.add(blocks.get(i));
        }
        return together;
    }

    /// Whole blocks of its prompt that are computed before it is; its last token is computed in any case.
    private int known(JobCall call, List<Integer> own, Map<Integer, Integer> numbers) {
        int known = repositoryBlocks;
        for (int block : own) {
            if (!numbers.containsKey(block)) {
                break;
            }
            known++;
        }
        return Math.min(known, (call.promptTokens() - 1) / PlanStack.BLOCK_TOKENS);
    }

    /// What a call takes on a device with nothing else to do that keeps all it could keep, in picoseconds:
    /// what is fixed, its prompt in one step, and its answer.
    long callFloor(int place, StepCost cost, long fixedPicos) {
        JobCall call = type.calls().get(place);
        long fresh = freshTokens[place];
        long prompt = cost.step(fresh, StepCost.promptContexts(call.promptTokens() - fresh, fresh));
        return fixedPicos + prompt + cost.steps(1, call.promptTokens() + 1L, call.completionTokens() - 1L);
    }

    /// The longest way through the job, pauses included, on idle devices.
    ///
    /// @param picos what it takes
    /// @param on which calls are on it, by place; of equally long ways the first
    record Chain(long picos, boolean[] on) {}

    Chain longest(StepCost cost, long fixedPicos) {
        long[] done = new long[waits.length];
        int[] before = new int[waits.length];
        int last = 0;
        for (int i = 0; i < done.length; i++) {
            JobCall call = type.calls().get(i);
            before[i] = -1;
            for (int each : call.after()) {
                if (before[i] < 0 || done[each] > done[before[i]]) {
                    before[i] = each;
                }
            }
            long since = before[i] < 0 ? 0 : done[before[i]];
            done[i] = since + call.pauseNanos() * 1000 + callFloor(i, cost, fixedPicos);
            last = done[i] > done[last] ? i : last;
        }
        boolean[] on = new boolean[waits.length];
        for (int at = last; at >= 0; at = before[at]) {
            on[at] = true;
        }
        return new Chain(done[last], on);
    }
}
