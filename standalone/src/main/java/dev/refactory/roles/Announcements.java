package dev.refactory.roles;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.refactory.cli.LogFile;
import dev.refactory.cli.RoleCommand;
import dev.refactory.kit.config.RefactoryConfig;
import dev.refactory.kit.json.Json;
import dev.refactory.kit.time.SystemTime;
import dev.refactory.kit.time.Ticker;
import dev.refactory.screen.ProgressDisplay;
import dev.refactory.screen.Style;
import dev.refactory.screen.Surroundings;
import dev.refactory.screen.Table;
import java.io.PrintStream;
import java.net.URI;
import java.time.Duration;

/// What a role says on stdout about itself: to a person, or to a program. Called by one thread at a
/// time.
sealed interface Announcements {
    void starting();

    /// Everything is up.
    void up(URI url);

    /// One role is up.
    void up(int port);

    /// @param version of the schema
    void migrated(int version);

    /// It was asked to end.
    void stopping();

    void stopped();

    /// Sentences. What was asked to end says so, and when it has: the terminal that sent Ctrl-C shows
    /// nothing else.
    record Words(RoleCommand role, RefactoryConfig config, PrintStream out, Style style, Ticker ticker, long began)
            implements Announcements {
        private static final int USUAL_PORT = 7300;

        Words(RoleCommand role, RefactoryConfig config, Surroundings surroundings) {
            this(role, config, surroundings.out(), surroundings.outStyle(), SystemTime.ticker());
        }

        private Words(RoleCommand role, RefactoryConfig config, PrintStream out, Style style, Ticker ticker) {
            this(role, config, out, style, ticker, ticker.nanos());
        }

        @Override
        public void starting() {
            out.println("Starting Postgres, Kafka, Hazelcast and every role " + style.dim("(a few seconds)") + " …");
        }

        @Override
        public void up(URI url) {
            out.println(style.tick() + " " + style.bold("Refactory is up") + " after "
                    + ProgressDisplay.seconds(Duration.ofNanos(ticker.nanos() - began)));
            out.println();
            Table table = new Table("", "");
            table.row("  dashboard", style.cyan(url + "/dashboard"));
            table.row("  API", style.cyan(url + "/openapi.yaml"));
            table.row("  log", LogFile.in(config.dataDir()).toString());
            table.row("  data", config.dataDir().toString());
            table.print(out, style);
            out.println();
            String server = config.http().port() == USUAL_PORT ? "" : " --server " + url;
            out.println("In another terminal:  " + style.bold("./refactory recipes" + server));
            out.println("Ctrl-C stops it; jobs and graphs are kept.");
        }

        @Override
        public void up(int port) {
            out.println("Role " + role.word() + " is up on port " + port + ".");
        }

        @Override
        public void migrated(int version) {
            out.println("The schema is at version " + version + ".");
        }

        @Override
        public void stopping() {
            if (role == RoleCommand.UP) {
                out.println("\nStopping …");
            }
        }

        @Override
        public void stopped() {
            out.println(
                    role == RoleCommand.UP
                            ? "Stopped. Everything is kept in " + config.dataDir()
                                    + "; `refactory up` goes on from there."
                            : "Role " + role.word() + " has stopped.");
        }
    }

    /// One JSON object a line, with `role` and `state`: `up`, `done` or `stopped`.
    record Lines(RoleCommand role, RefactoryConfig config, PrintStream out) implements Announcements {
        @Override
        public void starting() {}

        @Override
        public void up(URI url) {
            say(state("up")
                    .put("url", url.toString())
                    .put("data_dir", config.dataDir().toString())
                    .put("log", LogFile.in(config.dataDir()).toString()));
        }

        @Override
        public void up(int port) {
            say(state("up").put("port", port));
        }

        @Override
        public void migrated(int version) {
            say(state("done").put("schema_version", version));
        }

        @Override
        public void stopping() {}

        @Override
        public void stopped() {
            say(state("stopped"));
        }

        private ObjectNode state(String state) {
            return Json.object().put("role", role.word()).put("state", state);
        }

        private void say(ObjectNode line) {
            out.println(Json.write(line));
        }
    }
}
