package dev.refactory.index.java.wire;

import dev.refactory.index.java.wire.Frame.Type;
import java.util.ArrayList;
import java.util.HashSet;
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

    /// @param attribute files with their bytes
    /// @param headers other files, as far as they are known; the child asks for the bytes of those it reads
    /// @param names bodies that mention none of them may be left out …
    /// @param partly … of these files: indexes into `attribute`
    /// @param threads how many may work on it at once
    /// @param packed facts are wanted as they are stored, with outlines
    record AttributeRequest(
            int release,
            List<String> classpath,
            List<Full> attribute,
            List<Listed> headers,
            List<String> names,
            Set<Integer> partly,
            int threads,
            boolean packed)
            implements Messages {
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

        /// A file with its bytes.
        public record Full(Named file, byte[] bytes) {}

        @Override
        public Frame frame() {
            Encoder out = new Encoder();
            out.number(release);
            out.number(classpath.size());
            classpath.forEach(out::string);
            write(out, attribute);
            out.number(headers.size());
            headers.forEach(listed -> listed.write(out));
            out.number(names.size());
            names.forEach(out::string);
            out.number(partly.size());
            partly.forEach(out::number);
            out.number(threads);
            out.flag(packed);
            return new Frame(Type.REQUEST, out.toBytes());
        }

        public static AttributeRequest read(Frame frame) {
            Decoder in = new Decoder(frame.payload());
            int release = in.number();
            List<String> classpath = new ArrayList<>();
            for (int i = in.count(); i > 0; i--) {
                classpath.add(in.string());
            }
            List<Full> attribute = files(in);
            List<Listed> headers = new ArrayList<>();
            for (int i = in.count(); i > 0; i--) {
                headers.add(Listed.read(in));
            }
            List<String> names = new ArrayList<>();
            for (int i = in.count(); i > 0; i--) {
                names.add(in.string());
            }
            Set<Integer> partly = new HashSet<>();
            for (int i = in.count(); i > 0; i--) {
                partly.add(in.number());
            }
            return new AttributeRequest(release, classpath, attribute, headers, names, partly, in.number(), in.flag());
        }

        private static void write(Encoder out, List<Full> files) {
            out.number(files.size());
            for (Full full : files) {
                out.string(full.file().path());
                out.string(full.file().blobId());
                out.bytes(full.bytes());
            }
        }

        private static List<Full> files(Decoder in) {
            List<Full> files = new ArrayList<>();
            for (int i = in.count(); i > 0; i--) {
                files.add(new Full(new Named(in.string(), in.string()), in.bytes()));
            }
            return files;
        }
    }

    /// @param files to parse, with their bytes
    record ParseRequest(int release, List<AttributeRequest.Full> files) implements Messages {
        @Override
        public Frame frame() {
            Encoder out = new Encoder();
            out.number(release);
            AttributeRequest.write(out, files);
            return new Frame(Type.PARSE, out.toBytes());
        }

        public static ParseRequest read(Frame frame) {
            Decoder in = new Decoder(frame.payload());
            return new ParseRequest(in.number(), AttributeRequest.files(in));
        }
    }

    /// @param headers indexes into the request's headers
    record Need(List<Integer> headers) implements Messages {
        @Override
        public Frame frame() {
            Encoder out = new Encoder();
            out.number(headers.size());
            headers.forEach(out::number);
            return new Frame(Type.NEED, out.toBytes());
        }

        public static Need read(Frame frame) {
            Decoder in = new Decoder(frame.payload());
            List<Integer> headers = new ArrayList<>();
            for (int i = in.count(); i > 0; i--) {
                headers.add(in.number());
            }
            return new Need(headers);
        }
    }

    /// @param contents bytes of needed headers, in the order they were asked for
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
    /// @param index into the request's headers or files to attribute, as `phase` says
    record Progress(int thread, Phase phase, int index) implements Messages {
        /// Sent by ordinal.
        public enum Phase {
            READING_HEADER,
            READING,
            PARSING,
            ENTERING,
            ATTRIBUTING
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
