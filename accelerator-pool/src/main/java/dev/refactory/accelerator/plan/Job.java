package dev.refactory.accelerator.plan;

import java.util.List;

/// A job under way. Not thread-safe.
final class Job {
    /// Numbers of repositories' blocks are below 0, and so far apart.
    private static final int REPOSITORY_BLOCKS = JobMixReader.MAX_REPOSITORY_TOKENS / PlanStack.BLOCK_TOKENS + 1;

    final long number;
    final JobTemplate template;
    final long submitted;
    /// Of the half-hours that count, from 0; -1 when it does not.
    final int window;
    final int repository;
    /// Of its repository's context, and behind them its own.
    private final Integer[] blocks;
    /// Answers that each call still waits for.
    final int[] waits;
    int unanswered;

    /// @param firstBlock the number of its first own block; its blocks are numbered from there
    Job(long number, JobTemplate template, long submitted, int window, int repository, int firstBlock) {
        this.number = number;
        this.template = template;
        this.submitted = submitted;
        this.window = window;
        this.repository = repository;
        this.waits = template.waits.clone();
        this.unanswered = waits.length;
        int shared = template.repositoryBlocks;
        this.blocks = new Integer[shared + template.ownBlocks];
        for (int i = 0; i < blocks.length; i++) {
            blocks[i] = i < shared ? -1 - repository * REPOSITORY_BLOCKS - i : firstBlock + i - shared;
        }
    }

    JobCall call(int place) {
        return template.type.calls().get(place);
    }

    /// What the prompt of a call begins with.
    List<Integer> prefix(int place) {
        int shared = template.repositoryBlocks;
        int[] own = template.blocks[place];
        Integer[] prefix = new Integer[shared + own.length];
        System.arraycopy(blocks, 0, prefix, 0, shared);
        for (int i = 0; i < own.length; i++) {
            prefix[shared + i] = blocks[shared + own[i]];
        }
        return List.of(prefix);
    }

    String tenant() {
        return repository < 0 ? template.type.name() : "repository-" + repository;
    }
}
