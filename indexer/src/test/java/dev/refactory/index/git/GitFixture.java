package dev.refactory.index.git;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// A repository made with the `git` command, and the command itself for second opinions.
public final class GitFixture {
    private final Path directory;

    private GitFixture(Path directory) {
        this.directory = directory;
    }

    /// An empty repository with branch `main`.
    public static GitFixture init(Path directory) throws IOException {
        Files.createDirectories(directory);
        GitFixture fixture = new GitFixture(directory);
        fixture.git("init", "-q", "-b", "main");
        return fixture;
    }

    /// The same commands on another directory.
    public GitFixture at(Path other) {
        return new GitFixture(other);
    }

    public Path directory() {
        return directory;
    }

    public GitFixture file(String path, byte[] content) throws IOException {
        Path file = directory.resolve(path);
        Files.createDirectories(file.getParent());
        Files.write(file, content);
        return this;
    }

    public GitFixture file(String path, String content) throws IOException {
        return file(path, content.getBytes(StandardCharsets.UTF_8));
    }

    /// Commits everything and answers with the commit's id.
    public String commit(String message) throws IOException {
        git("add", "-A");
        git("commit", "-q", "--allow-empty", "-m", message);
        return git("rev-parse", "HEAD").strip();
    }

    /// Runs git and answers with what it printed; a failure is an error that shows it.
    public String git(String... arguments) throws IOException {
        return new String(git(new byte[0], arguments), StandardCharsets.UTF_8);
    }

    public byte[] git(byte[] input, String... arguments) throws IOException {
        Result result = tryGit(input, arguments);
        if (result.exitCode() != 0) {
            throw new AssertionError("git " + String.join(" ", arguments) + " answered " + result.exitCode() + ": "
                    + new String(result.output(), StandardCharsets.UTF_8)
                    + new String(result.errors(), StandardCharsets.UTF_8));
        }
        return result.output();
    }

    public Result tryGit(byte[] input, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(arguments));
        Path in = Files.createTempFile("git", ".in");
        Path out = Files.createTempFile("git", ".out");
        Path err = Files.createTempFile("git", ".err");
        try {
            Files.write(in, input);
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectInput(in.toFile())
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile());
            builder.environment()
                    .putAll(Map.of(
                            "GIT_CONFIG_NOSYSTEM", "1",
                            "GIT_CONFIG_GLOBAL", "/dev/null",
                            "GIT_AUTHOR_NAME", "A",
                            "GIT_AUTHOR_EMAIL", "a@localhost",
                            "GIT_COMMITTER_NAME", "C",
                            "GIT_COMMITTER_EMAIL", "c@localhost",
                            "GIT_AUTHOR_DATE", "2026-01-01T00:00:00Z",
                            "GIT_COMMITTER_DATE", "2026-01-01T00:00:00Z"));
            Process process = builder.start();
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("git does not end: " + command);
            }
            return new Result(process.exitValue(), Files.readAllBytes(out), Files.readAllBytes(err));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        } finally {
            Files.delete(in);
            Files.delete(out);
            Files.delete(err);
        }
    }

    public record Result(int exitCode, byte[] output, byte[] errors) {}
}
