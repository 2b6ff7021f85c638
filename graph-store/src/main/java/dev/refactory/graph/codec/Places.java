package dev.refactory.graph.codec;

import dev.refactory.graph.model.Occurrence;
import dev.refactory.graph.model.Range;
import dev.refactory.graph.model.Role;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/// Where one file names one symbol. Of each place: how far it begins after the one before, and,
/// when they are not those of the one before, its length and its roles.
public final class Places {
    private Places() {}

    /// @param sorted occurrences of one symbol
    static byte[] of(List<Occurrence> sorted) {
        ByteWriter out = new ByteWriter(8 + 2 * sorted.size());
        int start = 0;
        int length = -1;
        int roles = 0;
        for (Occurrence occurrence : sorted) {
            Range range = occurrence.range();
            int bits = Role.toBits(occurrence.roles());
            boolean alike = range.length() == length && bits == roles;
            out.number((long) (range.start() - start) << 1 | (alike ? 0 : 1));
            if (!alike) {
                out.number(range.length()).number(bits);
            }
            start = range.start();
            length = range.length();
            roles = bits;
        }
        return out.toBytes();
    }

    /// Adds the occurrences of `symbol` that `in` holds up to its end.
    public static void read(ByteReader in, String symbol, Collection<Occurrence> into) {
        long start = 0;
        int length = -1;
        int bits = 0;
        Set<Role> roles = Set.of();
        while (in.hasMore()) {
            long step = in.longNumber();
            start += step >>> 1;
            if ((step & 1) != 0) {
                length = in.number();
                int before = bits;
                bits = in.number();
                roles = bits == before && !roles.isEmpty() ? roles : Set.copyOf(Role.fromBits(bits));
            }
            if (length < 0 || start < 0 || start + length > Integer.MAX_VALUE) {
                throw ByteReader.damaged("a place outside of every file");
            }
            into.add(new Occurrence(new Range((int) start, (int) start + length), symbol, roles));
        }
    }

    /// How many of the occurrences there are.
    static int count(byte[] places) {
        ByteReader in = new ByteReader(places);
        int count = 0;
        while (in.hasMore()) {
            if ((in.longNumber() & 1) != 0) {
                in.number();
                in.number();
            }
            count++;
        }
        return count;
    }
}
