package dev.refactory.index.java.wire;

import dev.refactory.graph.codec.PackedFile;
import dev.refactory.graph.model.FileInfo;
import dev.refactory.graph.model.FileProblem;
import dev.refactory.graph.model.Outline;
import java.util.ArrayList;
import java.util.List;

/// A file's facts as they are stored, as the payload of a [Frame.Type#PACKED] frame, with the file's
/// index in the request.
///
/// @param index into the request's files to attribute
public record PackedCodec(int index, PackedFile file, Outline outline) {
    public Frame frame() {
        Encoder out = new Encoder();
        FileInfo info = file.file();
        out.number(index);
        out.string(info.path());
        out.string(info.blobId());
        out.string(info.language());
        out.number(info.lines());
        out.number(info.problems().size());
        for (FileProblem problem : info.problems()) {
            out.number(problem.kind().ordinal());
            out.string(problem.detail());
        }
        out.bytes(file.names());
        out.bytes(file.facts());
        out.bytes(outline.toBytes());
        return new Frame(Frame.Type.PACKED, out.toBytes());
    }

    public static PackedCodec read(Frame frame) {
        Decoder in = new Decoder(frame.payload());
        int index = in.number();
        String path = in.string();
        String blobId = in.string();
        String language = in.string();
        int lines = in.number();
        List<FileProblem> problems = new ArrayList<>();
        for (int i = in.count(); i > 0; i--) {
            problems.add(new FileProblem(FileProblem.Kind.values()[in.number()], in.string()));
        }
        return new PackedCodec(
                index,
                new PackedFile(new FileInfo(path, blobId, language, lines, problems), in.bytes(), in.bytes()),
                Outline.of(in.bytes()));
    }
}
