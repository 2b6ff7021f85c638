package dev.refactory.queue.job;

import dev.refactory.queue.job.TaskOutcome.QuoteInputs;
import dev.refactory.queue.ledger.RateCard;

/// What an attempt of a stage may report.
final class Outcomes {
    private Outcomes() {}

    /// @throws IllegalArgumentException when the stage cannot report this: a defect of the worker
    static void check(Stage stage, TaskOutcome.Completed outcome) {
        int most = stage == Stage.PLAN ? JobLifecycle.MAX_TASKS : stage == Stage.PUBLISH ? 0 : 1;
        if (outcome.next().size() > most) {
            throw new IllegalArgumentException(
                    stage + " reports " + outcome.next().size() + " tasks, at most " + most + " can follow");
        }
        if ((stage == Stage.PLAN) != (outcome.quote() != null)) {
            throw new IllegalArgumentException("PLAN reports a quote, and only PLAN: " + stage);
        }
        if (outcome.indexed() != null && stage != Stage.INDEX) {
            throw new IllegalArgumentException("Only INDEX says what it found out about the job, not " + stage);
        }
        if (outcome.published() != null && stage != Stage.PLAN && stage != Stage.PUBLISH) {
            throw new IllegalArgumentException("Only PLAN and PUBLISH publish, not " + stage);
        }
        if (outcome.published() == null && stage == Stage.PUBLISH) {
            throw new IllegalArgumentException("PUBLISH publishes the job's result");
        }
    }

    static Quote quote(TaskOutcome.Completed outcome, RateCard card) {
        QuoteInputs inputs = outcome.quote();
        if (inputs == null) {
            throw new IllegalArgumentException("PLAN reports a quote");
        }
        return new Quote(card.version(), inputs, card.milliSau(inputs.indexedLines(), inputs.complexity()));
    }
}
