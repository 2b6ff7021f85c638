package dev.refactory.client;

import dev.refactory.kit.problem.ErrorCode;
import dev.refactory.kit.problem.RefactoryException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;

/// The user's own `git`, in one directory.
///
/// @param directory it runs in
public record Git(Path directory) {
    private static final int MAX_OUTPUT = 64 << 20;

    /// What a call printed and how it ended. `output` holds both streams.
    public record Result(int exitCode, String output) {
        public boolean ok() {
            return exitCode == 0;
        }

        /// NUL-separated entries.
        public List<String> entries() {
            return Arrays.stream(output.split("\0"))
                    .filter(entry -> !entry.isEmpty())
                    .toList();
        }
    }

    /// Runs `git words…`.
    /// @throws RefactoryException `not_available` when there is no git
    public Result run(String... words) {
        return run(Map.of(), words);
    }

    /// Runs `git words…` with more environment variables.
    /// @throws RefactoryException `not_available` when there is no git
    public Result run(Map<String, String> environment, String... words) {
        List<String> command = new ArrayList<>(List.of("git", "-c", "core.quotePath=false"));
        command.addAll(Arrays.asList(words));
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true);
        builder.environment().put("LC_ALL", "C");
        builder.environment().put("GIT_TERMINAL_PROMPT", "0");
        builder.environment().put("GIT_OPTIONAL_LOCKS", "0");
        builder.environment().putAll(environment);
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            try (InputStream output = process.getInputStream()) {
                byte[] bytes = output.readNBytes(MAX_OUTPUT);
                if (output.read() >= 0) {
                    process.destroy();
                }
                return new Result(process.waitFor(), new String(bytes, StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new RefactoryException(
                    ErrorCode.NOT_AVAILABLE, "git", "Git is needed here and was not found: install git.", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("Interrupted while git ran");
        }
    }

    /// Runs `git words…`, which must succeed.
    /// @throws RefactoryException with what git said
    public String must(String... words) {
        Result result = run(words);
        if (!result.ok()) {
            throw new RefactoryException(
                    ErrorCode.INVALID_STATE,
                    "git " + words[0],
                    "`git " + words[0] + "` failed in " + directory + ": "
                            + result.output().strip());
        }
        return result.output();
    }
}
