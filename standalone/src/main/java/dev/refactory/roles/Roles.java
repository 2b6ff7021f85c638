package dev.refactory.roles;

import dev.refactory.accelerator.pool.AcceleratorPool;
import dev.refactory.api.ApiServer;
import dev.refactory.cli.LogFile;
import dev.refactory.cli.RoleCommand;
import dev.refactory.cli.RoleLauncher;
import dev.refactory.kit.config.ConfigKey;
import dev.refactory.kit.config.ConfigKeys;
import dev.refactory.kit.config.RefactoryConfig;
import dev.refactory.kit.config.RefactoryConfig.Postgres;
import dev.refactory.kit.config.ResolvedConfig;
import dev.refactory.kit.http.HealthServer;
import dev.refactory.kit.problem.ErrorCode;
import dev.refactory.kit.problem.RefactoryException;
import dev.refactory.migrations.Migrations;
import dev.refactory.screen.Surroundings;
import dev.refactory.worker.model.TokenCounter;
import java.util.concurrent.CountDownLatch;

/// Starts the roles for the command line, and stops them when the process is asked to end.
public final class Roles implements RoleLauncher {
    @Override
    public Running start(ResolvedConfig config) {
        return quietly(RefactoryConfig.from(config));
    }

    /// The terminal is for the user: everything that is logged goes to a file in the data
    /// directory.
    private static Up quietly(RefactoryConfig config) {
        LogFile.silenceOthers();
        return Up.start(config, directory -> LogFile.below(directory, "OFF"));
    }

    @Override
    public int run(RoleCommand role, ResolvedConfig resolved, Surroundings surroundings, boolean json)
            throws Exception {
        RefactoryConfig config = RefactoryConfig.from(resolved);
        Announcements say = json
                ? new Announcements.Lines(role, config, surroundings.out())
                : new Announcements.Words(role, config, surroundings);
        LogFile.silenceOthers();
        if (role == RoleCommand.MIGRATE) {
            Postgres postgres = postgres(config, role);
            say.migrated(Migrations.migrate(postgres.url(), postgres.user(), postgres.password()));
            return 0;
        }
        Closer closer = new Closer();
        CountDownLatch stopped = new CountDownLatch(1);
        Thread stop = new Thread(
                () -> {
                    say.stopping();
                    closer.close();
                    say.stopped();
                    stopped.countDown();
                },
                "stop");
        Runtime.getRuntime().addShutdownHook(stop);
        try {
            if (role == RoleCommand.UP) {
                say.starting();
                say.up(closer.add(quietly(config)).url());
            } else {
                say.up(one(role, config, closer));
            }
        } catch (RuntimeException e) {
            Up.forget(stop);
            closer.close();
            throw e;
        }
        stopped.await();
        return 0;
    }

    /// @return the port it answers at
    private static int one(RoleCommand role, RefactoryConfig config, Closer closer) {
        Foundation on = closer.add(new Foundation(config, postgres(config, role), kafka(config, role)));
        TokenCounter tokens = new TokenCounter();
        return switch (role) {
            case API -> {
                QueueServices queue = new QueueServices(on);
                ApiServer api = closer.add(ApiRole.start(on, queue, closer.add(Pools.remote(on)), Depot.ofRole(on)));
                yield api.port();
            }
            case INDEXER -> {
                Workshop workshop = closer.add(
                        new Workshop(on, Depot.ofRole(on), config.work().indexerBuilds()));
                closer.add(IndexerRole.start(on, new QueueServices(on), workshop, null));
                yield health(on, closer);
            }
            case WORKER -> {
                Workshop workshop = closer.add(new Workshop(on, Depot.ofRole(on), 1));
                closer.add(WorkerRole.start(on, new QueueServices(on), workshop, closer.add(Pools.remote(on)), tokens));
                yield health(on, closer);
            }
            case ACCELERATOR -> {
                AcceleratorPool pool = closer.add(Pools.local(on, tokens, closer.add(Pools.recorder(on))));
                yield closer.add(Pools.node(on, pool, config.http().port()))
                        .uri()
                        .getPort();
            }
            case UP, MIGRATE -> throw new IllegalStateException();
        };
    }

    /// A role without a door of its own still says how it is.
    private static int health(Foundation on, Closer closer) {
        RefactoryConfig.Http http = on.config.http();
        return closer.add(HealthServer.start(http.host(), http.port(), "--port", on.health, on.metrics))
                .port();
    }

    private static Postgres postgres(RefactoryConfig config, RoleCommand role) {
        if (config.postgres() == null) {
            throw missing(ConfigKeys.POSTGRES_URL, role);
        }
        return config.postgres();
    }

    private static String kafka(RefactoryConfig config, RoleCommand role) {
        if (config.kafka() == null) {
            throw missing(ConfigKeys.KAFKA_BOOTSTRAP, role);
        }
        return config.kafka().bootstrap();
    }

    private static RefactoryException missing(ConfigKey<?> key, RoleCommand role) {
        return new RefactoryException(
                ErrorCode.CONFIGURATION_INVALID,
                key.name(),
                "The role " + role.word() + " runs on external services: give " + key.flag() + " or "
                        + key.environmentName() + " (or use `up`, which starts its own).");
    }
}
