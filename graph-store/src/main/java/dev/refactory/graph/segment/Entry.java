package dev.refactory.graph.segment;

import dev.refactory.graph.codec.ByteReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.IntPredicate;

/// A key of a segment with the files it leads to.
///
/// @param key see [Terms]
/// @param postings see [Postings]
public record Entry(byte[] key, byte[] postings) {
    /// The text that begins at `from` and ends with a NUL, or with the key.
    public String text(int from) {
        int end = textEnd(from);
        return new String(key, Math.min(from, end), end - Math.min(from, end), StandardCharsets.UTF_8);
    }

    /// Where that text ends.
    public int textEnd(int from) {
        int end = Math.min(from, key.length);
        while (end < key.length && key[end] != 0) {
            end++;
        }
        return end;
    }

    /// The spelling of a key of descriptions.
    public String described() {
        return text(1);
    }

    /// The description of a key of descriptions.
    public byte[] description() {
        int end = textEnd(1);
        return Arrays.copyOfRange(key, Math.min(end + 1, key.length), key.length);
    }

    /// Calls `reader` for each file that counts.
    public void each(IntPredicate counts, PostingReader reader) {
        Postings postings = new Postings(this.postings);
        while (postings.next()) {
            if (counts.test(postings.file())) {
                reader.read(postings.file(), postings.payload());
            }
        }
    }

    /// Whether any file counts.
    public boolean any(IntPredicate counts) {
        Postings postings = new Postings(this.postings);
        while (postings.next()) {
            if (counts.test(postings.file())) {
                return true;
            }
        }
        return false;
    }

    /// What a posting is handed to.
    public interface PostingReader {
        void read(int fileNo, ByteReader payload);
    }
}
