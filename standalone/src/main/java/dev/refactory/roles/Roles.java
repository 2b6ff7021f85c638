package dev.refactory.roles;

import dev.refactory.accelerator.pool.AcceleratorPool;
import dev.refactory.api.ApiServer;
import dev.refactory.cli.RoleCommand;
import dev.refactory.cli.RoleLauncher;
import dev.refactory.kit.config.RefactoryConfig;
import dev.refactory.kit.config.RefactoryConfig.Postgres;
import dev.refactory.kit.config.ResolvedConfig;
import dev.refactory.kit.http.HealthServer;
import dev.refactory.kit.problem.ErrorCode;
import dev.refactory.kit.problem.RefactoryException;
import dev.refactory.migrations.Migrations;
import dev.refactory.screen.Surroundings;
import dev.refactory.worker.model.TokenCounter;
import java.io.PrintStream;
import java.util.concurrent.CountDownLatch;

/// Starts the roles for the command line, and stops them when the process is asked to end.
public final class Roles implements RoleLauncher {
    @Override
    public Running start(ResolvedConfig config) {
        return Up.start(RefactoryConfig.from(config));
    }

    @Override
    public int run(RoleCommand role, ResolvedConfig resolved, Surroundings surroundings) throws Exception {
        RefactoryConfig config = RefactoryConfig.from(resolved);
        PrintStream out = surroundings.out();
        if (role == RoleCommand.MIGRATE) {
            Postgres postgres = postgres(config, role);
            out.println("The schema is at version "
                    + Migrations.migrate(postgres.url(), postgres.user(), postgres.password()) + ".");
            return 0;
        }
        Closer closer = new Closer();
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            closer.close();
                            stopped.countDown();
                        },
                        "stop"));
        try {
            switch (role) {
                case UP -> up(config, closer, out);
                case API, INDEXER, WORKER, ACCELERATOR -> one(role, config, closer, out);
                case MIGRATE -> throw new IllegalStateException();
            }
        } catch (RuntimeException e) {
            closer.close();
            throw e;
        }
        stopped.await();
        return 0;
    }

    private static void up(RefactoryConfig config, Closer closer, PrintStream out) {
        out.println("Starting Postgres, Kafka, Hazelcast and every role in " + config.dataDir() + " …");
        Up up = closer.add(Up.start(config));
        out.println("Refactory is up.");
        out.println("  dashboard  " + up.url() + "/dashboard");
        out.println("  API        " + up.url() + "/openapi.yaml");
        out.println("  try        ./refactory recipes");
        out.println("Ctrl-C stops it; jobs and graphs stay in " + config.dataDir() + ".");
    }

    private static void one(RoleCommand role, RefactoryConfig config, Closer closer, PrintStream out) {
        Foundation on = closer.add(new Foundation(config, postgres(config, role), kafka(config, role)));
        TokenCounter tokens = new TokenCounter();
        int port = switch (role) {
            case API -> {
                QueueServices queue = new QueueServices(on);
                queue.relay.ring();
                ApiServer api = closer.add(ApiRole.start(on, closer.add(Pools.remote(on))));
                yield api.port();
            }
            case INDEXER -> {
                Workshop workshop =
                        closer.add(new Workshop(on, false, config.work().indexerSlots()));
                closer.add(IndexerRole.start(on, new QueueServices(on), workshop));
                yield health(on, closer);
            }
            case WORKER -> {
                Workshop workshop = closer.add(new Workshop(on, false, 1));
                closer.add(WorkerRole.start(on, new QueueServices(on), workshop, closer.add(Pools.remote(on)), tokens));
                yield health(on, closer);
            }
            case ACCELERATOR -> {
                AcceleratorPool pool = closer.add(Pools.local(on, tokens));
                yield closer.add(Pools.node(on, pool, config.http().port()))
                        .uri()
                        .getPort();
            }
            case UP, MIGRATE -> throw new IllegalStateException();
        };
        out.println("Role " + role.word() + " is up on port " + port + ".");
    }

    /// A role without a door of its own still says how it is.
    private static int health(Foundation on, Closer closer) {
        RefactoryConfig.Http http = on.config.http();
        return closer.add(HealthServer.start(http.host(), http.port(), "--port", on.health, on.metrics))
                .port();
    }

    private static Postgres postgres(RefactoryConfig config, RoleCommand role) {
        if (config.postgres() == null) {
            throw missing("postgres.url", role);
        }
        return config.postgres();
    }

    private static String kafka(RefactoryConfig config, RoleCommand role) {
        if (config.kafka() == null) {
            throw missing("kafka.bootstrap", role);
        }
        return config.kafka().bootstrap();
    }

    private static RefactoryException missing(String key, RoleCommand role) {
        return new RefactoryException(
                ErrorCode.CONFIGURATION_INVALID,
                key,
                "The role " + role.word() + " runs on external services: give --" + key
                        + " (or use `up`, which starts its own).");
    }
}
