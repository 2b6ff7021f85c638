package dev.refactory.queue.job;

/// One attempt at one task, held under a fence: a report is accepted only with the attempt's current number
/// and token.
///
/// @param taskId the task's number
/// @param attempt from 1
/// @param fence from one ever-growing sequence
public record AttemptRef(long taskId, int attempt, long fence) {}
