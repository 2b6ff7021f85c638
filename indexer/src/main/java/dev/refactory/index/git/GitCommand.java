package dev.refactory.index.git;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The `git` command as a second opinion on a patch, with an index of its own and no configuration. Nothing is checked
/// out.
final class GitCommand {
    private static final Logger log = LoggerFactory.getLogger(GitCommand.class);
    private static final long SECONDS = 60;

    private GitCommand() {}

    /// Whether git comes to `result` from `base`, and back again; null where there is no git to ask.
    static @Nullable Boolean agrees(Path gitDirectory, byte[] diff, String base, String result) {
        Path scratch;
        try {
            scratch = Files.createTempDirectory("refactory-git");
        } catch (IOException e) {
            log.warn(
                    "git not asked: no scratch directory cause={}", e.getClass().getSimpleName());
            return null;
        }
        try {
            Path patch = Files.write(scratch.resolve("patch"), diff);
            Asking asking = new Asking(gitDirectory, scratch);
            if (!asking.run("--version").ok()) {
                return null;
            }
            return asking.reaches(base, patch, result, false) && asking.reaches(result, patch, base, true);
        } catch (IOException e) {
            log.warn("git not asked: it cannot be run cause={}", e.getClass().getSimpleName());
            return null;
        } finally {
            delete(scratch);
        }
    }

    private static void delete(Path scratch) {
        try (var files = Files.list(scratch)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
            Files.delete(scratch);
        } catch (IOException e) {
            log.warn("scratch directory left behind cause={}", e.getClass().getSimpleName());
        }
    }

    private record Answer(int exitCode, String output) {
        boolean ok() {
            return exitCode == 0;
        }
    }

    private record Asking(Path gitDirectory, Path scratch) {
        boolean reaches(String from, Path patch, String to, boolean reverse) throws IOException {
            if (!run("read-tree", from).ok()) {
                return false;
            }
            List<String> apply = new ArrayList<>(List.of("apply", "--cached", "--whitespace=nowarn"));
            if (reverse) {
                apply.add("-R");
            }
            apply.add(patch.toString());
            // An empty patch is an error to git, and no change to us.
            boolean applied =
                    Files.size(patch) == 0 || run(apply.toArray(String[]::new)).ok();
            return applied && run("write-tree").output().strip().equals(to);
        }

        Answer run(String... arguments) throws IOException {
            List<String> command = new ArrayList<>(List.of("git", "--git-dir=" + gitDirectory));
            command.addAll(List.of(arguments));
            Path output = scratch.resolve("output");
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(scratch.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile());
            Map<String, String> environment = builder.environment();
            String path = environment.get("PATH");
            environment.clear();
            environment.putAll(Map.of(
                    "PATH", path == null ? "/usr/bin:/bin" : path,
                    "HOME", "/nonexistent",
                    "LC_ALL", "C",
                    "GIT_CONFIG_NOSYSTEM", "1",
                    "GIT_CONFIG_GLOBAL", "/dev/null",
                    "GIT_ATTR_NOSYSTEM", "1",
                    "GIT_NO_REPLACE_OBJECTS", "1",
                    "GIT_INDEX_FILE", scratch.resolve("index").toString()));
            Process process = builder.start();
            try (OutputStream input = process.getOutputStream()) {
                input.flush();
            }
            try {
                if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                    return new Answer(-1, "");
                }
            } catch (InterruptedException e) {
                process.destroyForcibly();
                Thread.currentThread().interrupt();
                return new Answer(-1, "");
            }
            return new Answer(process.exitValue(), Files.readString(output, StandardCharsets.ISO_8859_1));
        }
    }
}
