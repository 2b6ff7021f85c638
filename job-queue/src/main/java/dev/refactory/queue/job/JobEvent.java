package dev.refactory.queue.job;

import java.time.Instant;

/// Something that happened to a job. Sequence numbers are dense per job, from 1: reading after the
/// last one seen loses nothing.
///
/// @param type a participle in snake_case, for example `job_submitted`, `stage_opened`, `attempt_completed`,
///     `job_succeeded`
/// @param data JSON object, ids and numbers only, never repository text
public record JobEvent(String jobId, long sequence, String type, String data, Instant at) {}
