package dev.refactory.api;

import dev.refactory.accelerator.api.InferenceService;
import dev.refactory.api.catalogue.ModelCatalogue;
import dev.refactory.api.catalogue.RecipeCatalogue;
import dev.refactory.api.event.JobSignals;
import dev.refactory.api.repository.RepositoryService;
import dev.refactory.api.submit.InstructionReader;
import dev.refactory.graph.store.GraphStore;
import dev.refactory.kit.http.HealthChecks;
import dev.refactory.queue.store.JobQueries;
import dev.refactory.queue.store.JobStore;
import org.jspecify.annotations.Nullable;

/// What the door opens to.
///
/// @param signals whoever hears of a job's change calls it; without anybody calling, callers hear within 500 ms
/// @param submitted called when a job was taken, from many threads: ring the relay here
/// @param accelerators asked for its members only
/// @param instructions null: plain words are answered `not_available`
/// @param repositories null: stored repositories are answered `not_available`
/// @param graphs what the snapshots of `repositories` are read from
/// @param health what `/readyz` reports
public record ApiServices(
        JobStore store,
        JobQueries queries,
        RecipeCatalogue recipes,
        ModelCatalogue models,
        InferenceService accelerators,
        JobSignals signals,
        Runnable submitted,
        HealthChecks health,
        @Nullable InstructionReader instructions,
        @Nullable RepositoryService repositories,
        GraphStore graphs) {}
