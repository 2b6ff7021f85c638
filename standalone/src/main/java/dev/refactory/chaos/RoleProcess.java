package dev.refactory.chaos;

import dev.refactory.kit.config.ConfigKey;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A role as its users run it: a JVM of its own, started by its word and flags. What it logs goes
/// to a file. Thread-safe.
public final class RoleProcess implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofSeconds(90);
    private static final Pattern UP = Pattern.compile("Role [a-z]+ is up on port ([0-9]+)\\.");

    private final String name;
    private final Process process;
    private final Path log;
    private final CompletableFuture<Integer> port = new CompletableFuture<>();

    private RoleProcess(String name, Process process, Path log) {
        this.name = name;
        this.process = process;
        this.log = log;
        Thread.ofPlatform().daemon().name(name + "-stdout").start(this::drain);
    }

    /// Starts the process and comes back at once.
    /// @param name of its folder below `folder`
    /// @param word of the role
    /// @param settings become flags
    public static RoleProcess start(Path folder, String name, String word, Map<ConfigKey<?>, Object> settings)
            throws IOException {
        Path home = Files.createDirectories(folder.resolve(name));
        Path log = home.resolve("stderr.log");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.refactory.roles.Main",
                word));
        settings.forEach((key, value) -> {
            command.add(key.flag());
            command.add(value.toString());
        });
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(home.toFile())
                .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().keySet().removeIf(variable -> variable.startsWith("REFACTORY_"));
        return new RoleProcess(name, builder.start(), log);
    }

    /// Where it listens, once it has said so.
    /// @throws IllegalStateException with its log when it ends instead
    public int port() throws Exception {
        return port.get(START_LIMIT.toSeconds(), TimeUnit.SECONDS);
    }

    /// @throws java.util.concurrent.TimeoutException when it goes on for longer
    public int exitCode(Duration limit) throws Exception {
        return process.onExit().get(limit.toMillis(), TimeUnit.MILLISECONDS).exitValue();
    }

    /// Whether an attempt's worker is this process: Foundation names itself by its process id.
    public boolean isWorker(String worker) {
        return worker.startsWith(process.pid() + "-");
    }

    public boolean alive() {
        return process.isAlive();
    }

    /// SIGKILL: no hook runs, no connection is said goodbye to. Comes back when it is gone.
    /// @return the processes it had started, which nobody told
    public List<ProcessHandle> kill() throws Exception {
        List<ProcessHandle> children = process.descendants().toList();
        process.destroyForcibly();
        exitCode(Duration.ofSeconds(10));
        return children;
    }

    /// SIGTERM.
    public void terminate() {
        process.destroy();
    }

    /// SIGSTOP: it stays, and does nothing, until [#thaw()].
    public void freeze() throws Exception {
        signal("-STOP");
    }

    public void thaw() throws Exception {
        signal("-CONT");
    }

    public String log() {
        try {
            return name + ":\n" + Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    private void signal(String signal) throws Exception {
        int code = new ProcessBuilder("kill", signal, Long.toString(process.pid()))
                .inheritIO()
                .start()
                .waitFor();
        if (code != 0) {
            throw new IllegalStateException("kill " + signal + " of " + name + " gave " + code);
        }
    }

    private void drain() {
        try (BufferedReader lines = process.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                Matcher up = UP.matcher(line);
                if (up.matches()) {
                    port.complete(Integer.valueOf(up.group(1)));
                }
            }
        } catch (IOException e) {
            port.completeExceptionally(e);
        }
        port.completeExceptionally(new IllegalStateException("Ended without being up: " + log()));
    }

    /// Ports of loopback that nobody listens on, all held at the same time, so that they differ.
    public static List<Integer> freePorts(int count) throws IOException {
        List<ServerSocket> sockets = new ArrayList<>();
        try {
            for (int i = 0; i < count; i++) {
                sockets.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
            }
            return sockets.stream().map(ServerSocket::getLocalPort).toList();
        } finally {
            for (ServerSocket socket : sockets) {
                socket.close();
            }
        }
    }
}
