package dev.refactory.roles;

import dev.refactory.accelerator.pool.AcceleratorPool;
import dev.refactory.api.ApiServer;
import dev.refactory.cli.RoleLauncher;
import dev.refactory.embedded.EmbeddedServices;
import dev.refactory.kit.config.RefactoryConfig;
import dev.refactory.kit.config.RefactoryConfig.Postgres;
import dev.refactory.migrations.Migrations;
import dev.refactory.worker.model.TokenCounter;
import java.net.URI;

/// Every role in one process, on services of its own or on those the configuration names.
final class Up implements RoleLauncher.Running {
    private final Closer closer;
    private final URI url;

    private Up(Closer closer, URI url) {
        this.closer = closer;
        this.url = url;
    }

    /// Comes back once jobs are accepted. When a part does not start, the others are stopped again.
    static Up start(RefactoryConfig config) {
        Closer closer = new Closer();
        try {
            return new Up(closer, start(config, closer));
        } catch (RuntimeException e) {
            closer.close();
            throw e;
        }
    }

    private static URI start(RefactoryConfig config, Closer closer) {
        Postgres postgres = config.postgres();
        String kafka = config.kafka() == null ? null : config.kafka().bootstrap();
        if (postgres == null || kafka == null) {
            EmbeddedServices embedded = closer.add(EmbeddedServices.start(config.dataDir()));
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
        AcceleratorPool pool = closer.add(Pools.local(on, tokens));
        Workshop workshop = closer.add(new Workshop(on, config.http().loopback(), CHILDREN));
        closer.add(IndexerRole.start(on, queue, workshop));
        closer.add(WorkerRole.start(on, queue, workshop, pool, tokens));
        ApiServer api = closer.add(ApiRole.start(on, pool));
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
    }
}
