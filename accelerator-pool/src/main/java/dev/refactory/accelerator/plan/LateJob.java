package dev.refactory.accelerator.plan;

/// A job that was not done when its promise said, and how things stood at that moment. Simulated.
///
/// @param job its kind
/// @param submittedPicos since the beginning of the week
/// @param latePicos when its time was over, likewise
/// @param calls it has
/// @param answered of them
/// @param call which was under way the longest, by place from 0; -1 when none was, between two calls
/// @param callPicos for how long it was
/// @param begun whether its first token was there
/// @param group that had it; -1 when none was under way
/// @param waiting calls that waited, in all groups
/// @param running calls that ran, in all groups
public record LateJob(
        String job,
        long submittedPicos,
        long latePicos,
        int calls,
        int answered,
        int call,
        long callPicos,
        boolean begun,
        int group,
        int waiting,
        int running) {}
