package dev.refactory.graph.store;

import java.util.BitSet;

/// Which files of a pool are in a snapshot, as Postgres writes a bit string: bit n, from the left,
/// is file n.
final class Members {
    private final BitSet files = new BitSet();

    static Members of(String bits) {
        Members members = new Members();
        for (int i = bits.indexOf('1'); i >= 0; i = bits.indexOf('1', i + 1)) {
            members.files.set(i);
        }
        return members;
    }

    void add(int fileNo) {
        files.set(fileNo);
    }

    void addAll(Members others) {
        files.or(others.files);
    }

    void remove(int fileNo) {
        files.clear(fileNo);
    }

    boolean has(int fileNo) {
        return files.get(fileNo);
    }

    int count() {
        return files.cardinality();
    }

    @Override
    public String toString() {
        StringBuilder bits = new StringBuilder(files.length());
        for (int i = 0; i < files.length(); i++) {
            bits.append(files.get(i) ? '1' : '0');
        }
        return bits.toString();
    }
}
