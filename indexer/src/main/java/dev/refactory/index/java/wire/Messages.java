package dev.refactory.index.java.wire;

import dev.refactory.index.java.wire.Frame.Type;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

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
    /// @param headers files by identity; the child asks for the bytes it lacks
    /// @param names bodies that mention none of them may be left out …
    /// @param partly … of these files: indexes into `attribute`
    record AttributeRequest(
            int release,
            List<String> classpath,
            List<Full> attribute,
            List<Named> headers,
            List<String> names,
            Set<Integer> partly)
            implements Messages {
        /// A file by its identity.
        public record Named(String path, String blobId) {}

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
            for (Named named : headers) {
                out.string(named.path());
                out.string(named.blobId());
            }
            out.number(names.size());
            names.forEach(out::string);
            out.number(partly.size());
            partly.forEach(out::number);
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
            List<Named> headers = new ArrayList<>();
            for (int i = in.count(); i > 0; i--) {
                headers.add(new Named(in.string(), in.string()));
            }
            List<String> names = new ArrayList<>();
            for (int i = in.count(); i > 0; i--) {
                names.add(in.string());
            }
            Set<Integer> partly = new HashSet<>();
            for (int i = in.count(); i > 0; i--) {
                partly.add(in.number());
            }
            return new AttributeRequest(release, classpath, attribute, headers, names, partly);
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

    /// @param headers indexes into the request's headers, ascending
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

    /// @param index into the request's headers or files to attribute, as `phase` says
    record Progress(Phase phase, int index) implements Messages {
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
            out.number(phase.ordinal());
            out.number(index);
            return new Frame(Type.PROGRESS, out.toBytes());
        }

        public static Progress read(Frame frame) {
            Decoder in = new Decoder(frame.payload());
            return new Progress(Phase.values()[in.number()], in.number());
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
