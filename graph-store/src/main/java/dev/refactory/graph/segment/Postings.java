package dev.refactory.graph.segment;

import dev.refactory.graph.codec.ByteReader;
import dev.refactory.graph.codec.ByteWriter;
import java.util.List;
import java.util.TreeMap;
import java.util.function.IntPredicate;

/// The files of one key, ascending: of each the distance to the one before, and what the key says
/// of it with its length.
final class Postings {
    private final byte[] bytes;
    private final ByteReader in;
    private int file;
    private int start;
    private int length;

    Postings(byte[] bytes) {
        this.bytes = bytes;
        this.in = new ByteReader(bytes);
    }

    boolean next() {
        if (!in.hasMore()) {
            return false;
        }
        long next = (long) file + in.number();
        if (next > Integer.MAX_VALUE) {
            throw ByteReader.damaged("a file of a number that is too large");
        }
        file = (int) next;
        length = in.count();
        start = in.skip(length);
        return true;
    }

    int file() {
        return file;
    }

    ByteReader payload() {
        return new ByteReader(bytes, start, start + length);
    }

    static void write(ByteWriter out, int distance, byte[] payload, int start, int end) {
        out.number(distance).number(end - start).raw(payload, start, end);
    }

    /// The postings of all of them that are still wanted. No file is in two of them.
    static byte[] joined(List<byte[]> all, IntPredicate wanted) {
        TreeMap<Integer, Postings> byFile = new TreeMap<>();
        int size = 0;
        for (byte[] each : all) {
            size += each.length;
            Postings postings = new Postings(each);
            if (postings.next()) {
                byFile.put(postings.file, postings);
            }
        }
        ByteWriter out = new ByteWriter(size);
        int before = 0;
        while (!byFile.isEmpty()) {
            Postings first = byFile.pollFirstEntry().getValue();
            if (wanted.test(first.file)) {
                write(out, first.file - before, first.bytes, first.start, first.start + first.length);
                before = first.file;
            }
            if (first.next()) {
                byFile.put(first.file, first);
            }
        }
        return out.toBytes();
    }
}
