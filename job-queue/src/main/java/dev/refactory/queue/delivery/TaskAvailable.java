package dev.refactory.queue.delivery;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The message that a task is ready: its number, nothing else. Nine bytes: the version, then the number.
record TaskAvailable(long taskId) {
    private static final byte VERSION = 1;
    private static final int LENGTH = 1 + Long.BYTES;

    byte[] encode() {
        return ByteBuffer.allocate(LENGTH).put(VERSION).putLong(taskId).array();
    }

    /// Empty when these bytes are not a message of a version we know.
    static Optional<TaskAvailable> decode(byte @Nullable [] bytes) {
        if (bytes == null || bytes.length != LENGTH || bytes[0] != VERSION) {
            return Optional.empty();
        }
        long taskId = ByteBuffer.wrap(bytes, 1, Long.BYTES).getLong();
        return taskId > 0 ? Optional.of(new TaskAvailable(taskId)) : Optional.empty();
    }
}
