package dev.refactory.roles;

import dev.refactory.accelerator.pool.AcceleratorPool;
import dev.refactory.api.ApiServer;
import dev.refactory.cli.LogFile;
import dev.refactory.cli.RoleCommand;
import dev.refactory.cli.RoleLauncher;
import dev.refactory.kit.config.RefactoryConfig;
import dev.refactory.kit.config.RefactoryConfig.Postgres;
import dev.refactory.kit.config.ResolvedConfig;
import dev.refactory.kit.http.HealthServer;
import dev.refactory.kit.problem.ErrorCode;
import dev.refactory.kit.problem.RefactoryException;
import dev.refactory.kit.time.SystemTime;
import dev.refactory.kit.time.Ticker;
import dev.refactory.migrations.Migrations;
import dev.refactory.screen.ProgressDisplay;
import dev.refactory.screen.Style;
import dev.refactory.screen.Surroundings;
import dev.refactory.screen.Table;
import dev.refactory.worker.model.TokenCounter;
import java.io.PrintStream;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/// Starts the roles for the command line, and stops them when the process is asked to end.
public final class Roles implements RoleLauncher {
    private static final int USUAL_PORT = 7300;

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
    public int run(RoleCommand role, ResolvedConfig resolved, Surroundings surroundings) throws Exception {
        RefactoryConfig config = RefactoryConfig.from(resolved);
        PrintStream out = surroundings.out();
        LogFile.silenceOthers();
        if (role == RoleCommand.MIGRATE) {
            Postgres postgres = postgres(config, role);
            out.println("The schema is at version "
                    + Migrations.migrate(postgres.url(), postgres.user(), postgres.password()) + ".");
            return 0;
        }
        Closer closer = new Closer();
        CountDownLatch stopped = new CountDownLatch(1);
        Thread stop = new Thread(
                () -> {
                    stop(role, config, closer, out);
                    stopped.countDown();
                },
                "stop");
        Runtime.getRuntime().addShutdownHook(stop);
        try {
            if (role == RoleCommand.UP) {
                up(config, closer, surroundings);
            } else {
                one(role, config, closer, out);
            }
        } catch (RuntimeException e) {
            Up.forget(stop);
            closer.close();
            throw e;
        }
        stopped.await();
        return 0;
    }

    /// What was asked to end says so, and when it has: the terminal that sent Ctrl-C shows
    /// nothing else.
    private static void stop(RoleCommand role, RefactoryConfig config, Closer closer, PrintStream out) {
        if (role == RoleCommand.UP) {
            out.println("\nStopping …");
        }
        closer.close();
        out.println(
                role == RoleCommand.UP
                        ? "Stopped. Everything is kept in " + config.dataDir() + "; `refactory up` goes on from there."
                        : "Role " + role.word() + " has stopped.");
    }

    private static void up(RefactoryConfig config, Closer closer, Surroundings surroundings) {
        PrintStream out = surroundings.out();
        Style style = surroundings.outStyle();
        Ticker ticker = SystemTime.ticker();
        long began = ticker.nanos();
        out.println("Starting Postgres, Kafka, Hazelcast and every role " + style.dim("(a few seconds)") + " …");
        Up up = closer.add(quietly(config));
        out.println(style.tick() + " " + style.bold("Refactory is up") + " after "
                + ProgressDisplay.seconds(Duration.ofNanos(ticker.nanos() - began)));
        out.println();
        Table table = new Table("", "");
        table.row("  dashboard", style.cyan(up.url() + "/dashboard"));
        table.row("  API", style.cyan(up.url() + "/openapi.yaml"));
        table.row("  log", LogFile.in(config.dataDir()).toString());
        table.row("  data", config.dataDir().toString());
        table.print(out, style);
        out.println();
        String server = config.http().port() == USUAL_PORT ? "" : " --server " + up.url();
        out.println("In another terminal:  " + style.bold("./refactory recipes" + server));
        out.println("Ctrl-C stops it; jobs and graphs are kept.");
    }

    private static void one(RoleCommand role, RefactoryConfig config, Closer closer, PrintStream out) {
        Foundation on = closer.add(new Foundation(config, postgres(config, role), kafka(config, role)));
        TokenCounter tokens = new TokenCounter();
        int port = switch (role) {
            case API -> {
                QueueServices queue = new QueueServices(on);
                queue.relay.ring();
                ApiServer api = closer.add(ApiRole.start(on, closer.add(Pools.remote(on)), Depot.ofRole(on)));
                yield api.port();
            }
            case INDEXER -> {
                Workshop workshop = closer.add(
                        new Workshop(on, Depot.ofRole(on), config.work().indexerSlots()));
                closer.add(IndexerRole.start(on, new QueueServices(on), workshop));
                yield health(on, closer);
            }
            case WORKER -> {
                Workshop workshop = closer.add(new Workshop(on, Depot.ofRole(on), 1));
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
