package dev.refactory.graph.segment;

import dev.refactory.graph.codec.ByteWriter;
import dev.refactory.graph.codec.Packed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Turns entries that come in order into the blocks of one segment. A block holds some 16 kB before
/// it is packed, or a single entry that is larger.
final class BlockWriter<X extends Exception> {
    static final int BLOCK = 16_384;

    private final BlockSink<X> blocks;
    private final ByteWriter block = new ByteWriter(BLOCK + 1024);
    private final List<byte[]> firsts = new ArrayList<>();
    private byte[] before = {};
    private boolean first = true;

    /// @param blocks is handed each block in order
    BlockWriter(BlockSink<X> blocks) {
        this.blocks = blocks;
    }

    void add(byte[] key, byte[] postings, int length) throws X {
        int mismatch = Arrays.mismatch(before, key);
        if (block.length() > 0 && block.length() + key.length - mismatch + length > BLOCK) {
            end();
        }
        if (block.length() == 0) {
            firsts.add(first ? new byte[0] : Arrays.copyOf(key, mismatch + 1));
            mismatch = 0;
            first = false;
        }
        block.number(mismatch).number(key.length - mismatch).raw(key, mismatch, key.length);
        block.number(length).raw(postings, 0, length);
        before = key;
    }

    private void end() throws X {
        blocks.accept(Packed.of(block));
        block.clear();
    }

    SegmentDirectory finish() throws X {
        if (block.length() > 0) {
            end();
        }
        return new SegmentDirectory(firsts);
    }
}
