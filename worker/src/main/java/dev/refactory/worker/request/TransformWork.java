package dev.refactory.worker.request;

import dev.refactory.index.git.Repositories.ResolvedCommit;
import dev.refactory.refactor.plan.TransformTask;

/// One TRANSFORM task: what to do, and the commit its sources are read from.
///
/// @param model the model that does it
public record TransformWork(ResolvedCommit commit, String model, TransformTask task) {}
