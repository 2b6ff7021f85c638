package dev.refactory.index.java.wire;

import dev.refactory.graph.codec.PackedFile;
import dev.refactory.graph.model.FileInfo;
import dev.refactory.graph.model.Outline;

/// A file's facts as they are stored, as the payload of a [Frame.Type#PACKED] frame, with the file's
/// index in the request.
///
/// @param index into the request's files to attribute
public record PackedCodec(int index, PackedFile file, Outline outline) {
    public Frame frame() {
        Encoder out = new Encoder();
        out.number(index);
        FileInfoCodec.write(out, file.file());
        out.bytes(file.names());
        out.bytes(file.facts());
        out.bytes(outline.toBytes());
        return new Frame(Frame.Type.PACKED, out.toBytes());
    }

    public static PackedCodec read(Frame frame) {
        Decoder in = new Decoder(frame.payload());
        int index = in.number();
        FileInfo file = FileInfoCodec.read(in);
        return new PackedCodec(index, new PackedFile(file, in.bytes(), in.bytes()), Outline.of(in.bytes()));
    }
}
