package dev.refactory.demo;

import dev.refactory.client.Git;
import dev.refactory.kit.file.FileTrees;
import dev.refactory.kit.problem.ErrorCode;
import dev.refactory.kit.problem.RefactoryException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/// Makes a published library into a Git repository of one commit, whose id is the same on every machine.
public final class DemoRepository {
    private static final int MAX_ENTRIES = 20_000;
    private static final int MAX_ENTRY_BYTES = 16 << 20;
    /// Nothing of the user's or the machine's git settings may change the bytes or ask for a key.
    private static final Map<String, String> ALONE = Map.of(
            "GIT_CONFIG_GLOBAL", "/dev/null",
            "GIT_CONFIG_NOSYSTEM", "1",
            "GIT_AUTHOR_NAME", "Refactory demo",
            "GIT_AUTHOR_EMAIL", "demo@refactory.dev",
            "GIT_COMMITTER_NAME", "Refactory demo",
            "GIT_COMMITTER_EMAIL", "demo@refactory.dev");

    private final SourceArchives archives;

    public DemoRepository(SourceArchives archives) {
        this.archives = archives;
    }

    /// @param path of the work tree
    /// @param title of the library
    /// @param commit 40 hex digits
    /// @param files of Java
    /// @param lines of those files
    public record Made(Path path, String title, String commit, int files, long lines) {}

    /// Makes the repository below `directory`, or finds it there.
    /// @throws RefactoryException when the library cannot be fetched or git is missing
    public Made guavaBelow(Path directory) {
        return below(directory, DemoLibrary.GUAVA);
    }

    Made below(Path directory, DemoLibrary library) {
        Path path = directory.resolve(library.directoryName());
        try {
            if (!complete(path)) {
                FileTrees.delete(path);
                Files.createDirectories(directory);
                Path draft = Files.createTempDirectory(directory, ".making-");
                try {
                    unpack(archives.fetch(library.coordinates()), draft);
                    Files.writeString(draft.resolve("pom.xml"), library.pom());
                    commit(draft, library);
                    Files.move(draft, path, StandardCopyOption.ATOMIC_MOVE);
                } finally {
                    FileTrees.delete(draft);
                }
            }
            return count(path, library);
        } catch (IOException e) {
            throw new UncheckedIOException("The demonstration's repository could not be written: " + path, e);
        }
    }

    /// A repository appears by one rename, so what is there with a clean work tree is whole.
    private static boolean complete(Path path) {
        if (!Files.isDirectory(path.resolve(".git"))) {
            return false;
        }
        Git.Result status = new Git(path).run(ALONE, "status", "--porcelain");
        return status.ok() && status.output().isEmpty();
    }

    private static void unpack(Path archive, Path root) throws IOException {
        int entries = 0;
        try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(archive))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                String target = entry.isDirectory() ? "" : place(entry.getName());
                if (target.isEmpty()) {
                    continue;
                }
                Path file = root.resolve(target).normalize();
                if (!file.startsWith(root) || ++entries > MAX_ENTRIES) {
                    throw new IOException("Not an archive of sources: " + archive);
                }
                Files.createDirectories(file.getParent());
                Files.write(file, bounded(zip, entry));
            }
        }
    }

    private static byte[] bounded(InputStream zip, ZipEntry entry) throws IOException {
        byte[] bytes = zip.readNBytes(MAX_ENTRY_BYTES);
        if (bytes.length == MAX_ENTRY_BYTES) {
            throw new IOException("Too large for a source file: " + entry.getName());
        }
        return bytes;
    }

    /// Where an entry of the archive stands in the repository; empty when it has no place there.
    private static String place(String name) {
        if (name.equals("META-INF/LICENSE") || name.equals("META-INF/LICENSE.txt")) {
            return "LICENSE";
        }
        if (name.equals("module-info.java")) {
            return "src/main/java9/module-info.java";
        }
        if (name.equals("META-INF/MANIFEST.MF") || name.startsWith("META-INF/maven/")) {
            return "";
        }
        return (name.endsWith(".java") ? "src/main/java/" : "src/main/resources/") + name;
    }

    private static void commit(Path root, DemoLibrary library) {
        Git git = new Git(root);
        must(git, library, "init", "-q", "--template=", "--initial-branch=main");
        must(git, library, "-c", "core.autocrlf=false", "-c", "core.fileMode=false", "add", "--all", "--force");
        must(git, library, "-c", "gc.auto=0", "commit", "-q", "-m", library.title() + ", as published");
    }

    private static void must(Git git, DemoLibrary library, String... words) {
        Map<String, String> environment = new java.util.HashMap<>(ALONE);
        environment.put("GIT_AUTHOR_DATE", library.written() + " +0000");
        environment.put("GIT_COMMITTER_DATE", library.written() + " +0000");
        Git.Result result = git.run(environment, words);
        if (!result.ok()) {
            throw new RefactoryException(
                    ErrorCode.REPOSITORY_UNAVAILABLE,
                    "demo",
                    "Git could not make the demonstration's repository: "
                            + result.output().strip());
        }
    }

    private static Made count(Path path, DemoLibrary library) throws IOException {
        List<Path> sources;
        try (Stream<Path> files = Files.walk(path)) {
            sources = files.filter(file -> file.toString().endsWith(".java")).toList();
        }
        long lines = 0;
        for (Path source : sources) {
            for (byte b : Files.readAllBytes(source)) {
                lines += b == '\n' ? 1 : 0;
            }
        }
        String commit = new Git(path).must("rev-parse", "HEAD").strip();
        return new Made(path, library.title(), commit, sources.size(), lines);
    }
}
