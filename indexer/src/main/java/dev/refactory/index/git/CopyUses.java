package dev.refactory.index.git;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Who uses which copy: this process by counting, other processes by shared locks on a file beside
/// the copy, which end with their process. The file's time says when a use last began. Thread-safe.
final class CopyUses {
    private static final Logger log = LoggerFactory.getLogger(CopyUses.class);

    private final Map<Path, Held> held = new HashMap<>();

    private static final class Held {
        final FileChannel channel;
        int users;

        Held(FileChannel channel) {
            this.channel = channel;
        }
    }

    /// Work that may fail.
    interface Removal {
        void run() throws IOException;
    }

    synchronized CopyUse begin(Path file) throws IOException {
        Held here = held.get(file);
        if (here == null) {
            here = new Held(locked(file));
            held.put(file, here);
        }
        here.users++;
        here.channel.write(ByteBuffer.wrap(new byte[] {'\n'}), 0);
        AtomicBoolean ended = new AtomicBoolean();
        return () -> {
            if (ended.compareAndSet(false, true)) {
                end(file);
            }
        };
    }

    private static FileChannel locked(Path file) throws IOException {
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            channel.lock(0, Long.MAX_VALUE, true);
            return channel;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private synchronized void end(Path file) {
        Held here = held.get(file);
        if (here == null || --here.users > 0) {
            return;
        }
        held.remove(file);
        try {
            // With the channel goes the lock.
            here.channel.close();
        } catch (IOException e) {
            log.warn("use of a copy not ended cause={}", e.getClass().getSimpleName());
        }
    }

    /// Runs when nobody uses the copy, and keeps new uses waiting meanwhile.
    /// @return false when somebody uses it
    synchronized boolean whileUnused(Path file, Removal removal) throws IOException {
        if (held.containsKey(file)) {
            return false;
        }
        try (FileChannel channel = FileChannel.open(
                        file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
                FileLock alone = channel.tryLock()) {
            if (alone == null) {
                return false;
            }
            removal.run();
            return true;
        }
    }
}
