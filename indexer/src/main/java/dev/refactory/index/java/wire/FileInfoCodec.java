package dev.refactory.index.java.wire;

import dev.refactory.graph.model.FileInfo;
import dev.refactory.graph.model.FileProblem;
import java.util.ArrayList;
import java.util.List;

/// Which file an answer is about, within its payload.
final class FileInfoCodec {
    private FileInfoCodec() {}

    static void write(Encoder out, FileInfo file) {
        out.string(file.path());
        out.string(file.blobId());
        out.string(file.language());
        out.number(file.lines());
        out.number(file.problems().size());
        for (FileProblem problem : file.problems()) {
            out.number(problem.kind().ordinal());
            out.string(problem.detail());
        }
    }

    static FileInfo read(Decoder in) {
        String path = in.string();
        String blobId = in.string();
        String language = in.string();
        int lines = in.number();
        List<FileProblem> problems = new ArrayList<>();
        for (int i = in.count(); i > 0; i--) {
            problems.add(new FileProblem(FileProblem.Kind.values()[in.number()], in.string()));
        }
        return new FileInfo(path, blobId, language, lines, problems);
    }
}
