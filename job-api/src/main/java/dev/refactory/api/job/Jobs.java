package dev.refactory.api.job;

import dev.refactory.api.event.JobSignals;
import dev.refactory.api.submit.SubmitRequests;
import dev.refactory.kit.time.Ticker;
import dev.refactory.queue.store.JobQueries;
import dev.refactory.queue.store.JobStore;
import java.time.InstantSource;

/// The endpoints about jobs, wired.
public record Jobs(SubmitEndpoints submit, JobEndpoints read, ArtifactEndpoints artifacts) {
    public static Jobs wire(
            JobStore store,
            JobQueries queries,
            SubmitRequests requests,
            JobSignals signals,
            Runnable submitted,
            InstantSource clock,
            Ticker ticker) {
        JobWatch watch = new JobWatch(queries, signals, ticker);
        return new Jobs(
                new SubmitEndpoints(store, watch, requests, signals, submitted, clock),
                new JobEndpoints(queries, watch, clock),
                new ArtifactEndpoints(queries, watch));
    }
}
