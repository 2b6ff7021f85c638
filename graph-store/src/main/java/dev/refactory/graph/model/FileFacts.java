package dev.refactory.graph.model;

import java.util.List;

/// Everything known about one file, in a canonical order so that equal files have equal facts.
///
/// @param path relative to the repository's root, with `/`
/// @param blobId the Git object id of its content, 40 hex digits
/// @param language `java`, or the lower-case file extension, or empty
/// @param lines lines of text, a last line without a newline included
/// @param declared symbols this file declares, and external or unresolved symbols it mentions, sorted by spelling
/// @param occurrences sorted
/// @param relations sorted
/// @param diagnostics by place
/// @param problems empty when the file was indexed whole
public record FileFacts(
        String path,
        String blobId,
        String language,
        int lines,
        List<SymbolInfo> declared,
        List<Occurrence> occurrences,
        List<Relation> relations,
        List<Diagnostic> diagnostics,
        List<FileProblem> problems) {
    public FileFacts {
        declared = List.copyOf(declared);
        occurrences = List.copyOf(occurrences);
        relations = List.copyOf(relations);
        diagnostics = List.copyOf(diagnostics);
        problems = List.copyOf(problems);
    }

    /// Which file they are about.
    public FileInfo file() {
        return new FileInfo(path, blobId, language, lines, problems);
    }

    /// A file that is listed with its reason and has no facts.
    public static FileFacts withoutFacts(String path, String blobId, String language, int lines, FileProblem problem) {
        return new FileFacts(
                path, blobId, language, lines, List.of(), List.of(), List.of(), List.of(), List.of(problem));
    }
}
