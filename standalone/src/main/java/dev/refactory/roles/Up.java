package dev.refactory.roles;

import dev.refactory.accelerator.pool.AcceleratorPool;
import dev.refactory.api.ApiServer;
import dev.refactory.cli.RoleLauncher;
import dev.refactory.embedded.DataDirectory;
import dev.refactory.embedded.EmbeddedServices;
import dev.refactory.kit.config.RefactoryConfig;
import dev.refactory.kit.config.RefactoryConfig.Postgres;
import dev.refactory.migrations.Migrations;
import dev.refactory.queue.delivery.TaskLoop;
import dev.refactory.worker.model.TokenCounter;
import java.net.URI;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Every role in one process, on services of its own or on those the configuration names.
final class Up implements RoleLauncher.Running {
    private static final Logger LOG = LoggerFactory.getLogger(Up.class);

    private final Closer closer;
    private final Thread interrupted;
    private final URI url;

    private Up(Closer closer, Thread interrupted, URI url) {
        this.closer = closer;
        this.interrupted = interrupted;
        this.url = url;
    }

    /// As the other, with the log where it was.
    static Up start(RefactoryConfig config) {
        return start(config, directory -> {});
    }

    /// Comes back once jobs are accepted. When a part does not start, the others are stopped again.
    ///
    /// @param held is told the data directory once it is this process's, before anything in it
    ///     starts
    static Up start(RefactoryConfig config, Consumer<Path> held) {
        Closer closer = new Closer();
        // A process that is told to end takes its Postgres with it, also half-way up.
        Thread interrupted = new Thread(closer::close, "interrupted");
        Runtime.getRuntime().addShutdownHook(interrupted);
        try {
            return new Up(closer, interrupted, start(config, held, closer));
        } catch (RuntimeException e) {
            forget(interrupted);
            closer.close();
            throw e;
        }
    }

    private static URI start(RefactoryConfig config, Consumer<Path> held, Closer closer) {
        Postgres postgres = config.postgres();
        String kafka = config.kafka() == null ? null : config.kafka().bootstrap();
        if (postgres != null && kafka != null) {
            held.accept(config.dataDir());
        } else {
            DataDirectory directory = DataDirectory.open(config.dataDir());
            held.accept(directory.root());
            EmbeddedServices embedded = closer.add(EmbeddedServices.start(directory));
            if (postgres == null) {
                var own = embedded.postgres();
                postgres = new Postgres(own.jdbcUrl(), own.user(), own.password(), CONNECTIONS);
            }
            if (kafka == null) {
                kafka = embedded.kafka().bootstrapServers();
            }
        }
        Migrations.migrate(postgres.url(), postgres.user(), postgres.password());
        Foundation on = closer.add(new Foundation(config, postgres, kafka));
        QueueServices queue = new QueueServices(on);
        TokenCounter tokens = new TokenCounter();
        AcceleratorPool pool = closer.add(Pools.local(on, tokens, closer.add(Pools.recorder(on))));
        Depot depot = Depot.ofEverything(on);
        Workshop workshop = closer.add(new Workshop(on, depot, CHILDREN));
        TaskLoop worker = closer.add(WorkerRole.start(on, queue, workshop, pool, tokens));
        closer.add(IndexerRole.start(on, queue, workshop, worker));
        ApiServer api = closer.add(ApiRole.start(on, queue, pool, depot));
        return URI.create("http://" + config.http().host() + ":" + api.port());
    }

    /// One to index, one to verify.
    private static final int CHILDREN = 2;

    private static final int CONNECTIONS = 16;

    @Override
    public URI url() {
        return url;
    }

    @Override
    public void close() {
        closer.close();
        forget(interrupted);
    }

    /// Takes a hook back, unless the process is ending, when it runs anyway.
    static void forget(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            LOG.debug("the process is ending hook={}", hook.getName());
        }
    }
}
