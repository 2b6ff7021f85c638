package dev.refactory.index.java.child;

import dev.refactory.graph.model.FileFacts;
import dev.refactory.graph.model.FileProblem;
import dev.refactory.graph.model.SourceText;
import dev.refactory.index.java.wire.TypeNames;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// A file to attribute.
///
/// @param index its place in the request
/// @param text without a byte order mark
/// @param shift how many characters `text` lacks at the start
/// @param problems what is known to be wrong with it before the compiler looks
record Input(
        int index,
        String path,
        String blobId,
        String text,
        int shift,
        int lines,
        SourceFile file,
        List<FileProblem> problems) {
    static Input of(int index, String path, String blobId, byte[] bytes) {
        SourceText decoded = SourceText.decode(bytes);
        String whole = decoded.text();
        String text = SourceText.unmarked(whole);
        int shift = whole.length() - text.length();
        List<FileProblem> problems = decoded.charset().equals(StandardCharsets.UTF_8)
                ? List.of()
                : List.of(new FileProblem(
                        FileProblem.Kind.NOT_UTF8,
                        "Not valid UTF-8, so it is read as Latin-1; save it as UTF-8 to be sure: " + path));
        return new Input(index, path, blobId, text, shift, lines(whole), new SourceFile(path, "", text), problems);
    }

    boolean isModule() {
        return TypeNames.ofModule(path);
    }

    /// Nothing but what the parser says of it.
    FileFacts parsed(Syntax syntax) {
        Diagnostics diagnostics = new Diagnostics(List.of(this));
        (isModule() ? syntax.withModules() : syntax).errors(file, text).forEach(diagnostics::report);
        return new FileFacts(
                path,
                blobId,
                "java",
                lines,
                List.of(),
                List.of(),
                List.of(),
                diagnostics.of(path),
                problemsWith(diagnostics));
    }

    /// What was known to be wrong with it, and what the parser found.
    List<FileProblem> problemsWith(Diagnostics diagnostics) {
        List<FileProblem> all = new ArrayList<>(problems);
        if (diagnostics.broken(path)) {
            all.add(new FileProblem(
                    FileProblem.Kind.SYNTAX_ERROR,
                    "The compiler found syntax errors; what it understood is kept: " + path));
        }
        return all;
    }

    private static int lines(String text) {
        int lines = 0;
        int i = 0;
        while (i < text.length()) {
            char c = text.charAt(i++);
            if (c == '\r' && i < text.length() && text.charAt(i) == '\n') {
                i++;
                lines++;
            } else if (c == '\n' || c == '\r') {
                lines++;
            } else if (i == text.length()) {
                lines++;
            }
        }
        return lines;
    }
}
