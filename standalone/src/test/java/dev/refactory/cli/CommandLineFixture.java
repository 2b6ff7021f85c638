package dev.refactory.cli;

import dev.refactory.client.Pauses;
import dev.refactory.demo.SourceArchives;
import dev.refactory.kit.config.RefactoryConfig;
import dev.refactory.kit.config.ResolvedConfig;
import dev.refactory.screen.Surroundings;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// Runs commands in this process, with streams that are or are not a terminal, and time that passes
/// by itself.
final class CommandLineFixture {
    private final Path directory;
    final Map<String, String> environment = new HashMap<>(Map.of("LANG", "C.UTF-8", "TERM", "xterm"));
    final List<Duration> pauses = new ArrayList<>();
    final List<String> started = new ArrayList<>();
    private boolean terminal;
    private boolean keyboard;
    private int columns = 100;
    private String input = "";
    Path sources = Path.of("none");

    @Nullable
    ResolvedConfig configuration;

    CommandLineFixture(Path directory) {
        this.directory = directory;
    }

    CommandLineFixture onTerminal() {
        terminal = true;
        return this;
    }

    CommandLineFixture onTerminal(int columns) {
        this.columns = columns;
        return onTerminal();
    }

    /// Stdin is a terminal, though stdout may not be.
    CommandLineFixture atTheKeyboard() {
        keyboard = true;
        return this;
    }

    CommandLineFixture typing(String input) {
        this.input = input;
        return this;
    }

    CommandLineFixture with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    Ran run(String... words) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Surroundings surroundings = new Surroundings(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                terminal,
                terminal,
                keyboard,
                columns,
                environment,
                directory);
        AtomicLong nanos = new AtomicLong();
        Pauses time = new Pauses(
                () -> nanos.addAndGet(1_000_000),
                () -> Instant.parse("2026-11-21T12:00:00Z"),
                pause -> {
                    pauses.add(pause);
                    nanos.addAndGet(pause.toNanos());
                },
                new Random(7));
        int code = new Program(surroundings, time, new RecordingLauncher()).run(words);
        return new Ran(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    record Ran(int code, String out, String err) {}

    private final class RecordingLauncher implements RoleLauncher {
        @Override
        public int run(RoleCommand role, ResolvedConfig config, Surroundings surroundings, boolean json) {
            started.add(role.word());
            return Exit.SUCCEEDED;
        }

        @Override
        public SourceArchives sources(RefactoryConfig.Sources configured) {
            return coordinates -> sources;
        }

        @Override
        public Running start(ResolvedConfig config) {
            started.add("all");
            configuration = config;
            return new Running() {
                @Override
                public URI url() {
                    return URI.create(environment.get("REFACTORY_URL"));
                }

                @Override
                public void close() {
                    started.add("closed");
                }
            };
        }
    }
}
