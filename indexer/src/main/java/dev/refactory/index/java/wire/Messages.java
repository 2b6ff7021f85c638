package dev.refactory.index.java.wire;

import dev.refactory.index.java.wire.Frame.Type;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The payloads of every frame but [Type#FACTS], with how they are written and read.
public sealed interface Messages {
    /// As a frame.
    Frame frame();

    /// @param pid the child's process id
    /// @param compiler the child's `java.version`
    record Hello(int version, int pid, String compiler) implements Messages {
        @Override
        public Frame frame() {
            Encoder out = new Encoder();
            out.number(version);
            out.number(pid);
            out.string(compiler);
            return new Frame(Type.HELLO, out.toBytes());
        }

        public static Hello read(Frame frame) {
            Decoder in = new Decoder(frame.payload());
            return new Hello(in.number(), in.number(), in.string());
        }
    }

    /// Files are known by their index: those to attribute, group after group, then the others. The child asks for the
    /// bytes of those it reads.
    ///
    /// @param headers other files
    /// @param names bodies that mention none of them may be left out …
    /// @param partly … of these files: indexes into `attribute`
    /// @param shares where each run of files that are attributed together ends, ascending; none spans two groups
    /// @param threads how many may work on it at once
    /// @param packed facts are wanted as they are stored, with outlines
    record AttributeRequest(
            List<Group> groups,
            List<Listed> attribute,
            List<Listed> headers,
            List<String> names,
            Set<Integer> partly,
            List<Integer> shares,
            int threads,
            boolean packed)
            implements Messages {
        /// Files that are compiled alike.
        ///
        /// @param end where its files to attribute end, exclusive; they begin where those of the one
        ///     before end
        /// @param sees indexes of the other files that are headers to them
        public record Group(int release, List<String> classpath, int end, List<Integer> sees) {
            private void write(Encoder out) {
                out.number(release);
                strings(out, classpath);
                out.number(end);
                numbers(out, sees);
            }

            private static Group read(Decoder in) {
                return new Group(in.number(), strings(in), in.number(), numbers(in));
            }
        }

        /// A file by its identity.
        public record Named(String path, String blobId) {}

        /// A file others may refer to.
        /// @param names null where only the parser can tell
        public record Listed(Named file, @Nullable TypeNames names) {
            private void write(Encoder out) {
                out.string(file.path());
                out.string(file.blobId());
                out.flag(names != null);
                if (names != null) {
                    out.string(names.packageName());
                    out.number(names.types().size());
                    names.types().forEach(out::string);
                }
            }

            private static Listed read(Decoder in) {
                Named file = new Named(in.string(), in.string());
                if (!in.flag()) {
                    return new Listed(file, null);
                }
                String packageName = in.string();
                List<String> types = new ArrayList<>();
                for (int i = in.count(); i > 0; i--) {
                    types.add(in.string());
                }
                return new Listed(file, new TypeNames(packageName, types));
            }
        }

        /// Any of the files.
        public Listed file(int index) {
            return index < attribute.size() ? attribute.get(index) : headers.get(index - attribute.size());
        }

        /// How many there are of both kinds.
        public int files() {
            return attribute.size() + headers.size();
        }

        @Override
        public Frame frame() {
            Encoder out = new Encoder();
            out.number(groups.size());
            groups.forEach(group -> group.write(out));
            write(out, attribute);
            write(out, headers);
            strings(out, names);
            numbers(out, partly);
            numbers(out, shares);
            out.number(threads);
            out.flag(packed);
            return new Frame(Type.REQUEST, out.toBytes());
        }

        public static AttributeRequest read(Frame frame) {
            Decoder in = new Decoder(frame.payload());
            List<Group> groups = new ArrayList<>();
            for (int i = in.count(); i > 0; i--) {
                groups.add(Group.read(in));
            }
            return new AttributeRequest(
                    groups,
                    files(in),
                    files(in),
                    strings(in),
                    Set.copyOf(numbers(in)),
                    numbers(in),
                    in.number(),
                    in.flag());
        }

        private static void write(Encoder out, List<Listed> files) {
            out.number(files.size());
            files.forEach(listed -> listed.write(out));
        }

        private static List<Listed> files(Decoder in) {
            List<Listed> files = new ArrayList<>();
            for (int i = in.count(); i > 0; i--) {
                files.add(Listed.read(in));
            }
            return files;
        }
    }

    private static void strings(Encoder out, List<String> strings) {
        out.number(strings.size());
        strings.forEach(out::string);
    }

    private static List<String> strings(Decoder in) {
        List<String> strings = new ArrayList<>();
        for (int i = in.count(); i > 0; i--) {
            strings.add(in.string());
        }
        return strings;
    }

    private static void numbers(Encoder out, Collection<Integer> numbers) {
        out.number(numbers.size());
        numbers.forEach(out::number);
    }

    private static List<Integer> numbers(Decoder in) {
        List<Integer> numbers = new ArrayList<>();
        for (int i = in.count(); i > 0; i--) {
            numbers.add(in.number());
        }
        return numbers;
    }

    /// @param files to parse; the child asks for their bytes
    /// @param shares where each run of files that are asked for together ends, ascending
    record ParseRequest(int release, List<AttributeRequest.Named> files, List<Integer> shares) implements Messages {
        @Override
        public Frame frame() {
            Encoder out = new Encoder();
            out.number(release);
            out.number(files.size());
            for (AttributeRequest.Named file : files) {
                out.string(file.path());
                out.string(file.blobId());
            }
            numbers(out, shares);
            return new Frame(Type.PARSE, out.toBytes());
        }

        public static ParseRequest read(Frame frame) {
            Decoder in = new Decoder(frame.payload());
            int release = in.number();
            List<AttributeRequest.Named> files = new ArrayList<>();
            for (int i = in.count(); i > 0; i--) {
                files.add(new AttributeRequest.Named(in.string(), in.string()));
            }
            return new ParseRequest(release, files, numbers(in));
        }
    }

    /// @param files indexes of the request's files
    record Need(List<Integer> files) implements Messages {
        @Override
        public Frame frame() {
            Encoder out = new Encoder();
            numbers(out, files);
            return new Frame(Type.NEED, out.toBytes());
        }

        public static Need read(Frame frame) {
            return new Need(numbers(new Decoder(frame.payload())));
        }
    }

    /// @param contents bytes of needed files, in the order they were asked for
    /// @param last no more will follow
    record Supply(List<byte[]> contents, boolean last) implements Messages {
        @Override
        public Frame frame() {
            Encoder out = new Encoder();
            out.flag(last);
            out.number(contents.size());
            contents.forEach(out::bytes);
            return new Frame(Type.SUPPLY, out.toBytes());
        }

        public static Supply read(Frame frame) {
            Decoder in = new Decoder(frame.payload());
            boolean last = in.flag();
            List<byte[]> contents = new ArrayList<>();
            for (int i = in.count(); i > 0; i--) {
                contents.add(in.bytes());
            }
            return new Supply(contents, last);
        }
    }

    /// @param thread the one of the request's that is there
    /// @param index of the file among those of the request
    record Progress(int thread, Phase phase, int index) implements Messages {
        /// Sent by ordinal.
        public enum Phase {
            READING_HEADER,
            READING,
            PARSING,
            ENTERING,
            ATTRIBUTING,
            COMPLETING
        }

        @Override
        public Frame frame() {
            Encoder out = new Encoder();
            out.number(thread);
            out.number(phase.ordinal());
            out.number(index);
            return new Frame(Type.PROGRESS, out.toBytes());
        }

        public static Progress read(Frame frame) {
            Decoder in = new Decoder(frame.payload());
            return new Progress(in.number(), Phase.values()[in.number()], in.number());
        }
    }

    /// @param peakHeapKib the most heap the child has used since it started, in KiB
    record Done(int peakHeapKib) implements Messages {
        @Override
        public Frame frame() {
            Encoder out = new Encoder();
            out.number(peakHeapKib);
            return new Frame(Type.DONE, out.toBytes());
        }

        public static Done read(Frame frame) {
            return new Done(new Decoder(frame.payload()).number());
        }
    }

    /// @param reason the throwable's class and where it was thrown; no text of the repository
    record Failed(String reason) implements Messages {
        @Override
        public Frame frame() {
            Encoder out = new Encoder();
            out.string(reason);
            return new Frame(Type.FAILED, out.toBytes());
        }

        public static Failed read(Frame frame) {
            return new Failed(new Decoder(frame.payload()).string());
        }
    }
}
