package dev.refactory.graph.model;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// What a file shows to the others, and which names it uses: enough to tell which files a change can
/// reach without reading them. A function of the file's text and language level alone. Names are kept
/// as their [String#hashCode]; two names of one hash reach too much, never too little.
///
/// @param packageName empty for the unnamed package
/// @param types declared types, nested ones after the type around them
/// @param mentions hashes of every name in the text, comments' references included; sorted, distinct
/// @param broken it has syntax errors: what it declares depends on all of its text
public record Outline(String packageName, List<Type> types, int[] mentions, boolean broken) {
    /// Of a file nothing is known of.
    public static final Outline NONE = new Outline("", List.of(), new int[0], false);

    private static final int FORMAT = 1;
    private static final byte[] NOTHING = new byte[0];

    public Outline {
        types = List.copyOf(types);
    }

    /// @param name qualified within its package, `Outer.Inner`
    /// @param shape hash of all that is written of it outside of its members, and of those that count as
    ///     part of it: what makes an interface functional, an annotation's elements, an enum's constants
    /// @param uses hashes of the names in its shape; sorted, distinct
    public record Type(String name, long shape, int[] uses, List<Member> members) {
        public Type {
            members = List.copyOf(members);
        }

        /// The last part of its name.
        public String simpleName() {
            return name.substring(name.lastIndexOf('.') + 1);
        }
    }

    /// Members of one name: fields, methods, constructors.
    ///
    /// @param name hash of the simple name; a constructor's is its type's
    /// @param declared hash of what is written of them, bodies left out
    /// @param uses hashes of the names in it; sorted, distinct
    public record Member(int name, long declared, int[] uses) {}

    public boolean mentions(int name) {
        return Arrays.binarySearch(mentions, name) >= 0;
    }

    /// Compact, and empty for [#NONE].
    public byte[] toBytes() {
        if (this.equals(NONE)) {
            return NOTHING;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(FORMAT);
            out.writeBoolean(broken);
            out.writeUTF(packageName);
            write(out, mentions);
            number(out, types.size());
            for (Type type : types) {
                out.writeUTF(type.name());
                out.writeLong(type.shape());
                write(out, type.uses());
                number(out, type.members().size());
                for (Member member : type.members()) {
                    out.writeInt(member.name());
                    out.writeLong(member.declared());
                    write(out, member.uses());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /// @throws IllegalArgumentException when these are not an outline's bytes
    public static Outline of(byte[] bytes) {
        if (bytes.length == 0) {
            return NONE;
        }
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            if (in.readByte() != FORMAT) {
                throw new IllegalArgumentException("An outline of another format");
            }
            boolean broken = in.readBoolean();
            String packageName = in.readUTF();
            int[] mentions = read(in);
            List<Type> types = new ArrayList<>();
            for (int i = number(in); i > 0; i--) {
                String name = in.readUTF();
                long shape = in.readLong();
                int[] uses = read(in);
                List<Member> members = new ArrayList<>();
                for (int j = number(in); j > 0; j--) {
                    members.add(new Member(in.readInt(), in.readLong(), read(in)));
                }
                types.add(new Type(name, shape, uses, members));
            }
            return new Outline(packageName, types, mentions, broken);
        } catch (IOException e) {
            throw new IllegalArgumentException("Not an outline's bytes", e);
        }
    }

    /// Sorted numbers as their distances, which are small when there are many.
    private static void write(DataOutputStream out, int[] sorted) throws IOException {
        number(out, sorted.length);
        int before = Integer.MIN_VALUE;
        for (int value : sorted) {
            number(out, value - before);
            before = value;
        }
    }

    private static int[] read(DataInputStream in) throws IOException {
        int length = number(in);
        if (length < 0 || length > in.available()) {
            throw new IOException("More numbers than bytes");
        }
        int[] sorted = new int[length];
        int before = Integer.MIN_VALUE;
        for (int i = 0; i < sorted.length; i++) {
            before += number(in);
            sorted[i] = before;
        }
        return sorted;
    }

    /// Seven bits a byte, the last byte without the high bit; of unsigned numbers of 32 bits.
    private static void number(DataOutputStream out, int value) throws IOException {
        int left = value;
        while ((left & ~0x7f) != 0) {
            out.writeByte(left & 0x7f | 0x80);
            left >>>= 7;
        }
        out.writeByte(left);
    }

    private static int number(DataInputStream in) throws IOException {
        int value = 0;
        for (int shift = 0; shift < 35; shift += 7) {
            int next = in.readUnsignedByte();
            value |= (next & 0x7f) << shift;
            if ((next & 0x80) == 0) {
                return value;
            }
        }
        throw new IOException("A number that does not end");
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Outline that
                && broken == that.broken
                && packageName.equals(that.packageName)
                && Arrays.equals(mentions, that.mentions)
                && Arrays.equals(flat(), that.flat());
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(mentions) * 31 + packageName.hashCode();
    }

    private Object[] flat() {
        List<Object> flat = new ArrayList<>();
        for (Type type : types) {
            flat.add(type.name());
            flat.add(type.shape());
            flat.add(Arrays.hashCode(type.uses()));
            for (Member member : type.members()) {
                flat.add(member.name());
                flat.add(member.declared());
            }
        }
        return flat.toArray();
    }
}
