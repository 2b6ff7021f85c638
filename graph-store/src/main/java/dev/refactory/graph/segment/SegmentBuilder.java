package dev.refactory.graph.segment;

import dev.refactory.graph.codec.ByteWriter;
import dev.refactory.graph.codec.Description;
import dev.refactory.graph.codec.FileTable;
import dev.refactory.graph.model.SymbolInfo;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/// Gathers what files say, until it is sealed as one segment. Holds all of it: whoever adds looks
/// at [#size].
public final class SegmentBuilder {
    /// What a key takes of the heap besides its characters: the entry, the string, the postings'
    /// array.
    private static final int PER_KEY = 200;

    private static final byte[] NOTHING = {};
    private static final byte[] MENTIONED = {1};

    private final Map<String, Gathered> gathered = new HashMap<>();
    private final Map<Described, Gathered> descriptions = new HashMap<>();
    private long size;

    /// @param fileNo higher than those before
    public void add(int fileNo, FileTable file) {
        for (int i = 0; i < file.spellings().size(); i++) {
            String spelling = file.spellings().get(i);
            byte[] places = file.places().get(i);
            if (places.length > 0) {
                if (Terms.local(spelling)) {
                    post(Terms.LOCALS + Terms.owner(spelling) + '\0', fileNo, NOTHING);
                } else {
                    post(Terms.MENTIONS + spelling + '\0', fileNo, places);
                }
            }
        }
        for (FileTable.Declared declared : file.declared()) {
            describe(fileNo, file, declared);
        }
        for (FileTable.Link link : file.links()) {
            String from = file.spellings().get(link.from());
            String to = file.spellings().get(link.to());
            char kind = Terms.kind(link.kind());
            post(Terms.three(Terms.FROM, from, kind, to), fileNo, NOTHING);
            post(Terms.three(Terms.TO, to, kind, from), fileNo, NOTHING);
        }
    }

    private void describe(int fileNo, FileTable file, FileTable.Declared declared) {
        String spelling = file.spellings().get(declared.symbol());
        if (Terms.local(spelling)) {
            post(Terms.LOCALS + Terms.owner(spelling) + '\0', fileNo, NOTHING);
        }
        SymbolInfo info = Description.read(spelling, declared.description(), "");
        if (Terms.local(spelling) && info.kind().isLocal()) {
            return;
        }
        Described described = new Described(spelling, declared.description());
        Gathered of = descriptions.get(described);
        if (of == null) {
            of = new Gathered();
            descriptions.put(described, of);
            size += PER_KEY + 2L * spelling.length() + declared.description().length;
        }
        boolean mentioned = file.places().get(declared.symbol()).length > 0;
        size += of.add(fileNo, mentioned ? MENTIONED : NOTHING);
        if (info.kind().isLocal()) {
            return;
        }
        post(Terms.two(Terms.NAMED, info.name(), spelling), fileNo, NOTHING);
        String container = info.container();
        if (container != null && info.path() != null) {
            post(Terms.two(Terms.MEMBERS, container, spelling), fileNo, NOTHING);
        }
        if (info.deprecated()) {
            post(Terms.DEPRECATED + spelling + '\0', fileNo, NOTHING);
        }
    }

    private void post(String key, int fileNo, byte[] payload) {
        Gathered of = gathered.get(key);
        if (of == null) {
            of = new Gathered();
            gathered.put(key, of);
            size += PER_KEY + 2L * key.length();
        }
        size += of.add(fileNo, payload);
    }

    /// Bytes of heap, about, with what sealing takes.
    public long size() {
        return size;
    }

    public boolean isEmpty() {
        return gathered.isEmpty() && descriptions.isEmpty();
    }

    /// Hands out the blocks in order and is empty afterwards.
    public <X extends Exception> SegmentDirectory seal(BlockSink<X> blocks) throws X {
        Sealed[] sorted = new Sealed[gathered.size() + descriptions.size()];
        int count = 0;
        for (Map.Entry<String, Gathered> each : gathered.entrySet()) {
            sorted[count++] = new Sealed(Terms.bytes(each.getKey()), each.getValue());
        }
        for (Map.Entry<Described, Gathered> each : descriptions.entrySet()) {
            byte[] begin = Terms.describes(each.getKey().spelling());
            byte[] description = each.getKey().description();
            byte[] key = Arrays.copyOf(begin, begin.length + description.length);
            System.arraycopy(description, 0, key, begin.length, description.length);
            sorted[count++] = new Sealed(key, each.getValue());
        }
        gathered.clear();
        descriptions.clear();
        size = 0;
        Arrays.sort(sorted);
        BlockWriter<X> out = new BlockWriter<>(blocks);
        for (Sealed each : sorted) {
            out.add(each.key(), each.postings().bytes, each.postings().length);
        }
        return out.finish();
    }

    private record Described(String spelling, byte[] description) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Described that
                    && spelling.equals(that.spelling)
                    && Arrays.equals(description, that.description);
        }

        @Override
        public int hashCode() {
            return 31 * spelling.hashCode() + Arrays.hashCode(description);
        }
    }

    private record Sealed(byte[] key, Gathered postings) implements Comparable<Sealed> {
        @Override
        public int compareTo(Sealed other) {
            return Arrays.compareUnsigned(key, other.key);
        }
    }

    /// The postings of one key, as [Postings] reads them; half a million of these are held at once.
    private static final class Gathered {
        private byte[] bytes = new byte[8];
        private int length;
        private int last;

        /// Once for each file; @return how many bytes of heap it takes more
        int add(int fileNo, byte[] payload) {
            if (fileNo == last) {
                return 0;
            }
            int before = bytes.length;
            ByteWriter posting = new ByteWriter(payload.length + 10);
            Postings.write(posting, fileNo - last, payload, 0, payload.length);
            byte[] all = posting.toBytes();
            if (length + all.length > bytes.length) {
                bytes = Arrays.copyOf(bytes, Math.max(length + all.length, bytes.length + (bytes.length >> 1)));
            }
            System.arraycopy(all, 0, bytes, length, all.length);
            length += all.length;
            last = fileNo;
            return bytes.length - before;
        }
    }
}
