package dev.refactory.index.java.child;

import dev.refactory.index.java.wire.Frame;
import dev.refactory.index.java.wire.Messages;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The process that asks: its requests and what it is told. Requests are read by one thread; in between any
/// may ask back.
final class Parent {
    private final DataInputStream in;
    private final DataOutputStream out;
    private final Object asking = new Object();

    Parent(DataInputStream in, DataOutputStream out) {
        this.in = in;
        this.out = out;
    }

    /// The next request; null when there will be none.
    @Nullable
    Frame request() throws IOException {
        return Frame.read(in);
    }

    /// Tells at once.
    void tell(Messages message) {
        synchronized (out) {
            try {
                message.frame().write(out);
                out.flush();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /// Tells with the next that is told at once.
    void hand(Frame frame) {
        synchronized (out) {
            try {
                frame.write(out);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /// The bytes of files of the request under way.
    /// @param needed their indexes in it
    List<byte[]> supplied(List<Integer> needed) {
        List<byte[]> supplied = new ArrayList<>();
        synchronized (asking) {
            tell(new Messages.Need(needed));
            boolean last = false;
            while (!last) {
                Messages.Supply supply = supply();
                supplied.addAll(supply.contents());
                last = supply.last();
            }
        }
        if (supplied.size() != needed.size()) {
            throw new IllegalStateException("Asked for " + needed.size() + " sources and got " + supplied.size());
        }
        return supplied;
    }

    private Messages.Supply supply() {
        try {
            Frame frame = Frame.read(in);
            if (frame == null) {
                throw new EOFException("the input ended in a request");
            }
            return Messages.Supply.read(frame);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
