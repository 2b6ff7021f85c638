package dev.refactory.graph.scip;

import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/// One protobuf message being written, in memory; empty again after it was written into another.
/// Fields with protobuf's default value are left out.
final class MessageBuffer {
    private static final int LENGTH_DELIMITED = 2;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final CodedOutputStream out = CodedOutputStream.newInstance(bytes);

    MessageBuffer text(int field, String value) {
        if (!value.isEmpty()) {
            writing(() -> out.writeString(field, value));
        }
        return this;
    }

    MessageBuffer number(int field, int value) {
        if (value != 0) {
            writing(() -> out.writeInt32(field, value));
        }
        return this;
    }

    MessageBuffer yes(int field) {
        writing(() -> out.writeBool(field, true));
        return this;
    }

    MessageBuffer numbers(int field, int... values) {
        int length = 0;
        for (int value : values) {
            length += CodedOutputStream.computeInt32SizeNoTag(value);
        }
        int size = length;
        writing(() -> {
            out.writeTag(field, LENGTH_DELIMITED);
            out.writeUInt32NoTag(size);
            for (int value : values) {
                out.writeInt32NoTag(value);
            }
        });
        return this;
    }

    /// Moves the content of `inner` here.
    MessageBuffer message(int field, MessageBuffer inner) {
        writing(() -> {
            inner.out.flush();
            out.writeTag(field, LENGTH_DELIMITED);
            out.writeUInt32NoTag(inner.bytes.size());
            out.flush();
            inner.bytes.writeTo(bytes);
            inner.bytes.reset();
        });
        return this;
    }

    /// Moves the content to `target`.
    void drainTo(OutputStream target) throws IOException {
        out.flush();
        bytes.writeTo(target);
        bytes.reset();
    }

    private static void writing(Step step) {
        try {
            step.run();
        } catch (IOException e) {
            throw new UncheckedIOException("Memory cannot be written", e);
        }
    }

    @FunctionalInterface
    private interface Step {
        void run() throws IOException;
    }
}
