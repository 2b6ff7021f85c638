package dev.refactory.api;

import dev.refactory.api.account.AccountEndpoints;
import dev.refactory.api.catalogue.CatalogueEndpoints;
import dev.refactory.api.catalogue.Limits;
import dev.refactory.api.dashboard.StaticFiles;
import dev.refactory.api.event.EventStream;
import dev.refactory.api.job.Jobs;
import dev.refactory.api.repository.CredentialEndpoints;
import dev.refactory.api.repository.GraphEndpoints;
import dev.refactory.api.repository.RepositoryEndpoints;
import dev.refactory.api.repository.RepositoryService;
import dev.refactory.api.repository.ScipEndpoints;
import dev.refactory.api.submit.SubmitRequests;
import dev.refactory.kit.http.HttpHost;
import dev.refactory.kit.http.Loopback;
import dev.refactory.kit.http.OperationsRoutes;
import dev.refactory.kit.http.Routes;
import dev.refactory.kit.http.Uploads;
import dev.refactory.kit.time.Ticker;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Vertx;
import java.time.InstantSource;

/// The HTTP server: every route of `openapi.yaml`, and nothing else. Blocking work runs on virtual threads.
public final class ApiServer implements AutoCloseable {
    private static final String JOB = "/v2/jobs/:job_id";
    private static final String REPOSITORIES = "/v2/repositories";
    private static final String REPOSITORY = REPOSITORIES + "/:repository_id";

    private final HttpHost host;

    private ApiServer(HttpHost host) {
        this.host = host;
    }

    /// Binds and serves.
    /// @throws dev.refactory.kit.problem.RefactoryException `port_in_use`, naming `--port` as the way out
    public static ApiServer start(
            ApiConfig config,
            ApiServices services,
            PrometheusMeterRegistry registry,
            InstantSource clock,
            Ticker ticker) {
        Vertx vertx = HttpHost.newVertx();
        Routes routes = new Routes(vertx, registry, Limits.CONCURRENT_REQUESTS);
        if (Loopback.is(config.host())) {
            routes.loopbackOnly();
        }
        Jobs jobs = jobRoutes(routes, config, services, clock, ticker);
        if (services.repositories() != null) {
            repositoryRoutes(routes, config, services, services.repositories(), jobs, clock);
        }
        CatalogueEndpoints catalogue =
                new CatalogueEndpoints(services.recipes(), services.models(), services.accelerators());
        routes.get("/v2/recipes", catalogue::recipes)
                .get("/v2/recipes/:name", catalogue::recipe)
                .get("/v2/models", catalogue::models)
                .get("/v2/models/:model", catalogue::model)
                .get("/v2/accelerators", catalogue::accelerators)
                .get("/v2/limits", catalogue::limits);
        AccountEndpoints account = new AccountEndpoints(services.queries(), clock);
        routes.get("/v2/usage", account::usage).get("/v2/ledger", account::ledger);
        OperationsRoutes.mount(routes, services.health(), registry);
        StaticFiles.mount(routes);
        return new ApiServer(HttpHost.start(vertx, routes.router(), config.host(), config.port(), "--port"));
    }

    private static Jobs jobRoutes(
            Routes routes, ApiConfig config, ApiServices services, InstantSource clock, Ticker ticker) {
        SubmitRequests requests = new SubmitRequests(
                services.recipes(), services.models(), services.instructions(), services.repositories());
        Jobs jobs = Jobs.wire(
                services.store(),
                services.queries(),
                requests,
                services.signals(),
                services.submitted(),
                clock,
                ticker);
        EventStream events = new EventStream(services.queries(), services.signals(), ticker, config.eventStreams());
        routes
                .post("/v2/chat/completions/spark", Limits.REQUEST_BYTES, jobs.submit()::submit)
                .post("/v2/quotes", Limits.REQUEST_BYTES, jobs.submit()::quote)
                .get("/v2/jobs", jobs.read()::list)
                .get(JOB, jobs.read()::status)
                .post(JOB + "/cancel", Limits.COMMAND_BYTES, jobs.submit()::cancel)
                .post(JOB + "/retry", Limits.COMMAND_BYTES, jobs.submit()::retry)
                .get(JOB + "/patch", jobs.artifacts()::patch)
                .get(JOB + "/findings", jobs.artifacts()::findings)
                .stream(JOB + "/events", events::handle);
        return jobs;
    }

    private static void repositoryRoutes(
            Routes routes,
            ApiConfig config,
            ApiServices services,
            RepositoryService repositories,
            Jobs jobs,
            InstantSource clock) {
        Uploads uploads = new Uploads(config.uploads(), Limits.BUNDLE_BYTES, Limits.UPLOADS, clock.instant());
        RepositoryEndpoints known = new RepositoryEndpoints(
                repositories,
                (tenant, repository, ref, commit) -> services.recipes()
                        .indexing()
                        .map(recipe -> jobs.submit().index(recipe, tenant, repository, ref, commit))
                        .orElse(null));
        GraphEndpoints graph = new GraphEndpoints(repositories, services.graphs());
        ScipEndpoints scip = new ScipEndpoints(repositories);
        CredentialEndpoints credentials = new CredentialEndpoints(repositories);
        routes.upload(REPOSITORIES, RepositoryEndpoints.BUNDLE, uploads, known::upload)
                .post(REPOSITORIES, Limits.COMMAND_BYTES, known::register)
                .get(REPOSITORIES, known::list)
                .get(REPOSITORY, known::read)
                .delete(REPOSITORY, Limits.COMMAND_BYTES, known::delete)
                .get(REPOSITORY + "/symbols", graph::symbols)
                .get(REPOSITORY + "/search", graph::search)
                .get(REPOSITORY + "/graph", graph::graph)
                .download(REPOSITORY + "/scip", scip::write)
                .upload(REPOSITORY + "/scip", ScipEndpoints.SCIP, uploads, scip::read)
                .post(REPOSITORY + "/scip", Limits.COMMAND_BYTES, scip::refuse)
                .get("/v2/credentials", credentials::list)
                .put("/v2/credentials/:host", Limits.COMMAND_BYTES, credentials::put)
                .delete("/v2/credentials/:host", Limits.COMMAND_BYTES, credentials::delete);
    }

    public int port() {
        return host.port();
    }

    /// Frees the port; requests under way get 2 s to end.
    @Override
    public void close() {
        host.close();
    }
}
