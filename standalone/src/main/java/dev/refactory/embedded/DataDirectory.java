package dev.refactory.embedded;

import dev.refactory.kit.problem.ErrorCode;
import dev.refactory.kit.problem.RefactoryException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Everything `up` keeps between two runs: the data of Postgres and Kafka, their ports and passwords. Held by one
/// process at a time, readable by its owner only. Thread-safe.
///
/// `VERSION` the layout's version · `lock` held while in use, names the process · `ports` · `secrets/` · `postgres/` ·
/// `kafka/` · `runtime/` unpacked programs · `logs/`
public final class DataDirectory implements AutoCloseable {
    /// The layout this program reads and writes: its own number, then the major version of Postgres, whose files no
    /// other major version reads.
    public static final String VERSION = "1 postgres-18";

    private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");
    private static final int PORTS_TRIED = 64;

    private final Path root;
    private final FileChannel lockChannel;
    private final FileLock lock;
    private final SecureRandom random;

    private DataDirectory(Path root, FileChannel lockChannel, FileLock lock, SecureRandom random) {
        this.root = root;
        this.lockChannel = lockChannel;
        this.lock = lock;
        this.random = random;
    }

    /// Opens the directory, making it when it is missing or empty, and holds it until [#close()].
    ///
    /// @throws RefactoryException `data_directory_in_use` naming the process that holds it,
    ///     `data_directory_incompatible` naming both versions, or `configuration_invalid` when it cannot be written
    public static DataDirectory open(Path directory) {
        Path root = directory.toAbsolutePath().normalize();
        boolean fresh = prepare(root);
        FileChannel channel = null;
        try {
            channel = FileChannel.open(
                    root.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            FileLock lock = lock(root, channel);
            writeOwner(channel);
            checkVersion(root, fresh);
            for (String child : new String[] {"logs", "runtime", "secrets"}) {
                makePrivate(root.resolve(child));
            }
            return new DataDirectory(root, channel, lock, new SecureRandom());
        } catch (IOException e) {
            closeQuietly(channel);
            throw unusable(root, e);
        } catch (RuntimeException e) {
            closeQuietly(channel);
            throw e;
        }
    }

    public Path root() {
        return root;
    }

    /// A place inside the directory; not created.
    public Path resolve(String name) {
        return root.resolve(name);
    }

    /// The port that `service` had last time when it is free on loopback, otherwise a free one, remembered.
    public synchronized int port(String service) {
        Map<String, Integer> ports = readPorts();
        Integer remembered = ports.get(service);
        if (remembered != null && isFree(remembered)) {
            return remembered;
        }
        int port = freePort(ports);
        ports.put(service, port);
        StringBuilder text = new StringBuilder();
        ports.forEach(
                (name, number) -> text.append(name).append(' ').append(number).append('\n'));
        write("ports", text.toString());
        return port;
    }

    /// A random secret (64 hexadecimal digits), made at first use and kept; its file is readable by the owner only.
    public synchronized String secret(String name) {
        Path file = root.resolve("secrets").resolve(name);
        try {
            if (Files.exists(file)) {
                return Files.readString(file).strip();
            }
            byte[] bytes = new byte[32];
            random.nextBytes(bytes);
            String secret = HexFormat.of().formatHex(bytes);
            write("secrets/" + name, secret);
            return secret;
        } catch (IOException e) {
            throw new UncheckedIOException("The secret " + name + " could not be read", e);
        }
    }

    /// Replaces a small file atomically, readable by the owner only.
    synchronized void write(String name, String content) {
        Path target = root.resolve(name);
        Path temporary = target.resolveSibling(target.getFileName() + ".new");
        try {
            Files.deleteIfExists(temporary);
            if (posix(root)) {
                Files.createFile(
                        temporary, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            }
            try (FileChannel channel =
                    FileChannel.open(temporary, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                channel.write(ByteBuffer.wrap(content.getBytes(StandardCharsets.UTF_8)));
                channel.force(true);
            }
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("Could not write " + target, e);
        }
    }

    /// Lets another process have the directory.
    @Override
    public void close() {
        try {
            lock.release();
        } catch (IOException e) {
            // The channel's end releases it too.
        }
        closeQuietly(lockChannel);
    }

    static void makePrivate(Path directory) throws IOException {
        if (Files.isDirectory(directory)) {
            return;
        }
        if (posix(directory.getParent())) {
            Files.createDirectory(
                    directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } else {
            Files.createDirectory(directory);
        }
    }

    private static boolean prepare(Path root) {
        try {
            if (Files.exists(root) && !Files.isDirectory(root)) {
                throw new RefactoryException(
                        ErrorCode.CONFIGURATION_INVALID,
                        root.toString(),
                        root + " is a file: name a directory with --data-dir.");
            }
            if (!Files.exists(root)) {
                Path parent = root.getParent();
                if (parent != null) {
                    Files.createDirectories(parent);
                }
                makePrivate(root);
                return true;
            }
            try (var children = Files.list(root)) {
                return children.allMatch(child -> child.endsWith("lock"));
            }
        } catch (IOException e) {
            throw unusable(root, e);
        }
    }

    private static FileLock lock(Path root, FileChannel channel) throws IOException {
        FileLock lock;
        try {
            lock = channel.tryLock();
        } catch (OverlappingFileLockException e) {
            lock = null;
        }
        if (lock == null) {
            String owner = new String(Files.readAllBytes(root.resolve("lock")), StandardCharsets.UTF_8).strip();
            throw new RefactoryException(
                    ErrorCode.DATA_DIRECTORY_IN_USE,
                    root.toString(),
                    "The data directory " + root + " is in use by process " + (owner.isEmpty() ? "unknown" : owner)
                            + ": stop that process, or name another directory with --data-dir.");
        }
        return lock;
    }

    private static void writeOwner(FileChannel channel) throws IOException {
        channel.truncate(0);
        channel.write(
                ByteBuffer.wrap(Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.UTF_8)), 0);
    }

    private static void checkVersion(Path root, boolean fresh) throws IOException {
        Path file = root.resolve("VERSION");
        if (fresh) {
            Files.writeString(file, VERSION + "\n");
            return;
        }
        boolean known = Files.isRegularFile(file);
        String found = known ? firstLine(file) : "none";
        if (!found.equals(VERSION)) {
            throw new RefactoryException(
                    ErrorCode.DATA_DIRECTORY_INCOMPATIBLE,
                    root.toString(),
                    "The data directory " + root + " has version '" + found + "', this program reads version '"
                            + VERSION + "': run the version that wrote it, or name another directory with --data-dir"
                            + (known ? "." : " (this one holds files, but none of ours)."));
        }
    }

    private static String firstLine(Path file) throws IOException {
        String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8).strip();
        String line = text.lines().findFirst().orElse("");
        return line.length() <= 80 ? line : line.substring(0, 80);
    }

    private Map<String, Integer> readPorts() {
        Map<String, Integer> ports = new TreeMap<>();
        Path file = root.resolve("ports");
        if (!Files.exists(file)) {
            return ports;
        }
        try {
            for (String line : Files.readAllLines(file)) {
                String[] fields = line.strip().split(" ");
                if (fields.length == 2 && fields[1].matches("[0-9]{1,5}")) {
                    ports.put(fields[0], Integer.valueOf(fields[1]));
                }
            }
            return ports;
        } catch (IOException e) {
            throw new UncheckedIOException("Could not read " + file, e);
        }
    }

    private static int freePort(Map<String, Integer> taken) {
        for (int tried = 0; tried < PORTS_TRIED; tried++) {
            try (ServerSocket socket = new ServerSocket(0, 1, LOOPBACK)) {
                int port = socket.getLocalPort();
                if (!taken.containsValue(port)) {
                    return port;
                }
            } catch (IOException e) {
                throw new RefactoryException(
                        ErrorCode.PORT_IN_USE, "127.0.0.1", "No free port on 127.0.0.1: " + e.getMessage() + ".", e);
            }
        }
        throw new RefactoryException(
                ErrorCode.PORT_IN_USE, "127.0.0.1", "No free port on 127.0.0.1 after " + PORTS_TRIED + " tries.");
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(LOOPBACK, port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean posix(@Nullable Path path) {
        return path != null
                && path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    private static RefactoryException unusable(Path root, IOException cause) {
        return new RefactoryException(
                ErrorCode.CONFIGURATION_INVALID,
                root.toString(),
                "The data directory " + root + " cannot be used (" + cause
                        + "): name one you may write with --data-dir.",
                cause);
    }

    private static void closeQuietly(@Nullable FileChannel channel) {
        if (channel != null) {
            try {
                channel.close();
            } catch (IOException e) {
                // Nothing was written through it that matters.
            }
        }
    }
}
