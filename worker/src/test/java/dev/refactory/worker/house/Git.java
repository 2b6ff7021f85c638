package dev.refactory.worker.house;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/// The `git` command on a work tree of its own, for second opinions.
public final class Git {
    private final Path directory;

    private Git(Path directory) {
        this.directory = directory;
    }

    /// A repository whose one commit holds `files`.
    public static Git of(Path directory, Map<String, String> files) throws IOException {
        Git git = new Git(Files.createDirectories(directory));
        git.run("init", "-q", "-b", "main");
        for (Map.Entry<String, String> file : files.entrySet()) {
            Path path = directory.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.writeString(path, file.getValue());
        }
        git.run("add", "-A");
        git.run("commit", "-q", "-m", "Files");
        return git;
    }

    public String run(String... arguments) throws IOException {
        return run(new byte[0], arguments);
    }

    /// What git printed; a failure is an error that shows it.
    public String run(byte[] input, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(arguments));
        Path in = Files.createTempFile("git", ".in");
        Path out = Files.createTempFile("git", ".out");
        try {
            Files.write(in, input);
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .redirectInput(in.toFile())
                    .redirectOutput(out.toFile());
            builder.environment()
                    .putAll(Map.of(
                            "GIT_CONFIG_NOSYSTEM", "1",
                            "GIT_CONFIG_GLOBAL", "/dev/null",
                            "GIT_AUTHOR_NAME", "A",
                            "GIT_AUTHOR_EMAIL", "a@localhost",
                            "GIT_COMMITTER_NAME", "C",
                            "GIT_COMMITTER_EMAIL", "c@localhost"));
            Process process = builder.start();
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("git does not end: " + command);
            }
            String said = Files.readString(out, StandardCharsets.ISO_8859_1);
            if (process.exitValue() != 0) {
                throw new AssertionError(command + " answered " + process.exitValue() + ": " + said);
            }
            return said.strip();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        } finally {
            Files.delete(in);
            Files.delete(out);
        }
    }

    /// The files of the work tree, by path.
    public Map<String, String> files() throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                String path = directory.relativize(file).toString().replace('\\', '/');
                if (!path.startsWith(".git/")) {
                    files.put(path, Files.readString(file));
                }
            }
        }
        return files;
    }

    /// Compiles what the work tree holds, with nothing on the class path.
    /// @throws AssertionError with the compiler's errors
    public void compile() throws IOException {
        List<String> arguments = new ArrayList<>(
                List.of("-proc:none", "-d", Files.createTempDirectory("classes").toString()));
        files().keySet().stream()
                .filter(path -> path.endsWith(".java"))
                .map(path -> directory.resolve(path).toString())
                .forEach(arguments::add);
        StringWriter said = new StringWriter();
        PrintWriter writer = new PrintWriter(said);
        int code = ToolProvider.findFirst("javac").orElseThrow().run(writer, writer, arguments.toArray(String[]::new));
        if (code != 0) {
            throw new AssertionError(said.toString());
        }
    }
}
